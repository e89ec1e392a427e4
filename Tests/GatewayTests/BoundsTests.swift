import Gateway
import PacketHeaders
import TestSupport
import Testing

/// What happens at the limits: nothing grows beyond them, and conversations that are known to be MSN outlive a flood.
@Suite struct BoundsTests {
    private static func limits(flows: Int = 64, bytes: Int = 64 << 10) -> Limits {
        var limits = Limits()
        limits.flows = flows
        limits.storedBytes = bytes
        return limits
    }

    /// Floods of other flows, each by the segments of its `number`-th flow behind the SYN.
    private static let floods: [Row<@Sendable (Int) -> [(position: Int, payload: [UInt8])]>] = [
        Row("nothing but SYNs", { _ in [] }),
        Row("half a line", { _ in [(0, Array(repeating: 0x41, count: 1400))] }),
        Row("a hole", { _ in [(100, Array(repeating: 0x4D, count: 1400))] }),
        Row("many holes", { _ in (1...20).map { ($0 * 100, Array(repeating: 0x4D, count: 50)) } }),
        Row("foreign bytes", { _ in [(0, Array("GET / HTTP/1.0\r\n\r\n".utf8))] }),
    ]

    @Test(arguments: floods)
    func conversationsOutliveAFlood(row: Row<@Sendable (Int) -> [(position: Int, payload: [UInt8])]>) {
        var gate = Gate(limits: Self.limits())
        var talk = Talk.ofAlice()
        talk.client(Array(Examples.e12.prefix(150)))
        gate.pass(talk)
        let sent = talk.packets.count
        for number in 0..<1000 {
            let client = Endpoint(address: Endpoint("192.0.2.9:1").address, port: UInt16(10_000 + number))
            var flow = Conversation(client: client)
            flow.handshake()
            gate.pass(flow.packets[0].bytes)
            for segment in row.value(number) {
                gate.pass(flow.segment(from: .client, at: segment.position, payload: segment.payload).bytes)
            }
            let followed = gate.followedFlows
            #expect(followed <= 64)
        }
        talk.client(Array(Examples.e12.dropFirst(150)) + Talk.chat("still here"))
        for packet in talk.packets.dropFirst(sent) { gate.pass(packet.bytes) }
        let reader = gate.reading(of: .client, in: talk)
        #expect(reader.transfers.isEmpty)
        #expect(reader.chats == ["still here"])
        #expect(gate.count("flows_evicted") > 0)
        let (counted, decided) = (gate.countedPackets, gate.decisions.count)
        #expect(counted == decided)
    }

    /// A flood of flows that look like MSN may push out a conversation, which is then read from the middle: people pass.
    @Test func chatOutlivesAFloodOfHalfMessages() {
        var gate = Gate(limits: Self.limits())
        var talk = Talk.ofAlice()
        gate.pass(talk)
        let sent = talk.packets.count
        for number in 0..<300 {
            let client = Endpoint(address: Endpoint("192.0.2.9:1").address, port: UInt16(10_000 + number))
            var flow = Conversation(client: client)
            flow.handshake()
            flow.client(Array(Examples.e12.prefix(120)))
            gate.pass(flow)
        }
        talk.client(Talk.chat("still here"))
        talk.client(Examples.e12)
        for packet in talk.packets.dropFirst(sent) { gate.pass(packet.bytes) }
        let reader = gate.reading(of: .client, in: talk)
        #expect(reader.chats == ["still here"])
        #expect(reader.transfers.isEmpty)
        let followed = gate.followedFlows
        #expect(followed <= 64)
    }

    @Test func bytesOfAllFlowsTogetherAreBounded() {
        var gate = Gate(limits: Self.limits(flows: 4096, bytes: 64 << 10))
        for number in 0..<500 {
            let client = Endpoint(address: Endpoint("192.0.2.9:1").address, port: UInt16(10_000 + number))
            var flow = Conversation(client: client)
            flow.handshake()
            gate.pass(flow.packets[0].bytes)
            gate.pass(flow.segment(from: .client, at: 100, payload: [UInt8](repeating: 0x4D, count: 1400)).bytes)
            let followed = gate.followedFlows
            #expect(followed <= 48)
        }
        #expect(gate.count("flows_evicted") > 400)
    }

    @Test func aHoleOfOneDirectionIsBounded() {
        var limits = Limits()
        limits.recordPerDirection = 4000
        limits.holesPerDirection = 3
        var gate = Gate(limits: limits)
        let talk = Talk.ofAlice()
        gate.pass(talk)
        let next = talk.stream(of: .client).count
        for number in 1...6 {
            let segment = talk.segment(
                from: .client,
                at: next + number * 1000,
                payload: Array(repeating: 0x4D, count: 900)
            )
            let decision = gate.pass(segment.bytes)
            #expect(decision.reason == (number <= 3 ? .behindHole : .deferred), "\(number)")
            #expect(decision.verdict == (number <= 3 ? .accept : .drop))
        }
    }

    @Test func whatIsNotAcknowledgedIsBounded() {
        var limits = Limits()
        limits.copiesPerDirection = 2000
        var gate = Gate(limits: limits)
        var talk = Talk.ofAlice(Conversation(acknowledging: .afterEach))
        gate.pass(talk)
        let sent = talk.packets.count
        for _ in 0..<40 { talk.client(Examples.e10) }
        let loaded = talk.packets.dropFirst(sent).filter { !$0.payload.isEmpty }
        for packet in loaded { gate.pass(packet.bytes) }
        #expect(gate.count("packets", "drop", "waiting_for_room") > 0)
        gate.pass(talk.packets.last?.bytes ?? [])
        for packet in loaded { gate.pass(packet.bytes) }
        #expect(gate.received(.client, in: talk).count > 3000)
    }

    @Test func aOneSidedConversationIsNeverFrozen() {
        var limits = Limits()
        limits.copiesPerDirection = 2000
        var gate = Gate(limits: limits)
        var talk = Conversation(acknowledging: .never)
        talk.client(Examples.e04)
        for _ in 0..<100 { talk.client(Examples.e10) }
        talk.client(Examples.e12 + Talk.chat("through"))
        gate.pass(talk)
        #expect(!gate.decisions.contains { $0.verdict == .drop })
        let reader = gate.reading(of: .client, in: talk)
        #expect(reader.chats == ["through"])
        #expect(reader.transfers.isEmpty)
    }

    @Test func silentFlowsAreForgottenAndConversationsLater() {
        var gate = Gate()
        gate.pass(Talk.ofAlice())
        for number in 0..<8 {
            let port = UInt16(20_000 + number)
            var flow = Conversation(client: Endpoint(address: Endpoint("192.0.2.9:1").address, port: port))
            flow.handshake()
            gate.pass(flow)
        }
        gate.wait(.seconds(600))
        for number in 0..<20 {
            let port = UInt16(30_000 + number)
            var flow = Conversation(client: Endpoint(address: Endpoint("192.0.2.9:1").address, port: port))
            flow.handshake()
            gate.pass(flow.packets[0].bytes)
        }
        #expect(gate.count("flows_expired") == 8)
        let followed = gate.followedFlows
        #expect(followed == 21)
    }

    private static let malformed: [Row<(packet: [UInt8], reason: Reason)>] = [
        Row("empty", ([], .truncatedIPHeader)),
        Row("version 5", ([0x55] + [UInt8](repeating: 0, count: 39), .unknownVersion)),
        Row("short", ([0x45, 0, 0], .truncatedIPHeader)),
        Row("UDP", (built { $0.protocolNumber = 17 }, .notTCP)),
        Row("fragment", (built { $0.fragmentField = 0x2000 }, .fragment)),
        Row("cut in the TCP header", (Array(built { _ in }.prefix(30)), .badTotalLength)),
        Row("data offset", (built { _ in }.overwriting(at: 32, with: [0x10]), .badDataOffset)),
    ]

    private static func built(_ change: (inout PacketBuilder) -> Void) -> [UInt8] {
        var builder = PacketBuilder(from: "198.51.100.2:40001", to: "203.0.113.5:1863")
        builder.payload = Examples.e12
        change(&builder)
        return builder.bytes
    }

    @Test(arguments: malformed)
    func aMalformedPacketPassesWithAReasonOfItsOwn(row: Row<(packet: [UInt8], reason: Reason)>) {
        var gate = Gate()
        let decision = gate.pass(row.value.packet)
        #expect(decision.verdict == .accept)
        #expect(decision.reason == row.value.reason)
        #expect(gate.forwarded == [row.value.packet])
        let counted = gate.countedPackets
        #expect(counted == 1)
    }

    @Test(arguments: 0..<20 as Range<UInt64>)
    func anyBytesGetExactlyOneVerdict(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var gate = Gate()
        var talk = Talk.ofAlice()
        talk.client(Examples.e12 + Examples.e08, cut: .every(60))
        talk.server(Talk.passedOn(Examples.e14), cut: .every(30))
        for packet in talk.packets {
            var bytes = packet.bytes
            for _ in 0..<Int.random(in: 0...3, using: &generator) {
                bytes[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
            }
            let kept = Int.random(
                in: generator.oneIn(4) ? 0...bytes.count : bytes.count...bytes.count,
                using: &generator
            )
            gate.pass(Array(bytes.prefix(kept)))
        }
        let (counted, decided) = (gate.countedPackets, gate.decisions.count)
        #expect(counted == decided)
        #expect(decided == talk.packets.count)
    }
}
