import Gateway
import PacketHeaders
import TestSupport
import Testing

/// What another policy does to conversations that are open.
@Suite struct AdoptionTests {
    private static let everything = PermissionTests.policy(PermissionTests.hosts("198.51.100.2", may: .everything))
    private static let nothing = PermissionTests.policy(PermissionTests.hosts("198.51.100.2", may: .nothing))

    /// Opens a conversation in which nothing is offered.
    private static func open(_ gate: inout Gate) -> Conversation {
        var talk = Talk.ofAlice()
        talk.client(Examples.e08)
        gate.pass(talk)
        return talk
    }

    /// Sends on what a conversation has said since.
    private static func passOn(_ talk: Conversation, from count: Int, to gate: inout Gate) {
        for packet in talk.packets[count...] { gate.pass(packet.bytes) }
    }

    @Test func anotherActionHoldsFromTheNextPacketOn() {
        var gate = Gate(Policy(transfers: .pass))
        var talk = Self.open(&gate)
        var count = talk.packets.count
        talk.client(Examples.e12)
        Self.passOn(talk, from: count, to: &gate)
        #expect(gate.count("transfers", "invite", "passed") == 1)
        gate.adopt(.standard)
        count = talk.packets.count
        talk.client(Examples.e15)
        Self.passOn(talk, from: count, to: &gate)
        #expect(gate.count("transfers", "accept", "declined") == 1)
    }

    @Test func aHostThatMayDoNothingFromNowOnIsCutOffAtItsNextPacket() {
        var gate = Gate(.standard)
        var talk = Self.open(&gate)
        gate.adopt(Self.nothing)
        let count = talk.packets.count
        talk.server(Talk.chat("still there?", from: .server))
        talk.client(Examples.e08)
        Self.passOn(talk, from: count, to: &gate)
        #expect(gate.decisions[count...].allSatisfy { $0.verdict == .drop && $0.reason == .denied })
        #expect(gate.decisions[count...].allSatisfy { $0.group == "nothing" })
    }

    @Test func aHostThatMayChatAgainGoesOnWithWhatWasDropped() {
        var gate = Gate(.standard)
        var talk = Self.open(&gate)
        gate.adopt(Self.nothing)
        let count = talk.packets.count
        talk.client(Examples.e08 + Examples.e12)
        Self.passOn(talk, from: count, to: &gate)
        gate.adopt(.standard)
        Self.passOn(talk, from: count, to: &gate)
        talk.client(Examples.e08)
        let left = talk.packets.count - 2
        Self.passOn(talk, from: left, to: &gate)
        #expect(gate.received(.client, in: talk).count == talk.stream(of: .client).count)
        #expect(gate.reading(of: .client, in: talk).transfers.isEmpty)
    }

    @Test func leaveThatIsGivenOrTakenHoldsForTheNextOffer() {
        var gate = Gate(.standard)
        var talk = Self.open(&gate)
        for (policy, outcome) in [(Self.everything, "passed"), (Policy.standard, "declined")] {
            gate.adopt(policy)
            let count = talk.packets.count
            talk.client(Examples.e12)
            Self.passOn(talk, from: count, to: &gate)
            #expect(gate.count("transfers", "invite", outcome) == 1)
        }
    }

    @Test func aFileOnItsWayStopsWhenItsHostMayNoLongerSendIt() {
        var gate = Gate(PermissionTests.policy(PermissionTests.hosts("198.51.100.3", may: .everything)))
        var talk = Talk.onFilePort()
        talk.client("VER MSNFTP\r\n")
        talk.server("VER MSNFTP\r\n")
        gate.pass(talk)
        let count = talk.packets.count
        gate.adopt(.standard)
        talk.client("USR bob@example.com 93301\r\n")
        talk.server("FIL 5\r\n")
        Self.passOn(talk, from: count, to: &gate)
        #expect(gate.decisions[count...].allSatisfy { $0.verdict == .drop && $0.reason == .condemned })
    }

    @Test func theSamePolicyAgainChangesNothing() {
        var gate = Gate(Self.everything)
        var talk = Self.open(&gate)
        var whole = Talk.onFilePort(client: "198.51.100.2:40007")
        whole.client(Examples.e19)
        gate.pass(whole)
        gate.adopt(Self.everything)
        let count = talk.packets.count
        talk.client(Examples.e12)
        Self.passOn(talk, from: count, to: &gate)
        var rest = whole
        rest.server(Examples.e20)
        Self.passOn(rest, from: whole.packets.count, to: &gate)
        #expect(gate.decisions.allSatisfy { $0.verdict == .accept })
    }

    @Test func anEditThatWasMadeIsMadeAgainUnderAPolicyThatWouldNotMakeIt() {
        var gate = Gate(.standard)
        var talk = Self.open(&gate)
        let count = talk.packets.count
        talk.client(Examples.e12)
        Self.passOn(talk, from: count, to: &gate)
        gate.adopt(Policy(transfers: .pass))
        let before = gate.forwarded
        Self.passOn(talk, from: count, to: &gate)
        let copies = gate.forwarded.dropFirst(before.count)
        #expect(copies.elementsEqual(before.suffix(copies.count)))
        #expect(gate.reading(of: .client, in: talk).transfers.isEmpty)
    }
}
