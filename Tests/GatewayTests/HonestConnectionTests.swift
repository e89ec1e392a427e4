import Gateway
import PacketHeaders
import TestSupport
import Testing

/// What honest hosts do at the edges of TCP passes as it came.
@Suite struct HonestConnectionTests {
    @Test func aKeepAliveRepeatsTheLastByte() {
        var gate = Gate()
        var talk = Talk.ofAlice()
        talk.client(Talk.chat("one"))
        gate.pass(talk)
        let last = talk.stream(of: .client).count - 1
        let byte = Array(talk.stream(of: .client).suffix(1))
        gate.wait(.seconds(7200))
        #expect(gate.pass(talk.segment(from: .client, at: last, payload: byte).bytes).verdict == .accept)
        #expect(gate.pass(talk.segment(from: .client, at: last, payload: [0]).bytes).verdict != .drop)
    }

    @Test func aClockThatIsSetBackStopsNobody() {
        var gate = Gate()
        var talk = Talk.ofAlice()
        gate.pass(talk)
        let sent = talk.packets.count
        gate.wait(.seconds(-86_400))
        for number in 0..<50 { talk.client(Talk.chat("line \(number)")) }
        for packet in talk.packets.dropFirst(sent) { gate.pass(packet.bytes) }
        let dropped = gate.decisions.filter { $0.verdict == .drop }.count
        #expect(dropped == 0)
    }

    @Test func aConversationForgottenAfterLongSilenceGoesOn() {
        var gate = Gate()
        var talk = Talk.ofAlice()
        gate.pass(talk)
        let sent = talk.packets.count
        gate.wait(.seconds(100_000))
        talk.client(Talk.chat("back again"))
        talk.client(Examples.e12)
        talk.client(Talk.chat("and here"))
        for packet in talk.packets.dropFirst(sent) { gate.pass(packet.bytes) }
        let reader = gate.reading(of: .client, in: talk)
        #expect(reader.chats == ["back again", "and here"])
        #expect(reader.transfers.isEmpty)
    }

    @Test func acknowledgementsThatBeginToTakeAnotherWayFreezeNobody() {
        var gate = Gate()
        let talk = Talk.ofAlice()
        gate.pass(talk)
        let start = talk.stream(of: .client).count
        var position = start
        for number in 0..<4000 {
            let line = Talk.chat("line \(number)")
            gate.pass(talk.segment(from: .client, at: position, payload: line).bytes)
            position += line.count
            gate.wait(.seconds(10))
        }
        let dropped = gate.decisions.filter { $0.verdict == .drop }.count
        #expect(dropped == 0)
    }

    @Test func bothEndsMayCloseAtOnce() {
        var gate = Gate()
        var talk = Talk.ofAlice(Conversation(acknowledging: .never))
        talk.client(Talk.chat("one") + Examples.e12)
        talk.finish(by: .client)
        talk.server(Talk.chat("two", from: .server))
        talk.finish(by: .server)
        talk.acknowledge(by: .client)
        talk.acknowledge(by: .server)
        talk.resend(.client, 0..<talk.stream(of: .client).count)
        gate.pass(talk)
        let reader = gate.reading(of: .client, in: talk)
        #expect(reader.chats == ["one"])
        #expect(reader.transfers.isEmpty)
        #expect(gate.reading(of: .server, in: talk).chats == ["two"])
        let dropped = gate.decisions.count { $0.verdict == .drop }
        #expect(dropped == 0)
    }

    /// A sender asks whether a window has opened with the byte behind it, again and again (RFC 9293, section 3.8.6.1).
    @Test func aClosedWindowIsProbedByteByByte() {
        var gate = Gate()
        var talk = Talk.ofAlice()
        talk.window = 0
        talk.acknowledge(by: .server)
        gate.pass(talk)
        let offer = Examples.e12 + Talk.chat("one")
        for byte in offer {
            let sent = talk.packets.count
            let probe = talk.segment(from: .client, at: talk.stream(of: .client).count, payload: [byte])
            for _ in 0..<3 { gate.pass(probe.bytes) }
            talk.client([byte])
            for packet in talk.packets.dropFirst(sent) { gate.pass(packet.bytes) }
        }
        let reader = gate.reading(of: .client, in: talk)
        #expect(reader.chats == ["one"])
        #expect(reader.transfers.isEmpty)
        let dropped = gate.decisions.count { $0.verdict == .drop }
        #expect(dropped == 0)
    }

    @Test func marksOfCongestionAreLeftAlone() {
        var gate = Gate()
        var talk = Conversation()
        let congested = TCPFlags(rawValue: 0xC0)
        gate.pass(talk.segment(from: .client, at: -1, payload: [], flags: [.syn, congested]).bytes)
        talk.handshake()
        talk.client(Examples.e04)
        for packet in talk.packets.dropFirst() { gate.pass(packet.bytes) }
        let position = talk.stream(of: .client).count
        talk.client(Examples.e12)
        let marked = talk.segment(from: .client, at: position, payload: Examples.e12, flags: [.psh, .ack, congested])
        #expect(gate.pass(marked.bytes).verdict == .edit)
        #expect(gate.forwarded.last?[20 + 13] == marked.bytes[20 + 13])
        #expect(gate.reading(of: .client, in: talk).transfers.isEmpty)
    }

    /// A translator between has forgotten the connection, and lets it go on from another port.
    @Test func aConnectionGoesOnFromAnotherPort() {
        var gate = Gate()
        var talk = Talk.ofAlice()
        talk.client(Talk.chat("one"))
        gate.pass(talk)
        let sent = talk.stream(of: .client).count
        var moved = Conversation(
            client: "198.51.100.2:50999",
            clientStart: 1000 &+ UInt32(sent),
            serverStart: 500_000 &+ UInt32(talk.stream(of: .server).count)
        )
        moved.joinLate()
        moved.client(Talk.chat("two") + Examples.e12)
        moved.client(Talk.chat("three"))
        gate.pass(moved)
        let reader = gate.reading(of: .client, in: moved)
        #expect(reader.chats == ["two", "three"])
        #expect(reader.transfers.isEmpty)
    }
}
