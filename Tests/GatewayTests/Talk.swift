import Gateway
import PacketHeaders
import TestSupport

/// One of the two ends of a conversation, which MSNP has a word of its own for.
typealias End = TestSupport.Side

/// Switchboard conversations of alice, who offers a file, and bob.
enum Talk {
    /// The leg of alice, who called: the handshake and the opening of the switchboard.
    static func ofAlice(_ conversation: Conversation = Conversation()) -> Conversation {
        var talk = conversation
        talk.handshake()
        talk.client(Examples.e04)
        talk.server(Examples.e05)
        return talk
    }

    /// The leg of bob, who was called.
    static func ofBob(_ conversation: Conversation = Conversation(client: "198.51.100.3:40002")) -> Conversation {
        var talk = conversation
        talk.handshake()
        talk.client(Examples.e06)
        talk.server(Examples.e07)
        return talk
    }

    /// A ledger in which the offer of the examples is known, made on another connection.
    static func offered() -> TransferLedger {
        let ledger = TransferLedger()
        var gate = Gate(ledger: ledger)
        var other = ofAlice(Conversation(client: "198.51.100.7:41000"))
        other.client(Examples.e12)
        gate.pass(other)
        return ledger
    }

    /// A connection on the port of files, the handshake done.
    static func onFilePort(
        client: Endpoint = "198.51.100.3:40003",
        server: Endpoint = "203.0.113.9:6891"
    ) -> Conversation {
        var talk = Conversation(client: client, server: server)
        talk.handshake()
        return talk
    }

    /// A message of chat in the form of a side.
    static func chat(_ words: String, from side: Side = .client) -> [UInt8] {
        message("MIME-Version: 1.0\r\nContent-Type: text/plain; charset=UTF-8\r\n\r\n" + words, from: side)
    }

    /// A `MSG` with this payload, in the form of a side.
    static func message(_ payload: String, from side: Side = .client) -> [UInt8] {
        let length = payload.utf8.count
        return Array(
            (side == .client ? "MSG 6 A \(length)\r\n" : "MSG bob@example.com Bob \(length)\r\n").utf8
        ) + payload.utf8
    }

    /// The bytes of a message in the other form: what the server makes of what a client sent.
    static func passedOn(_ message: [UInt8]) -> [UInt8] {
        let end = message.firstIndex(of: 0x0A) ?? 0
        let length = String(decoding: message[..<end], as: UTF8.self).split(separator: " ").last ?? ""
        return Array("MSG alice@example.com Alice \(length)\n".utf8) + message[(end + 1)...]
    }
}

extension Gate {
    /// What a plain receiver reads of one side of a conversation, of the packets that left.
    func received(_ side: Side, in conversation: Conversation) -> [UInt8] {
        Reassembler(of: forwarded).stream(of: side, in: conversation)
    }

    /// What the far end makes of it. Cookies are those that the reader knows.
    func reading(of side: Side, in conversation: Conversation, knowing cookies: Set<String> = ["33267"]) -> Receiver {
        Receiver(of: side, reading: received(side, in: conversation), knowing: cookies)
    }

    /// How many packets were counted, whatever became of them.
    var countedPackets: UInt64 {
        counters.rows.filter { $0.name == "packets" }.reduce(0) { $0 + $1.count }
    }

    /// The decisions that are not plain accepts.
    var remarkable: [Decision] { decisions.filter { $0.verdict != .accept || $0.action != nil } }

    /// Whether every packet that left has right checksums.
    var leavesRightChecksums: Bool {
        forwarded.allSatisfy { packet in
            guard let header = try? IPHeader(parsing: packet.span), header.content == .tcp,
                let segment = try? TCPSegment(parsing: packet.span, behind: header)
            else { return true }
            return segment.checksumState(in: packet.span) == .right
        }
    }
}
