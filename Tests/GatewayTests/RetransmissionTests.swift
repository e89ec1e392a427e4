import Gateway
import PacketHeaders
import TestSupport
import Testing

/// The first copy of a byte is the one that counts, however often and in whatever pieces it is sent again.
@Suite struct RetransmissionTests {
    /// An offer between two lines of chat, passed and not acknowledged, and where it begins in the stream.
    private static func offer(through gate: inout Gate, acknowledged: Bool = false) -> (Conversation, first: Int) {
        let talk = Talk.ofAlice()
        let first = talk.stream(of: .client).count
        gate.pass(talk)
        var more = talk
        more.client(Talk.chat("one") + Examples.e12 + Talk.chat("two"))
        let packets = more.packets.dropFirst(talk.packets.count)
        for packet in acknowledged ? packets : packets.dropLast() { gate.pass(packet.bytes) }
        return (more, first)
    }

    private static func ranges(_ first: Int, _ end: Int) -> [Range<Int>] {
        [first..<end, first + 40..<end - 10, first..<first + 200, first + 200..<end]
            + stride(from: first, to: end, by: 9).map { $0..<min($0 + 13, end) }
    }

    @Test(arguments: [false, true])
    func everyCopyLeavesAsTheFirstDid(acknowledged: Bool) {
        var gate = Gate()
        let (talk, first) = Self.offer(through: &gate, acknowledged: acknowledged)
        let left = gate.received(.client, in: talk)
        for range in Self.ranges(first, talk.stream(of: .client).count) {
            let packet = talk.segment(
                from: .client,
                at: range.lowerBound,
                payload: Array(talk.stream(of: .client)[range])
            )
            let decision = gate.pass(packet.bytes)
            #expect(decision.verdict != .drop)
            #expect(gate.forwarded.last?.suffix(range.count).elementsEqual(left[range]) == true, "\(range)")
        }
        #expect(gate.count("transfers", "invite", "declined") == 1)
        let areRight = gate.leavesRightChecksums
        #expect(areRight)
    }

    @Test func anAlteredCopyLeavesWithTheDecidingBytesOfTheFirst() {
        var gate = Gate()
        let (talk, first) = Self.offer(through: &gate)
        let left = gate.received(.client, in: talk)
        let stream = talk.stream(of: .client)
        var altered = 0
        for index in first..<stream.count {
            let range = index..<min(index + 20, stream.count)
            let payload = Array(stream[range]).overwriting(at: 0, with: [stream[index] ^ 0x15])
            let decision = gate.pass(talk.segment(from: .client, at: index, payload: payload).bytes)
            let sent = gate.forwarded.last.map { Array($0.suffix(range.count)) } ?? []
            #expect(sent.dropFirst().elementsEqual(left[range].dropFirst()))
            if sent.first == left[index] {
                altered += 1
                #expect(decision.verdict == .edit)
                #expect([.alteredCopy, .transferCopy].contains(decision.reason))
            }
        }
        // All but the words of the two lines of chat decided something.
        #expect(altered >= stream.count - first - "onetwo".count)
        #expect(gate.count("packets", "edit", "altered_copy") > 0)
    }

    @Test func whatWasDroppedIsDroppedAgainHoweverItIsCut() {
        var gate = Gate(Policy(transfers: .drop))
        var talk = Talk.ofAlice()
        let first = talk.stream(of: .client).count
        talk.client(Examples.e12)
        talk.client(Talk.chat("behind it"))
        gate.pass(talk)
        let stream = talk.stream(of: .client)
        for cut in [Cut.whole, .every(10), .every(33), .byteByByte] {
            for range in cut.ranges(of: stream.count - first) {
                let range = first + range.lowerBound..<first + range.upperBound
                gate.pass(talk.segment(from: .client, at: range.lowerBound, payload: Array(stream[range])).bytes)
            }
        }
        let reader = gate.reading(of: .client, in: talk)
        #expect(reader.transfers.isEmpty)
        #expect(gate.received(.client, in: talk).count < stream.count)
        #expect(gate.count("packets", "drop", "transfer_copy") > 3)
    }

    @Test func newBytesBehindOldOnesInOneSegmentAreRead() {
        var gate = Gate()
        var (talk, first) = Self.offer(through: &gate)
        let old = talk.stream(of: .client).count
        talk.client(Examples.e12)
        let stream = talk.stream(of: .client)
        gate.pass(talk.segment(from: .client, at: first, payload: Array(stream[first...])).bytes)
        let reader = gate.reading(of: .client, in: talk)
        #expect(reader.transfers.isEmpty)
        #expect(reader.chats == ["one", "two"])
        #expect(gate.received(.client, in: talk).count == stream.count)
        #expect(old < stream.count)
    }

    @Test(arguments: [0, 1, 30, 60, 150, 400] as [UInt32])
    func sequenceNumbersMayWrapAnywhere(distance: UInt32) {
        for cut in [Cut.whole, .every(11), .byteByByte] {
            var gate = Gate()
            var talk = Talk.ofAlice(.wrapping(after: distance))
            let first = talk.stream(of: .client).count
            talk.client(Talk.chat("one") + Examples.e12 + Talk.chat("two"), cut: cut)
            talk.resend(.client, first..<talk.stream(of: .client).count)
            gate.pass(talk)
            let reader = gate.reading(of: .client, in: talk)
            #expect(reader.transfers.isEmpty)
            #expect(reader.chats == ["one", "two"])
            #expect(!gate.decisions.contains { $0.verdict == .drop })
        }
    }
}
