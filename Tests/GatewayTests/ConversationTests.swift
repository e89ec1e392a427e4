import Gateway
import MSNP
import PacketHeaders
import TestSupport
import Testing

/// Whole transfers: what is counted and reported of them, and what becomes of the chat around them.
@Suite struct ConversationTests {
    @Test func everyLegAndConnectionOfATransferHasOneNumber() {
        var gate = Gate()
        var alice = Talk.ofAlice()
        var bob = Talk.ofBob()
        gate.pass(alice)
        gate.pass(bob)
        let opened = (alice.packets.count, bob.packets.count)
        alice.client(Examples.e12)
        bob.server(Examples.e13)
        bob.client(Examples.e14)
        alice.server(
            Talk.message(
                "Content-Type: text/x-msmsgsinvite\r\n\r\nInvitation-Command: ACCEPT\r\nInvitation-Cookie: 33267\r\n",
                from: .server
            )
        )
        alice.client(Examples.e15)
        bob.server(Talk.passedOn(Examples.e15))
        for packet in alice.packets.dropFirst(opened.0) + bob.packets.dropFirst(opened.1) { gate.pass(packet.bytes) }
        var file = Talk.onFilePort(server: "198.51.100.7:6891")
        file.client(Examples.e19)
        gate.pass(file)
        let sightings = gate.decisions.flatMap(\.sightings)
        #expect(Set(sightings.map(\.transfer)) == [1])
        #expect(Set(sightings.map(\.stage)) == [.invite, .accept, .data])
        #expect(sightings.last?.details.from == "alice@example.com")
        #expect(sightings.last?.details.to == "bob@example.com")
        #expect(sightings.last?.details.file == "report.txt")
        #expect(sightings.last?.details.size == 5)
        #expect(gate.count("transfers", "invite", "declined") == 1)
        #expect(gate.count("transfers", "accept", "declined") == 1)
        #expect(gate.count("transfers", "data", "dropped") == 1)
    }

    private static let listeners: [Row<(acceptance: [UInt8], listener: Endpoint, isAnnounced: Bool)>] = [
        Row("the sender listens", (Examples.e15, "198.51.100.7:6891", true)),
        Row("its address inside", (Examples.e15, "192.168.1.7:6891", true)),
        Row("the receiver listens", (Examples.e16, "203.0.113.9:6891", true)),
        Row("another port", (Examples.e15, "198.51.100.7:6892", false)),
        Row("another host", (Examples.e15, "198.51.100.8:6891", false)),
    ]

    @Test(arguments: listeners)
    func aDataConnectionBelongsToTheTransferThatAnnouncedItsListener(
        row: Row<(acceptance: [UInt8], listener: Endpoint, isAnnounced: Bool)>
    ) {
        var gate = Gate()
        var talk = Talk.ofAlice()
        talk.client(Examples.e12)
        talk.client(row.value.acceptance)
        gate.pass(talk)
        var file = Talk.onFilePort(client: "192.0.2.77:40100", server: row.value.listener)
        file.client(Examples.e19)
        gate.pass(file)
        #expect(
            gate.decisions.last { !$0.sightings.isEmpty }?.sightings.first?.transfer == (row.value.isAnnounced ? 1 : 2)
        )
    }

    private static let accountSpellings = ["alice@example.com", "Alice@Example.COM", "alice@example.com;{1}"]

    @Test(arguments: accountSpellings)
    func anAcceptanceBelongsToItsOfferHoweverTheAccountsAreSpelled(account: String) {
        var gate = Gate()
        var talk = Talk.ofAlice()
        talk.client(Examples.e12)
        gate.pass(talk)
        var bob = Conversation(client: "198.51.100.3:40002")
        bob.handshake()
        bob.client("ANS 1 bob@example.com 1 7\r\n")
        bob.server("IRO 1 1 1 \(account) Alice 3\r\nANS 1 OK\r\n")
        bob.client(Examples.e14)
        gate.pass(bob)
        #expect(gate.count("transfers", "accept", "declined") == 1)
        #expect(gate.reading(of: .client, in: bob).transfers.isEmpty)
    }

    private static let placements: [Row<[[UInt8]]>] = [
        Row("before and after", [Talk.chat("one"), Examples.e12, Talk.chat("two")]),
        Row("in one segment", [Talk.chat("one") + Examples.e12 + Talk.chat("two")]),
        Row("offer and chat", [Examples.e12 + Talk.chat("one"), Talk.chat("two")]),
        Row("chat between offers", [Examples.e12, Talk.chat("one"), Examples.e12 + Talk.chat("two")]),
        Row(
            "pasted offer",
            [
                Talk.chat("one"), Talk.chat("two"), Talk.chat(String(decoding: Examples.e12, as: UTF8.self)),
                Examples.e12,
            ]
        ),
    ]

    @Test(arguments: placements)
    func chatAroundAnOfferArrivesByteForByte(row: Row<[[UInt8]]>) {
        for cut in [Cut.whole, .byteByByte, .every(5), .every(64), .every(300)] {
            for addresses in [
                ("198.51.100.2:40001", "203.0.113.5:1863"), ("[2001:db8::2]:40001", "[2001:db8::5]:1863"),
            ] as [(Endpoint, Endpoint)] {
                var gate = Gate()
                var talk = Talk.ofAlice(Conversation(client: addresses.0, server: addresses.1))
                for bytes in row.value { talk.client(bytes, cut: cut) }
                talk.server(Talk.chat("answer", from: .server))
                gate.pass(talk)
                let reader = gate.reading(of: .client, in: talk)
                #expect(reader.chats.prefix(2) == ["one", "two"])
                #expect(reader.chats == Receiver(of: .client, reading: talk.stream(of: .client)).chats)
                #expect(reader.transfers.isEmpty)
                #expect(gate.reading(of: .server, in: talk).chats == ["answer"])
                #expect(gate.forwarded.map(\.count) == talk.packets.map(\.bytes.count))
                let (areRight, counted) = (gate.leavesRightChecksums, gate.countedPackets)
                #expect(areRight)
                #expect(counted == talk.packets.count)
            }
        }
    }

    @Test func checksumsAreRightWhateverTheLengthOfThePayload() {
        for filling in 0..<8 {
            var gate = Gate()
            var talk = Talk.ofAlice()
            talk.client(Examples.e12 + Talk.chat(String(repeating: "x", count: filling)))
            talk.options = OptionBytes.noOperation + OptionBytes.timestamps(7)
            talk.client(Examples.e12 + Talk.chat(String(repeating: "x", count: filling)))
            gate.pass(talk)
            #expect(gate.remarkable.filter { $0.verdict == .edit }.count == 2)
            let areRight = gate.leavesRightChecksums
            #expect(areRight)
        }
    }

    @Test func theLoginOfEveryVersionPassesUntouched() {
        for example in Examples.all where ["E01", "E02", "E03", "E43", "E44", "E45"].contains(example.name) {
            for cut in [Cut.whole, .byteByByte] {
                var gate = Gate()
                var talk = Conversation()
                talk.handshake()
                talk.send(example.bytes, from: example.sender ?? .client, cut: cut)
                gate.pass(talk)
                #expect(gate.forwarded == talk.packets.map(\.bytes), "\(example)")
            }
        }
    }

    @Test func whatIsNoTransferPassesUntouched() {
        for example in Examples.all where !example.showsTransfer && example.carrier == .switchboard {
            var gate = Gate(ledger: Talk.offered())
            var talk = Talk.ofAlice()
            talk.send(example.bytes, from: example.sender ?? .client)
            gate.pass(talk)
            #expect(gate.forwarded == talk.packets.map(\.bytes), "\(example)")
        }
    }
}
