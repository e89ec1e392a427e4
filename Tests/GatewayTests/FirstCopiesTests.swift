import PacketHeaders
import TestSupport
import Testing

@testable import Gateway

/// What is remembered of a stream that nobody is seen to acknowledge.
@Suite struct FirstCopiesTests {
    @Test func whatIsRememberedKeepsItsOrderBehindMoreThanAnyWindow() {
        var copies = FirstCopies(at: SequenceNumber(7))
        for number in 0..<40 {
            copies.append(Span(), harmless: 200 << 20)
            copies.append(Array("kept \(number) ".utf8).span)
            #expect(copies.start.distance(to: copies.end) > 0)
            #expect(copies.storedBytes < 1024)
        }
        var altered = Array("LOST 39 ".utf8)
        let position = copies.end + -altered.count
        let range = altered.indices
        var span = altered.mutableSpan
        let isAltered = copies.overlay(onto: &span, range, at: position)
        #expect(isAltered)
        #expect(altered == Array("kept 39 ".utf8))
    }

    @Test func bytesOverwrittenAfterTheyWereKeptAreRepeatedSo() {
        var copies = FirstCopies(at: SequenceNumber(.max - 3))
        copies.append(Array("abcd".utf8).span)
        copies.append(Span(), harmless: 4)
        copies.append(Array("efgh".utf8).span)
        copies.overwrite(with: 0x58, from: SequenceNumber(.max - 1), count: 7)
        var copy = Array("abcd????efgh".utf8)
        var span = copy.mutableSpan
        _ = copies.overlay(onto: &span, 0..<12, at: SequenceNumber(.max - 3))
        #expect(copy == Array("abXX????Xfgh".utf8))
    }
}
