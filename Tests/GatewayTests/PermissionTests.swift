import Gateway
import PacketHeaders
import TestSupport
import Testing

/// What hosts of each group may do, packet by packet.
@Suite struct PermissionTests {
    static func policy(_ groups: HostGroup...) -> Policy {
        var policy = Policy.standard
        policy.hosts = groups
        return policy
    }

    static func hosts(_ addresses: IPAddress..., may permission: Permission) -> HostGroup {
        var group = HostGroup("\(permission)", may: permission)
        group.networks = addresses.compactMap { PacketHeaders.Network($0, prefix: 128) }
        return group
    }

    static func accounts(_ accounts: String..., may permission: Permission) -> HostGroup {
        var group = HostGroup("\(permission)", may: permission)
        group.accounts = accounts
        return group
    }

    private static let alice: IPAddress = "198.51.100.2"

    // MARK: Everything

    @Test(arguments: [Cut.whole, .byteByByte, .every(50)])
    func filesOfAHostThatMayDoEverythingPassAndAreTold(cut: Cut) {
        var gate = Gate(Self.policy(Self.hosts(Self.alice, may: .everything)))
        var talk = Talk.ofAlice()
        talk.client(Examples.e08 + Examples.e12 + Examples.e08, cut: cut)
        talk.server(Talk.passedOn(Examples.e14), cut: cut)
        gate.pass(talk)
        #expect(gate.forwarded == talk.packets.map(\.bytes))
        #expect(gate.count("transfers", "invite", "passed") == 1)
        let telling = gate.decisions.filter { !$0.sightings.isEmpty }
        #expect(telling.allSatisfy { $0.group == "everything" && $0.sightings.first?.group == "everything" })
        #expect(!telling.isEmpty)
    }

    @Test func filesOfOtherHostsAreDeclinedAndToldWithoutAGroup() {
        var gate = Gate(Self.policy(Self.hosts("198.51.100.9", may: .everything)))
        var talk = Talk.ofAlice()
        talk.client(Examples.e12)
        gate.pass(talk)
        #expect(gate.count("transfers", "invite", "declined") == 1)
        #expect(gate.decisions.allSatisfy { $0.group == nil })
    }

    @Test func theReportOfATransferNamesTheGroup() {
        let ledger = TransferLedger()
        var gate = Gate(Self.policy(Self.hosts(Self.alice, may: .everything)), ledger: ledger)
        var talk = Talk.ofAlice()
        talk.client(Examples.e12)
        gate.pass(talk)
        #expect(ledger.remainder().map(\.group) == ["everything"])
    }

    @Test func anOfferOnTwoLegsIsToldWithTheStricterGroup() {
        let ledger = TransferLedger()
        var chat = Self.hosts("198.51.100.3", may: .chat)
        chat.name = "bob's"
        var gate = Gate(Self.policy(Self.hosts(Self.alice, may: .everything), chat), ledger: ledger)
        var alice = Talk.ofAlice()
        alice.client(Examples.e12)
        gate.pass(alice)
        var bob = Talk.ofBob()
        bob.server(Talk.passedOn(Examples.e12))
        gate.pass(bob)
        #expect(gate.reading(of: .server, in: bob).transfers.isEmpty)
        let reports = ledger.remainder()
        #expect(reports.map(\.group) == ["bob's"])
        #expect(reports.map(\.outcome) == [.declined])
    }

    // MARK: Nothing

    private static let logins: [Row<(talk: Conversation, isIn: [UInt8])>] = {
        var login = Conversation()
        login.handshake()
        var switchboard = login
        var data = Talk.onFilePort(client: "198.51.100.2:40003")
        var tunnel = Conversation(server: "203.0.113.80:80")
        tunnel.handshake()
        login.client(Examples.e01, cut: .byteByByte)
        switchboard.client(Examples.e04, cut: .byteByByte)
        data.client(Examples.e19, cut: .byteByByte)
        tunnel.client(Examples.e46, cut: .byteByByte)
        return [
            Row("login", (login, Array("VER 1 MSNP12 MSNP11 CVR0\r".utf8))),
            Row("switchboard", (switchboard, Array("USR 1 alice@example.com 1234567890.1234567.1234567\r".utf8))),
            Row("data connection", (data, Array("VER MSNFTP".utf8))),
            Row("HTTP gateway", (tunnel, Array(Examples.e46.prefix(while: { $0 != 0x0A })))),
        ]
    }()

    @Test(arguments: logins)
    func aHostThatMayDoNothingGetsNotAByteOfMSNFromTheTellingOneOn(row: Row<(talk: Conversation, isIn: [UInt8])>) {
        var gate = Gate(Self.policy(Self.hosts(Self.alice, may: .nothing)))
        var talk = row.value.talk
        talk.server("VER 1 MSNP12\r\n")
        gate.pass(talk)
        let passed = gate.received(.client, in: talk)
        #expect(passed == row.value.isIn)
        #expect(gate.received(.server, in: talk).isEmpty)
        let denied = gate.decisions.filter { $0.reason == .denied }
        #expect(denied.allSatisfy { $0.verdict == .drop && $0.group == "nothing" })
        #expect(gate.count("packets", "drop", "denied_host") == UInt64(denied.count))
        #expect(denied.count > 1)
    }

    @Test func whatIsNotMSNPassesOnWhateverPort() {
        var gate = Gate(Self.policy(Self.hosts(Self.alice, may: .nothing)))
        var talk = Conversation()
        talk.handshake()
        talk.client("GET /page.html HTTP/1.1\r\nHost: x\r\n\r\n")
        talk.server("HTTP/1.1 200 OK\r\nContent-Length: 30\r\n\r\nMSG bob@example.com Bob 400\r\n\r\n")
        gate.pass(talk)
        var secure = Conversation(client: "198.51.100.2:40005")
        secure.handshake()
        secure.client([0x16, 0x03, 0x01, 0x02, 0x00, 0x01] + [UInt8](repeating: 7, count: 700))
        gate.pass(secure)
        #expect(gate.forwarded.count == talk.packets.count + secure.packets.count)
    }

    @Test func aDeniedConversationMayBeEndedByABareReset() throws {
        var gate = Gate(Self.policy(Self.hosts(Self.alice, may: .nothing)))
        var talk = Conversation()
        talk.handshake()
        talk.client(Examples.e01)
        gate.pass(talk)
        let reset = talk.segment(from: .client, at: 0, payload: [], flags: .rst)
        let decision = gate.pass(reset.bytes)
        #expect(decision.verdict == .accept)
        #expect(decision.reason == .denied)
    }

    @Test func whatStandsBehindAHoleDoesNotOpenIt() {
        var gate = Gate(Self.policy(Self.hosts(Self.alice, may: .nothing)))
        var talk = Conversation()
        talk.handshake()
        talk.client(Examples.e01, cut: .every(20))
        let pieces = talk.packets.filter { !$0.payload.isEmpty && $0.sender == .client }
        for packet in talk.packets.prefix(3) { gate.pass(packet.bytes) }
        for piece in pieces.reversed() { gate.pass(piece.bytes) }
        #expect(gate.received(.client, in: talk).count < Array("VER 1 MSNP12 MSNP11 CVR0\r\n".utf8).count)
        #expect(gate.count("packets", "drop", "denied_host") >= 1)
    }

    // MARK: Two ends

    struct Ends: Sendable {
        var client: Permission?
        var server: Permission?
        var anybody: Permission?
        var outcome: String
    }

    private static let ends: [Row<Ends>] = [
        Row("nobody is named", Ends(outcome: "dropped")),
        Row("one may do everything", Ends(client: .everything, outcome: "passed")),
        Row("the other may do everything", Ends(server: .everything, outcome: "passed")),
        Row("both may do everything", Ends(client: .everything, server: .everything, outcome: "passed")),
        Row("one may chat", Ends(client: .everything, server: .chat, outcome: "dropped")),
        Row("the other may chat", Ends(client: .chat, server: .everything, outcome: "dropped")),
        Row("one may do nothing", Ends(client: .everything, server: .nothing, outcome: "denied")),
        Row("the other may do nothing", Ends(client: .nothing, server: .everything, outcome: "denied")),
        Row("anybody may do everything", Ends(anybody: .everything, outcome: "passed")),
        Row("anybody else may do nothing", Ends(client: .everything, anybody: .nothing, outcome: "passed")),
        Row("anybody else may chat", Ends(server: .everything, anybody: .chat, outcome: "passed")),
        Row("anybody else may do everything", Ends(server: .chat, anybody: .everything, outcome: "dropped")),
    ]

    @Test(arguments: ends)
    func ofTwoEndsTheStricterGroupDecides(row: Row<Ends>) {
        var policy = Policy.standard
        if let client = row.value.client { policy.hosts.append(Self.hosts("198.51.100.3", may: client)) }
        if let server = row.value.server { policy.hosts.append(Self.hosts("203.0.113.9", may: server)) }
        if let anybody = row.value.anybody { policy.hosts.append(HostGroup("anybody", may: anybody)) }
        var gate = Gate(policy)
        var talk = Talk.onFilePort()
        talk.client(Examples.e19)
        gate.pass(talk)
        if row.value.outcome == "denied" {
            #expect(gate.count("packets", "drop", "denied_host") > 0)
        } else {
            #expect(gate.count("transfers", "data", row.value.outcome) == 1)
        }
    }

    // MARK: Interfaces

    @Test(arguments: [(interface: UInt32(3), outcome: "passed"), (4, "declined"), (9, "declined")])
    func aGroupCountsForPacketsOfItsInterface(interface: UInt32, outcome: String) {
        var group = HostGroup("lan", may: .everything)
        group.interfaces = ["lan0"]
        var policy = Self.policy(group)
        policy.interfaces = [3: "lan0", 4: "wan0"]
        var gate = Gate(policy)
        var talk = Talk.ofAlice()
        talk.client(Examples.e12)
        for packet in talk.packets { gate.pass(packet.bytes, from: packet.sender == .client ? interface : 9) }
        #expect(gate.count("transfers", "invite", outcome) == 1)
    }
}
