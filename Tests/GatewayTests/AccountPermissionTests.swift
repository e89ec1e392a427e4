import Gateway
import PacketHeaders
import TestSupport
import Testing

/// What groups do that name accounts: they count from when the account is told.
@Suite struct AccountPermissionTests {
    typealias Direct = PeerToPeer.Direct
    typealias V1 = PeerToPeer.V1
    typealias Text = PeerToPeer.SessionText

    private let alice: IPAddress = "198.51.100.2"

    @Test func anAccountThatMayDoEverythingMaySendTheFileItself() {
        var gate = Gate(PermissionTests.policy(PermissionTests.accounts("*@example.com", may: .everything)))
        var talk = Talk.ofAlice()
        talk.client(Examples.e12)
        talk.server(Talk.passedOn(Examples.e14))
        talk.client(Examples.e15)
        gate.pass(talk)
        var data = Talk.onFilePort(server: "198.51.100.7:6891")
        data.client(Examples.e19)
        data.server(Examples.e20)
        gate.pass(data)
        #expect(gate.forwarded == (talk.packets + data.packets).map(\.bytes))
        #expect(gate.count("transfers", "data", "passed") == 1)
        var other = Talk.onFilePort(client: "198.51.100.3:40009", server: "203.0.113.77:6891")
        other.client(Examples.e19)
        gate.pass(other)
        #expect(gate.count("transfers", "data", "dropped") == 1)
    }

    @Test func theOneAtTheOtherEndCountsToo() {
        var policy = PermissionTests.policy(
            PermissionTests.accounts("bob@example.com", may: .chat),
            PermissionTests.hosts(alice, may: .everything)
        )
        policy.hosts[0].name = "bob"
        var gate = Gate(policy)
        var talk = Talk.ofAlice()
        talk.client(Examples.e12)
        gate.pass(talk)
        #expect(gate.reading(of: .client, in: talk).transfers.isEmpty)
        #expect(gate.decisions.compactMap(\.group).first == "bob")
    }

    @Test func aConversationWithAnAccountThatMayDoNothingEndsWhenItJoins() {
        var gate = Gate(PermissionTests.policy(PermissionTests.accounts("bob@*", may: .nothing)))
        var talk = Talk.ofAlice()
        talk.client(Examples.e08)
        gate.pass(talk)
        #expect(gate.received(.client, in: talk) == Examples.e04)
        #expect(gate.received(.server, in: talk).isEmpty)
    }

    @Test func signingInEndsForAnAccountThatMayDoNothing() {
        var gate = Gate(PermissionTests.policy(PermissionTests.accounts("alice@example.com", may: .nothing)))
        var talk = Conversation()
        talk.handshake()
        talk.client(Examples.e01, cut: .every(10))
        gate.pass(talk)
        let passed = gate.received(.client, in: talk)
        #expect(String(decoding: passed, as: UTF8.self).contains("USR 3 TWN I alice@"))
        #expect(passed.last != 0x0A)
        #expect(passed.count < Examples.e01.count)
    }

    // MARK: Without a switchboard

    @Test func aMessageOnANotificationServerNamesWhoCounts() {
        for (permission, verdict) in [(Permission.everything, Verdict.accept), (.chat, .edit)] {
            var gate = Gate(
                PermissionTests.policy(
                    PermissionTests.accounts("bob@example.com", may: permission),
                    PermissionTests.hosts(alice, may: .everything)
                )
            )
            var talk = Conversation()
            talk.handshake()
            talk.client(Examples.e01)
            talk.client(Examples.e38)
            gate.pass(talk)
            #expect(gate.decisions.last { !$0.sightings.isEmpty }?.verdict == verdict)
        }
    }

    // MARK: Direct connections

    private static let key = "01020304-0506-0708-090A-0B0C0D0E0F10"

    private static func leg(_ parties: PeerToPeer.Parties, _ texts: Text...) -> [UInt8] {
        texts.enumerated().flatMap { number, text in
            PeerToPeer.Envelope(.client, parties).messages(V1(identifier: 1000 + UInt32(number)).split(text.bytes))
        }
    }

    /// Announces a direct connection for a file in a conversation, and opens it.
    private static func open(through gate: inout Gate) -> Conversation {
        var alice = Talk.ofAlice()
        alice.client(leg(.v1, .invitation(), .transportRequest()))
        gate.pass(alice)
        var bob = Talk.ofBob()
        bob.client(leg(.v1.reversed, .answer(), .transportAnswer()))
        gate.pass(bob)
        var direct = Talk.onFilePort(client: "198.51.100.3:40003", server: "198.51.100.7:6891")
        direct.client(Direct.opening + Direct.nonceV1(key))
        direct.server(Direct.nonceV1(key))
        gate.pass(direct)
        return direct
    }

    @Test func aDirectConnectionForATransferThatMayPassMayPass() {
        for (permission, passes) in [(Permission.everything, true), (.chat, false)] {
            var gate = Gate(PermissionTests.policy(PermissionTests.accounts("*@example.com", may: permission)))
            let direct = Self.open(through: &gate)
            #expect((gate.received(.client, in: direct) == direct.stream(of: .client)) == passes)
            #expect(gate.count("transfers", "data", "passed") == (passes ? 1 : 0))
        }
    }

    @Test func aDirectConnectionOfAHostThatMayDoNothingEnds() {
        var gate = Gate(
            PermissionTests.policy(
                PermissionTests.hosts("198.51.100.7", may: .nothing),
                PermissionTests.accounts("*@example.com", may: .everything)
            )
        )
        let direct = Self.open(through: &gate)
        #expect(gate.received(.client, in: direct).count < direct.stream(of: .client).count)
        #expect(gate.received(.server, in: direct).isEmpty)
        #expect(gate.count("packets", "drop", "denied_host") > 0)
    }
}
