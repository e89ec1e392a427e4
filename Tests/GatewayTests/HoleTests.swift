import Gateway
import TestSupport
import Testing

/// What is known of a hole decides what passes behind it.
@Suite struct HoleTests {
    private static let quoting = String(repeating: "Invitation-Command: INVITE\r\nApplication-File: x\r\n", count: 30)
    private static let picture = Talk.message(
        "MIME-Version: 1.0\r\nContent-Type: image/x-picture\r\n\r\n" + quoting
    )

    /// Alice sends `bytes`, of which the stretch `lost` comes by only at the end.
    private static func sendLosing(
        _ lost: Range<Int>,
        of bytes: [UInt8],
        cut: Cut = .every(100),
        through gate: inout Gate
    ) -> Conversation {
        var talk = Talk.ofAlice()
        gate.pass(talk)
        let first = talk.stream(of: .client).count
        talk.client(bytes)
        func pass(_ range: Range<Int>) {
            gate.pass(talk.segment(from: .client, at: first + range.lowerBound, payload: Array(bytes[range])).bytes)
        }
        pass(0..<lost.lowerBound)
        let behind = cut.ranges(of: bytes.count - lost.upperBound).map {
            lost.upperBound + $0.lowerBound..<lost.upperBound + $0.upperBound
        }
        behind.forEach(pass)
        pass(lost)
        behind.forEach(pass)
        return talk
    }

    @Test func whatDecidesNothingPassesBehindAHoleInIt() {
        var gate = Gate()
        let talk = Self.sendLosing(200..<300, of: Self.picture, through: &gate)
        #expect(gate.received(.client, in: talk) == talk.stream(of: .client))
        #expect(!gate.decisions.contains { $0.reason == .deferred })
        #expect(gate.decisions.contains { $0.reason == .behindHole })
    }

    @Test(arguments: [0, 1, 12, 33, 99])
    func anOfferBehindWhatDecidesNothingWaits(distance: Int) {
        let end = Self.picture.count
        let bytes = Self.picture + Examples.e12 + Talk.chat("one")
        for cut in [Cut.whole, .every(60), .byteByByte] {
            var gate = Gate()
            let talk = Self.sendLosing(end - distance - 100..<end - distance, of: bytes, cut: cut, through: &gate)
            let reader = gate.reading(of: .client, in: talk)
            #expect(reader.transfers.isEmpty)
            #expect(reader.chats == ["one"])
            #expect(gate.count("transfers", "invite", "declined") == 1)
            #expect(!gate.decisions.contains { $0.reason == .slipped })
        }
    }

    @Test func nothingPassesBehindAHoleInAPartThatIsOverwrittenWhole() {
        func part(_ number: Int, _ body: String) -> [UInt8] {
            Talk.message(
                number == 0
                    ? "Content-Type: text/x-msmsgsinvite\r\nMessage-ID: {A}\r\nChunks: 3\r\n\r\n" + body
                    : "Message-ID: {A}\r\nChunk: \(number)\r\n\r\n" + body
            )
        }
        let outOfOrder = part(2, String(repeating: "of no consequence\r\n", count: 20))
        let before = part(0, "Application-Name: x\r\n")
        let bytes = before + outOfOrder + Talk.chat("one")
        var gate = Gate()
        let hole = before.count + 80..<before.count + 130
        let talk = Self.sendLosing(hole, of: bytes, through: &gate)
        #expect(gate.reading(of: .client, in: talk).chats == ["one"])
        let reasons = gate.decisions.map(\.reason)
        #expect(reasons.contains(.deferred))
        #expect(!reasons.contains(.slipped))
    }

    /// Where nobody is seen to announce a window, a segment may claim to lie anywhere.
    @Test(arguments: [0x4000_0001, 0x7FFF_FFF0, 0x7FFF_FFFF, -0x8000_0000])
    func aSegmentBeyondAnyWindowDisordersNothing(distance: Int) {
        var gate = Gate()
        var talk = Conversation(acknowledging: .never)
        talk.client(Examples.e04)
        gate.pass(talk)
        let first = talk.stream(of: .client).count
        let far = talk.segment(from: .client, at: first + distance, payload: Array("hello, this is far".utf8))
        gate.pass(far.bytes)
        talk.client(Examples.e12 + Talk.chat("one"), cut: .every(20))
        var generator = SeededGenerator(seed: 3)
        let segments = talk.packets.dropFirst().shuffled(using: &generator)
        for packet in segments + segments.sorted(by: { $0.sequence < $1.sequence }) { gate.pass(packet.bytes) }
        let arrived = Reassembler(of: gate.forwarded.filter { $0 != far.bytes }).stream(of: .client, in: talk)
        let reader = Receiver(of: .client, reading: arrived, knowing: ["33267"])
        #expect(reader.transfers.isEmpty)
        #expect(reader.chats == ["one"])
        #expect(!gate.decisions.contains { $0.reason == .slipped })
    }

    /// Part of a picture takes another way; what comes behind it is read from where the picture ends.
    @Test func unseenBytesThatDecideNothingCostNoFooting() {
        var gate = Gate()
        var talk = Talk.ofAlice()
        gate.pass(talk)
        let first = talk.stream(of: .client).count
        let sent = talk.packets.count
        // The words of the chat would look like the only footing.
        talk.client(Self.picture + Examples.e12 + Talk.chat("MSG 6 N 9\r\n"), cut: .every(150))
        for packet in talk.packets.dropFirst(sent) where packet.payload != Array(Self.picture[300..<450]) {
            gate.pass(packet.bytes)
        }
        talk.acknowledge(by: .server)
        let missing = first + 300..<first + 450
        for position in stride(from: missing.upperBound, to: talk.stream(of: .client).count, by: 400) {
            let end = min(position + 400, talk.stream(of: .client).count)
            let payload = Array(talk.stream(of: .client)[position..<end])
            gate.pass(talk.segment(from: .client, at: position, payload: payload).bytes)
        }
        #expect(gate.count("packets", "accept", "unseen_bytes") == 1)
        #expect(gate.count("transfers", "invite", "declined") == 1)
        var receiver = Reassembler(of: gate.forwarded)
        let lost = talk.segment(from: .client, at: 300 + first, payload: Array(talk.stream(of: .client)[missing]))
        receiver.receive(lost.bytes)
        let reader = Receiver(of: .client, reading: receiver.stream(of: .client, in: talk), knowing: ["33267"])
        #expect(reader.transfers.isEmpty)
    }
}
