/// A request to the HTTP gateway; the body is raw MSNP.
public struct GatewayRequest: Hashable, Sendable {
    /// What stands behind `gateway.dll?`.
    public var query: String
    /// What the client sends, empty for a poll.
    public var body: [UInt8]
    /// Absolute for a proxy, else a path.
    public var target = "http://192.0.2.30/gateway/gateway.dll"
    /// Clients write other types on purpose.
    public var type = "application/x-msn-messenger"
    /// Further header lines.
    public var extra: [String] = []
    /// How the body is cut into chunks (RFC 9112, section 7.1); nil for a plain body.
    public var chunks: Cut?

    /// A request of any query.
    public init(query: String, body: [UInt8] = []) {
        self.query = query
        self.body = body
    }

    /// Opens a session with a notification server (`NS`) or a switchboard (`SB`).
    public static func open(_ server: String = "NS", host: String = "messenger.hotmail.com", body: [UInt8] = []) -> Self
    {
        Self(query: "Action=open&Server=\(server)&IP=\(host)", body: body)
    }

    /// Sends MSNP within a session.
    public static func send(_ body: [UInt8], session: String = "1234567890.1234") -> Self {
        Self(query: "SessionID=\(session)", body: body)
    }

    /// Asks whether there is anything new.
    public static func poll(session: String = "1234567890.1234") -> Self {
        Self(query: "Action=poll&SessionID=\(session)")
    }

    /// The request as it stands on the wire.
    public var bytes: [UInt8] {
        let head = ["POST \(target)?\(query) HTTP/1.1", "Host: 192.0.2.30", "Content-Type: \(type)"] + extra
        return httpMessage(head, body: body, chunks: chunks)
    }
}

/// An answer of the HTTP gateway; the body is raw MSNP, perhaps none.
public struct GatewayAnswer: Hashable, Sendable {
    /// What the server sends.
    public var body: [UInt8]
    /// The session, which may have another number in every answer.
    public var session: String
    /// Whether the session ends here.
    public var isLast = false
    /// The status line without the version.
    public var status = "200 OK"
    /// Further header lines.
    public var extra: [String] = []
    /// How the body is cut into chunks; nil for a plain body.
    public var chunks: Cut?

    /// An answer.
    public init(_ body: [UInt8], session: String = "1234567890.1234") {
        self.body = body
        self.session = session
    }

    /// The answer as it stands on the wire.
    public var bytes: [UInt8] {
        let closing = isLast ? "; Session=close" : ""
        let head = [
            "HTTP/1.1 \(status)", "Content-Type: application/x-msn-messenger",
            "X-MSN-Messenger: SessionID=\(session); GW-IP=192.0.2.30\(closing)",
        ]
        return httpMessage(head + extra, body: body, chunks: chunks)
    }
}

private func httpMessage(_ head: [String], body: [UInt8], chunks: Cut?) -> [UInt8] {
    let length = chunks == nil ? "Content-Length: \(body.count)" : "Transfer-Encoding: chunked"
    let lines = (head + [length, ""]).flatMap { [UInt8](text: $0 + "\r\n") }
    guard let chunks else { return lines + body }
    let pieces = chunks.pieces(of: body) + [[]]
    return lines + pieces.flatMap { [UInt8](text: String($0.count, radix: 16) + "\r\n") + $0 + [0x0D, 0x0A] }
}
