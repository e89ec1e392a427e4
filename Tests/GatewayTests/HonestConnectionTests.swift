import Gateway
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
}
