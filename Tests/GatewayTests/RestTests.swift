import Gateway
import PacketHeaders
import TestSupport
import Testing

/// Which flows are put to rest, and what is told of them then. That flows go on as if they had not been is checked in every
/// test of this folder: see `Gate`.
@Suite struct RestTests {
    private static let resting: [Row<Conversation>] = [
        Row("a handshake", made { _ in }),
        Row("a sign-in", Talk.ofAlice()),
        Row("one who was called", Talk.ofBob()),
        Row("over IPv6", Talk.ofAlice(Conversation(client: "[2001:db8::2]:40001", server: "[2001:db8::5]:1863"))),
        Row("chat of both sides", made(signedIn: true) { $0.chat() }),
        Row("chat in segments that end anywhere", made(signedIn: true) { $0.client(Talk.chat("one"), cut: .every(7)) }),
        Row("joined in the middle", late { $0.chat() }),
        Row("TLS", made { $0.exchange([22, 3, 1, 2, 0, 1, 0], [22, 3, 3, 0, 70, 2, 0]) }),
        Row("text that is none of ours", made { $0.exchange(text(9000), text(9000)) }),
        Row("ended by both sides", made(signedIn: true) { $0.end() }),
    ]

    @Test(arguments: resting)
    func aFlowInTheMiddleOfNothingRests(row: Row<Conversation>) {
        var gate = Gate()
        gate.pass(row.value)
        let (followed, restless) = (gate.followedFlows, gate.restlessFlows)
        #expect(followed == 1)
        #expect(restless == 0)
    }

    private static let restless: [Row<Conversation>] = [
        Row("half a line", made(signedIn: true) { $0.client("MSG 5 ") }),
        Row("half a message", made(signedIn: true) { $0.client(Array(Talk.chat("hello").dropLast())) }),
        Row("what may be the beginning of ours", made { $0.client("VER") }),
        Row("bytes that are not acknowledged", Talk.ofAlice(Conversation(acknowledging: .never))),
        Row("an offer that was edited", made(signedIn: true) { $0.client(Examples.e12) }),
        Row("a file that is dropped", made { $0.client("VER MSNFTP\r\n") }),
    ]

    @Test(arguments: restless)
    func aFlowInTheMiddleOfSomethingDoesNot(row: Row<Conversation>) {
        var gate = Gate()
        gate.pass(row.value)
        let (followed, restless) = (gate.followedFlows, gate.restlessFlows)
        #expect(followed == 1)
        #expect(restless == 1)
    }

    @Test func aHoleKeepsAFlowAwakeUntilItIsFilled() {
        var gate = Gate()
        var talk = Talk.ofAlice()
        gate.pass(talk)
        let sent = talk.packets.count
        talk.client(Talk.chat("one"), cut: .at([5]))
        // The second piece, the first, and the acknowledgement of both.
        for (number, restless) in [(1, 1), (0, 1), (2, 0)] {
            gate.pass(talk.packets[sent + number].bytes)
            let now = gate.restlessFlows
            #expect(now == restless, "packet \(number)")
        }
    }

    @Test func aDeniedFlowRests() {
        var policy = Policy.standard
        policy.hosts = [HostGroup("anybody", may: .nothing)]
        var gate = Gate(policy)
        gate.pass(Talk.ofAlice())
        let restless = gate.restlessFlows
        #expect(gate.decisions.last?.reason == .denied)
        #expect(restless == 0)
        gate.adopt(.standard)
        #expect(gate.pass(Talk.ofAlice().packets[3].bytes).verdict == .accept)
    }

    @Test func whatIsToldOfAFlowAtRestIsWhatWasToldBefore() {
        var gate = Gate()
        for number in 0..<20 {
            var talk = Talk.ofAlice(Conversation(client: Self.client(number)))
            if number % 3 == 0 { talk.client(Array("MSG 5 ".utf8)) }
            gate.pass(talk)
        }
        let told = gate.someConversations()
        #expect(told.count == 20)
        #expect(Set(told.map(\.originator)) == Set((0..<20).map(Self.client)))
    }

    @Test func noMoreFlowsStayAwakeThanNeedBe() {
        var limits = Limits()
        limits.awakeFlows = 8
        var classifier = PacketClassifier(policy: .standard, limits: limits, ledger: TransferLedger(), seed: 1)
        var talks = (0..<100).map { Talk.ofAlice(Conversation(client: Self.client($0))) }
        for number in talks.indices { talks[number].chat() }
        // All of them at once, and then one of them alone, with whose packets the others are put to rest.
        var packets = talks[0].packets.indices.flatMap { turn in talks.map { $0.packets[turn].bytes } }
        for number in 0..<100 { talks[0].client(Talk.chat("\(number)")) }
        packets += talks[0].packets.suffix(200).map(\.bytes)
        for index in packets.indices {
            var span = packets[index].mutableSpan
            _ = classifier.classify(&span, checksums: .unverified, at: .seconds(1))
        }
        let (followed, awake) = (classifier.followedFlows, classifier.awakeFlows)
        #expect(followed == 100)
        #expect(awake <= 9)
    }

    /// IPv4, IPv6, and an address that no host has; some have to go, and their slots are used again.
    @Test func everyFlowIsFoundAgainAmongMany() {
        var limits = Limits()
        limits.flows = 300
        var gate = Gate(limits: limits)
        let addresses: [Endpoint] = ["192.0.2.9:1", "[2001:db8::9]:1", "255.255.255.255:1"]
        for number in 0..<1000 {
            let client = Endpoint(address: addresses[number % 3].address, port: UInt16(10_000 + number))
            var talk = Talk.ofAlice(
                Conversation(client: client, server: number % 3 == 1 ? "[2001:db8::5]:1863" : "203.0.113.5:1863")
            )
            gate.pass(talk)
            let sent = talk.packets.count
            talk.chat()
            for packet in talk.packets.dropFirst(sent) { gate.pass(packet.bytes) }
        }
        let (followed, begun) = (gate.followedFlows, gate.count("flows_begun"))
        #expect(followed == 300)
        #expect(begun == 1000)
        #expect(gate.count("flows_evicted") == 700)
    }

    @Test func aFlowInTheMiddleOfSomethingKeepsNoOtherFromResting() {
        var gate = Gate()
        for number in 0..<60 {
            var talk = Talk.ofAlice(Conversation(client: Self.client(number)))
            if number % 2 == 0 { talk.client(Array("MSG 5 ".utf8)) }
            gate.pass(talk)
        }
        // And the latest one, which nobody has looked at since.
        let restless = gate.restlessFlows
        #expect((30...31).contains(restless))
    }

    // MARK: Conversations

    private static func client(_ number: Int) -> Endpoint {
        Endpoint(address: Endpoint("192.0.2.9:1").address, port: UInt16(10_000 + number))
    }

    private static func text(_ count: Int) -> [UInt8] { Array(repeating: 0x2E, count: count) }

    private static func made(signedIn: Bool = false, _ change: (inout Conversation) -> Void) -> Conversation {
        var talk = Conversation()
        signedIn ? talk = Talk.ofAlice() : talk.handshake()
        change(&talk)
        return talk
    }

    private static func late(_ change: (inout Conversation) -> Void) -> Conversation {
        var talk = Conversation()
        talk.joinLate()
        change(&talk)
        return talk
    }
}

extension Conversation {
    fileprivate mutating func exchange(_ question: [UInt8], _ answer: [UInt8]) {
        client(question)
        server(answer)
    }

    fileprivate mutating func chat() {
        for number in 1...3 { exchange(Talk.chat("\(number)"), Talk.chat("\(number)", from: .server)) }
    }

    fileprivate mutating func end() {
        chat()
        finish(by: .client)
        finish(by: .server)
        acknowledge(by: .client)
    }
}
