import Gateway
import MSNP
import PacketHeaders
import TestSupport
import Testing

/// Connections through the HTTP gateway, packet by packet.
@Suite struct HTTPGatewayTests {
    private static func connection(client: Endpoint = "198.51.100.2:40001") -> Conversation {
        var talk = Conversation(client: client, server: "203.0.113.80:80")
        talk.handshake()
        return talk
    }

    private static func request(_ body: [UInt8], session: String = "SessionID=1.2", fields: String = "") -> [UInt8] {
        Array(
            "POST /gateway/gateway.dll?\(session) HTTP/1.1\r\nHost: x\r\n\(fields)Content-Length: \(body.count)\r\n\r\n"
                .utf8
        )
            + body
    }

    private static func answer(_ body: [UInt8], fields: String = "") -> [UInt8] {
        Array(
            "HTTP/1.1 200 OK\r\nX-MSN-Messenger: SessionID=1.3\r\n\(fields)Content-Length: \(body.count)\r\n\r\n".utf8
        ) + body
    }

    @Test(arguments: [Cut.whole, .byteByByte, .every(7), .every(100)])
    func anOfferIsDeclinedAndChatArrives(cut: Cut) {
        var gate = Gate()
        var talk = Self.connection()
        talk.client(Examples.e46, cut: cut)
        talk.server(Examples.e47, cut: cut)
        talk.client(Examples.e48, cut: cut)
        talk.server(Self.answer(Talk.chat("answer", from: .server)), cut: cut)
        talk.client(Self.request(Talk.chat("one")), cut: cut)
        gate.pass(talk)
        let left = gate.received(.client, in: talk)
        #expect(left.count == talk.stream(of: .client).count)
        #expect(Receiver(of: .client, reading: Array(left.dropFirst(Examples.e46.count + 159))).transfers.isEmpty)
        #expect(Array(left.suffix(Talk.chat("one").count)) == Talk.chat("one"))
        #expect(gate.received(.server, in: talk) == talk.stream(of: .server))
        #expect(gate.count("transfers", "invite", "declined") == 1)
        #expect(gate.count("gateway_requests") == 3)
        #expect(Set(gate.decisions.flatMap(\.sightings).map(\.details.carrier)) == [.http])
        let areRight = gate.leavesRightChecksums
        #expect(areRight)
    }

    @Test func aRequestAsksForPlainAnswersInEveryCopy() {
        let asking = Self.request(Talk.chat("one"), fields: "Accept-Encoding: gzip\r\n")
        let plain = Self.request(Talk.chat("one"), fields: "Accept-Encodinx: gzip\r\n")
        var gate = Gate()
        var talk = Self.connection()
        talk.client(asking)
        gate.pass(talk)
        #expect(gate.received(.client, in: talk) == plain)
        #expect(gate.count("packets", "edit", "adjusted_request") == 1)
        let before = talk.packets.count
        talk.resend(.client, 0..<asking.count)
        for packet in talk.packets[before...] { gate.pass(packet.bytes) }
        #expect(gate.forwarded.last.map { Array($0.suffix(plain.count)) } == plain)
    }

    @Test(arguments: [Action.observe, .pass])
    func nothingIsChangedWhereTransfersPass(action: Action) {
        var policy = Policy.standard
        policy.invitations = action
        var gate = Gate(policy)
        var talk = Self.connection()
        talk.client(Self.request(Examples.e12, fields: "Accept-Encoding: gzip\r\n"))
        gate.pass(talk)
        #expect(gate.forwarded == talk.packets.map(\.bytes))
    }

    @Test func aCompressedAnswerPassesAndIsCounted() {
        var gate = Gate()
        var talk = Self.connection()
        talk.client(Self.request([]))
        talk.server(Self.answer([0x1F, 0x8B, 8, 0], fields: "Content-Encoding: gzip\r\n"))
        gate.pass(talk)
        #expect(gate.forwarded == talk.packets.map(\.bytes))
        #expect(gate.count("packets", "accept", "unreadable_body") == 1)
    }

    @Test(arguments: [0, 1])
    func aSessionGoesOnOnAnotherConnectionAndWorker(worker: Int) {
        let ledger = TransferLedger()
        var first = Gate(ledger: ledger)
        var second = Gate(ledger: ledger)
        var opening = Self.connection()
        opening.client(Self.request(Examples.e04, session: "Action=open&Server=SB"))
        opening.server(Self.answer(Examples.e05))
        opening.client(Self.request(Array(Examples.e12.prefix(90))))
        opening.server(Self.answer([]))
        first.pass(opening)
        #expect(ledger.sessionBytes > 0)
        var other = Self.connection(client: "198.51.100.2:40002")
        other.client(Self.request(Array(Examples.e12.dropFirst(90)) + Talk.chat("one")))
        if worker == 0 { first.pass(other) } else { second.pass(other) }
        let left = worker == 0 ? first.received(.client, in: other) : second.received(.client, in: other)
        let told = worker == 0 ? first.decisions.flatMap(\.sightings) : second.decisions.flatMap(\.sightings)
        #expect(told.map(\.details.from) == ["alice@example.com"])
        let body = Array(left.suffix(Examples.e12.count - 90 + Talk.chat("one").count))
        let reader = Receiver(of: .client, reading: Array(Examples.e12.prefix(90)) + body)
        #expect(reader.transfers.isEmpty)
        #expect(reader.chats == ["one"])
    }

    @Test func pagesAreReleasedInTheEnd() {
        var gate = Gate()
        var talk = Self.connection()
        for _ in 0..<40 {
            talk.client("GET /page HTTP/1.1\r\nCookie: \(String(repeating: "c", count: 400))\r\n\r\n")
            talk.server("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\npage")
        }
        gate.pass(talk)
        #expect(gate.forwarded == talk.packets.map(\.bytes))
        #expect(gate.decisions.first?.mark == .unchanged)
        #expect(gate.decisions.last?.mark == .release)
    }

    @Test(arguments: Array(stride(from: 10, to: 460, by: 15)))
    func anOfferWhoseBeginningComesLateIsDeclined(cutAt: Int) {
        var gate = Gate()
        var talk = Conversation(server: "203.0.113.80:80", acknowledging: .never)
        talk.handshake()
        talk.client(Examples.e48, cut: [cutAt])
        let packets = talk.packets.filter { !$0.payload.isEmpty }
        for packet in talk.packets where packet.payload.isEmpty { gate.pass(packet.bytes) }
        gate.pass(packets[1].bytes)
        gate.pass(packets[0].bytes)
        gate.pass(packets[1].bytes)
        let left = gate.received(.client, in: talk)
        #expect(Receiver(of: .client, reading: Array(left.dropFirst(159))).transfers.isEmpty)
    }

    private static let preambles: [Row<[(client: [UInt8], proxy: [UInt8])]>] = [
        Row("version 4", [([4, 1, 7, 71, 203, 0, 113, 5, 0], [0, 0x5A, 0, 0, 0, 0, 0, 0])]),
        Row(
            "version 5",
            [([5, 1, 0], [5, 0]), ([5, 1, 0, 1, 203, 0, 113, 5, 7, 71], [5, 0, 0, 1, 0, 0, 0, 0, 0, 0])]
        ),
        Row(
            "CONNECT",
            [(Array("CONNECT x:1863 HTTP/1.0\r\n\r\n".utf8), Array("HTTP/1.0 200 Connection established\r\n\r\n".utf8))]
        ),
    ]

    @Test(arguments: preambles)
    func behindAProxyTransfersAreStoppedAndChatPasses(row: Row<[(client: [UInt8], proxy: [UInt8])]>) {
        var gate = Gate()
        var talk = Conversation(server: "203.0.113.80:1080")
        talk.handshake()
        for turn in row.value {
            talk.client(turn.client)
            talk.server(turn.proxy)
        }
        let opened = talk.stream(of: .client).count
        talk.client(Examples.e04)
        talk.server(Examples.e05)
        talk.client(Talk.chat("one") + Examples.e12 + Talk.chat("two"))
        gate.pass(talk)
        let reader = Receiver(of: .client, reading: Array(gate.received(.client, in: talk).dropFirst(opened)))
        #expect(reader.transfers.isEmpty)
        #expect(reader.chats == ["one", "two"])
        var file = Conversation(client: "198.51.100.2:40003", server: "203.0.113.80:1080")
        file.handshake()
        for turn in row.value {
            file.client(turn.client)
            file.server(turn.proxy)
        }
        file.client(Examples.e19)
        gate.pass(file)
        #expect(gate.count("transfers", "data", "dropped") == 1)
    }
}
