import PacketHeaders
import TestSupport
import Testing

@Suite struct ConversationTests {
    /// What a packet of a conversation looks like from outside.
    private struct Seen: Equatable, CustomStringConvertible {
        let sender: Side
        let flags: TCPFlags
        let sequence: UInt32
        let acknowledgement: UInt32
        let payload: String

        init(_ sender: Side, _ flags: TCPFlags, _ sequence: UInt32, _ acknowledgement: UInt32, _ payload: String = "") {
            self.sender = sender
            self.flags = flags
            self.sequence = sequence
            self.acknowledgement = acknowledgement
            self.payload = payload
        }

        init(_ packet: Conversation.Packet) throws {
            let header = try IPHeader(parsing: packet.bytes.span)
            let segment = try TCPSegment(parsing: packet.bytes.span, behind: header)
            self.init(
                packet.sender,
                segment.flags,
                segment.sequence.rawValue,
                segment.acknowledgement.rawValue,
                String(decoding: packet.bytes[segment.payload], as: UTF8.self)
            )
        }

        var description: String { "\(sender) \(flags.rawValue) \(sequence) \(acknowledgement) \(payload)" }
    }

    @Test func numbersEveryPacket() throws {
        var conversation = Conversation(clientStart: 0xFFFF_FFFD, serverStart: 500)
        conversation.handshake()
        conversation.client("hello", cut: [2])
        conversation.server("hi")
        conversation.resend(.client, 1..<4)
        conversation.finish(by: .client)
        conversation.reset(by: .server)
        let seen = try conversation.packets.map { try Seen($0) }
        #expect(
            seen == [
                Seen(.client, .syn, 0xFFFF_FFFD, 0),
                Seen(.server, [.syn, .ack], 500, 0xFFFF_FFFE),
                Seen(.client, .ack, 0xFFFF_FFFE, 501),
                Seen(.client, [.psh, .ack], 0xFFFF_FFFE, 501, "he"),
                Seen(.client, [.psh, .ack], 0, 501, "llo"),
                Seen(.server, .ack, 501, 3),
                Seen(.server, [.psh, .ack], 501, 3, "hi"),
                Seen(.client, .ack, 3, 503),
                Seen(.client, [.psh, .ack], 0xFFFF_FFFF, 503, "ell"),
                Seen(.client, [.fin, .ack], 3, 503),
                Seen(.server, .ack, 503, 4),
                Seen(.server, [.rst, .ack], 503, 4),
            ]
        )
    }

    @Test func wrapsWhereAskedTo() {
        var conversation = Conversation.wrapping(after: 3)
        conversation.handshake()
        conversation.client("abcdef", cut: [3])
        let payloads = conversation.packets.filter { !$0.payload.isEmpty }
        #expect(payloads.map(\.sequence) == [0xFFFF_FFFD, 0])
    }

    @Test(arguments: [
        ("whole", Cut.whole, [0..<5]),
        ("byte by byte", .byteByByte, [0..<1, 1..<2, 2..<3, 3..<4, 4..<5]),
        ("small segments", .every(2), [0..<2, 2..<4, 4..<5]),
        ("positions in any order", .at([4, 1, 1, 0, 5, 9]), [0..<1, 1..<4, 4..<5]),
    ])
    func cuts(name: String, cut: Cut, ranges: [Range<Int>]) {
        #expect(cut.ranges(of: 5) == ranges)
    }

    @Test func cutsNothingIntoNothing() {
        for cut in [Cut.whole, .byteByByte, [3]] {
            #expect(cut.pieces(of: []).isEmpty)
        }
    }

    @Test func everyCutOfThreeBytes() {
        #expect(Cut.all(of: 3) == [.whole, .byteByByte, [1], [2]])
    }

    @Test func aSeedFixesTheNumbers() {
        // Known first outputs of SplitMix64 for this seed.
        var generator = SeededGenerator(seed: 1_234_567)
        #expect(generator.next() == 6_457_827_717_110_365_317)
        #expect(generator.next() == 3_203_168_211_198_807_973)
    }
}
