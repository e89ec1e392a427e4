/// What stands between the commands of a connection and its socket.
protocol Tunnel {
    /// Whether something waits to be written.
    var holdsBack: Bool { get }
    /// Takes bytes that are to reach the other end.
    mutating func put(_ bytes: [UInt8])
    /// Takes what came from the socket; returns what the other end put in.
    mutating func take(_ bytes: [UInt8]) throws(PeerError) -> [UInt8]
    /// What is to be written now, if anything is.
    mutating func due() -> [UInt8]
}

/// The client's end of the HTTP gateway: one request at a time, and a poll when there is nothing to say.
struct GatewayCaller: Tunnel {
    /// Which server the gateway is to connect with, `NS` or `SB`, and its address.
    let server: String
    let host: String
    private var stream = HTTPStream()
    private var waiting: [UInt8] = []
    private var session: String?
    private var hasRequested = false
    private var lastAnswer = ContinuousClock.now

    init(server: String, host: String) {
        self.server = server
        self.host = host
    }

    var holdsBack: Bool { !waiting.isEmpty }

    mutating func put(_ bytes: [UInt8]) {
        waiting += bytes
    }

    mutating func take(_ bytes: [UInt8]) throws(PeerError) -> [UInt8] {
        stream.append(bytes)
        var arrived: [UInt8] = []
        while let answer = try stream.next() {
            guard answer.start.hasPrefix("HTTP/1.1 200") else { throw .unexpected(answer.start) }
            let field = answer["X-MSN-Messenger"]?.split(separator: ";").first { $0.hasPrefix("SessionID=") }
            session = field.map { String($0.dropFirst("SessionID=".count)) } ?? session
            arrived += answer.body
            hasRequested = false
            lastAnswer = .now
        }
        return arrived
    }

    mutating func due() -> [UInt8] {
        let isTimeToPoll = session != nil && ContinuousClock.now - lastAnswer > .milliseconds(100)
        guard !hasRequested, holdsBack || isTimeToPoll else { return [] }
        defer { waiting = [] }
        hasRequested = true
        return request.bytes
    }

    /// Both forms of a target are in use: proxies get the absolute one.
    private var request: HTTPMessage {
        let place = server == "NS" ? "http://gateway.messenger.hotmail.com" : ""
        let headers = [
            ("Accept", "*/*"), ("Accept-Encoding", "gzip, deflate"), ("User-Agent", "MSMSGS"),
            ("Host", "gateway.messenger.hotmail.com"), ("Connection", "Keep-Alive"),
            ("Content-Type", "application/x-msn-messenger"),
        ]
        return HTTPMessage(
            start: "POST \(place)/gateway/gateway.dll?\(query) HTTP/1.1",
            headers: headers.map { Field(name: $0.0, value: $0.1) },
            body: waiting
        )
    }

    private var query: String {
        guard let session else { return "Action=open&Server=\(server)&IP=\(host)" }
        return waiting.isEmpty ? "Action=poll&SessionID=\(session)" : "SessionID=\(session)"
    }
}

/// The gateway's own end: whatever there is to say goes out as the answer to the next request.
struct GatewayHost: Tunnel {
    private let chunkSize: Int?
    private let session = UInt32.random(in: 1_000_000...0x7FFF_FFFF)
    private var answers = 0
    private var stream = HTTPStream()
    private var waiting: [UInt8] = []
    private var isAsked = false

    /// Answers come in chunks of that size, or else in one piece.
    init(chunkSize: Int?) {
        self.chunkSize = chunkSize
    }

    var holdsBack: Bool { !waiting.isEmpty }

    mutating func put(_ bytes: [UInt8]) {
        waiting += bytes
    }

    mutating func take(_ bytes: [UInt8]) throws(PeerError) -> [UInt8] {
        stream.append(bytes)
        var arrived: [UInt8] = []
        while let request = try stream.next() {
            guard request.start.hasPrefix("POST "), request.start.contains("gateway.dll?") else {
                throw .unexpected(request.start)
            }
            if request["Accept-Encoding"]?.contains("gzip") == true { report("asked for a compressed answer") }
            arrived += request.body
            isAsked = true
        }
        return arrived
    }

    mutating func due() -> [UInt8] {
        guard isAsked else { return [] }
        isAsked = false
        answers += 1
        defer { waiting = [] }
        let messenger = "SessionID=\(session).\(answers); GW-IP=203.0.113.30"
        let answer = HTTPMessage(
            start: "HTTP/1.1 200 OK",
            headers: [
                Field(name: "Content-Type", value: "application/x-msn-messenger"),
                Field(name: "X-MSN-Messenger", value: messenger),
            ],
            body: waiting
        )
        return chunkSize.map { answer.bytes(inChunksOf: $0) } ?? answer.bytes
    }
}
