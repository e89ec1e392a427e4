import PacketHeaders
import TestSupport
import Testing

@Suite struct ReassemblerTests {
    private static func conversation(cut: Cut = .whole) -> Conversation {
        var conversation = Conversation.wrapping(after: 5)
        conversation.handshake()
        conversation.client("hello there", cut: cut)
        conversation.server("hi", cut: cut)
        return conversation
    }

    private static func text(_ side: Side, _ conversation: Conversation, _ packets: [Conversation.Packet]) -> String {
        let reassembler = Reassembler(of: packets.map(\.bytes))
        return String(decoding: reassembler.stream(of: side, in: conversation), as: UTF8.self)
    }

    @Test(arguments: Cut.all(of: 11))
    func readsWhatWasSent(cut: Cut) {
        let conversation = Self.conversation(cut: cut)
        #expect(Self.text(.client, conversation, conversation.packets) == "hello there")
        #expect(Self.text(.server, conversation, conversation.packets) == "hi")
    }

    @Test func readsWhatCameInAnyOrder() {
        for seed in 1...20 as ClosedRange<UInt64> {
            var generator = SeededGenerator(seed: seed)
            let conversation = Self.conversation(cut: .byteByByte)
            // The SYNs come first: without them nobody knows where the streams begin.
            let rest = conversation.packets.dropFirst(2).shuffled(using: &generator)
            let packets = Array(conversation.packets.prefix(2)) + rest
            #expect(Self.text(.client, conversation, packets) == "hello there", "\(generator)")
        }
    }

    @Test func stopsAtAHole() {
        let conversation = Self.conversation(cut: [3, 6])
        let packets = conversation.packets.filter { $0.payload != Array("lo ".utf8) }
        #expect(Self.text(.client, conversation, packets) == "hel")
    }

    @Test func keepsTheFirstCopyOfEveryByte() {
        var conversation = Self.conversation()
        conversation.resend(.client, 0..<5, altered: Array("HELLO".utf8))
        let ahead = conversation.segment(from: .client, at: 12, payload: Array("bc".utf8))
        let filling = conversation.segment(from: .client, at: 10, payload: Array("XaXXd".utf8))
        let packets = conversation.packets + [ahead, filling]
        #expect(Self.text(.client, conversation, packets) == "hello thereabcd")
    }

    @Test func readsAStreamThatWasJoinedLate() {
        var conversation = Conversation(clientStart: 77)
        conversation.joinLate()
        conversation.client("middle", cut: [2])
        #expect(Self.text(.client, conversation, conversation.packets) == "middle")
    }

    @Test func readsNothingBehindAFinish() {
        var conversation = Self.conversation()
        conversation.finish(by: .client)
        let late = conversation.segment(from: .client, at: 11, payload: Array("late".utf8))
        #expect(Self.text(.client, conversation, conversation.packets + [late]) == "hello there")
    }

    @Test func believesOnlyTheResetThatComesNext() {
        let conversation = Self.conversation()
        let forged = conversation.segment(from: .client, at: 12, payload: [], flags: .rst)
        let real = conversation.segment(from: .client, at: 11, payload: [], flags: .rst)
        let more = conversation.segment(from: .client, at: 11, payload: Array("more".utf8))
        #expect(Self.text(.client, conversation, conversation.packets + [forged, more]) == "hello theremore")
        #expect(Self.text(.client, conversation, conversation.packets + [real, more]) == "hello there")
    }

    @Test(
        arguments: [
            Shape("wrong checksum") { $0.checksum = .wrong },
            Shape("wrong checksum of the IP header") { $0.addressChecksum = .wrong },
            Shape("signed") { $0.options = OptionBytes.signature },
            Shape("fragment") { $0.fragmentField = 0x2000 },
            Shape("not TCP") { $0.protocolNumber = 17 },
        ])
    func discardsWhatNoReceiverTakes(shape: Shape) {
        let conversation = Self.conversation()
        let packet = conversation.segment(from: .client, at: 11, payload: Array("!".utf8), change: shape.change)
        var reassembler = Reassembler(of: conversation.packets.map(\.bytes))
        #expect(reassembler.discarded == 0)
        reassembler.receive(packet.bytes)
        #expect(reassembler.discarded == 1)
        #expect(reassembler.stream(of: .client, in: conversation) == Array("hello there".utf8))
    }
}
