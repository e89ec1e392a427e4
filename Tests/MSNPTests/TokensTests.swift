import TestSupport
import Testing

@testable import MSNP

/// The reading of tokens, eight bytes at a time, is held to the plain one.
@Suite struct TokensTests {
    private static let seed = UInt64.random(in: .min ... .max)

    @Test func areRunsOfOtherBytesThanBlanks() {
        var generator = SeededGenerator(seed: Self.seed)
        for _ in 0..<4000 {
            let line = (0..<Int.random(in: 0...40, using: &generator)).map { _ in
                [0x20, 0x20, 0x09, 0x41, 0x00, 0x80, 0xA0, 0xFF].randomElement(using: &generator) ?? 0x20 as UInt8
            }
            let tokens = Self.tokens(of: line)
            let read = Tokens(of: line.span)
            #expect(read.count == min(tokens.count, Tokens.maximum), "\(line), seed \(Self.seed)")
            for number in 0..<tokens.count + 2 {
                let expected = number < read.count ? tokens[number] : nil
                #expect(read[number] == expected, "token \(number) of \(line), seed \(Self.seed)")
            }
            let last = line.span.lastToken
            #expect(tokens.isEmpty ? last.isEmpty : last == tokens.last, "\(line), seed \(Self.seed)")
        }
    }

    private static func tokens(of line: [UInt8]) -> [Range<Int>] {
        line.indices.split { line[$0] == 0x20 || line[$0] == 0x09 }.map { $0.startIndex..<$0.endIndex }
    }
}
