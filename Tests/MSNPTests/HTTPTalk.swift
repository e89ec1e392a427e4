import MSNP
import TestSupport

/// A connection that carries HTTP, both of its directions, and what leaves of them.
struct HTTPTalk {
    /// The gateway sessions that all connections of a test share.
    struct Shared {
        var sessions = GatewaySessions()
        var cookies: Set<UInt32> = []
        /// The P2P sessions that carry files.
        var files: Set<UInt32> = []
    }

    private var connection: Connection
    private let cut: Cut
    /// What was told, by positions in each stream; harmless bytes and exchanges of sessions left out.
    private(set) var events: [String] = []
    private var counts = ReadingCounts()
    private(set) var output: [Connection.Direction: [UInt8]] = [.originator: [], .responder: []]
    private(set) var harmless: [Connection.Direction: Int] = [.originator: 0, .responder: 0]

    init(cut: Cut = .whole, isGuessed: Bool = false) {
        connection = Connection(originator: .client, isGuessed: isGuessed)
        self.cut = cut
    }

    var isForeign: Bool { connection.isForeign }
    var session: Session { connection.session }
    var storedBytes: Int { connection.storedBytes }

    mutating func client(_ bytes: [UInt8], _ shared: inout Shared) { send(bytes, .originator, &shared) }

    mutating func server(_ bytes: [UInt8], _ shared: inout Shared) { send(bytes, .responder, &shared) }

    /// For talks of one connection only.
    mutating func client(_ bytes: [UInt8]) {
        var shared = Shared()
        client(bytes, &shared)
    }

    /// For talks of one connection only.
    mutating func server(_ bytes: [UInt8]) {
        var shared = Shared()
        server(bytes, &shared)
    }

    mutating func skipUnseen(_ direction: Connection.Direction) { connection.skipUnseen(direction) }

    private mutating func send(_ bytes: [UInt8], _ direction: Connection.Direction, _ shared: inout Shared) {
        for piece in cut.pieces(of: bytes) {
            let start = output[direction, default: []].count
            output[direction, default: []] += piece
            var position = 0
            while let event = connection.next(direction, in: piece.span, at: &position, counting: &counts) {
                note(event, direction, from: start, to: position, &shared)
            }
        }
    }

    private mutating func note(
        _ event: StreamEvent,
        _ direction: Connection.Direction,
        from start: Int,
        to position: Int,
        _ shared: inout Shared
    ) {
        switch event {
        case .harmless(let range): return harmless[direction, default: 0] += range.count
        case .gatewaySession: return connection.exchangeTalk(in: &shared.sessions)
        case .overwrite(let range, let byte):
            for index in range { output[direction]?[start + index] = byte }
            return
        case .adjust(let index, let byte): output[direction]?[start + index] = byte
        case .cookie(let cookie):
            connection.answerCookie(isFile: shared.cookies.contains(cookie), direction, at: position)
        case .told(.invite), .ended:
            guard case .invitation(let invitation) = connection.finding(direction) else { break }
            if let cookie = invitation.cookie { shared.cookies.insert(cookie) }
        case .session(let number):
            connection.answerSession(shared.files.contains(number) ? .file : nil, direction, at: position)
        case .fileSession(let number): shared.files.insert(number)
        default: break
        }
        let name = if case .adjust = event { "adjust" } else { "\(event)" }
        events.append("\(direction) \(start + position): \(name)")
    }

    /// How often something was told.
    func count(_ event: StreamEvent) -> Int { events.filter { $0.hasSuffix(": \(event)") }.count }

    /// How many commands were read, of any kind.
    var commands: UInt64 { CommandKind.allCases.reduce(0) { $0 + counts.commands[$1] } }

    func text(_ direction: Connection.Direction) -> String {
        String(decoding: output[direction] ?? [], as: UTF8.self)
    }
}

/// A request to the gateway.
func request(
    _ body: [UInt8] = [],
    query: String = "SessionID=1234567890.1234",
    path: String = "/gateway/gateway.dll",
    method: String = "POST",
    fields: [String] = [],
    length: String? = nil
) -> [UInt8] {
    let lines = ["\(method) \(path)?\(query) HTTP/1.1", "Host: 192.0.2.30"] + fields
    return text(lines.map { $0 + "\r\n" }.joined() + "Content-Length: \(length ?? "\(body.count)")\r\n\r\n") + body
}

/// An answer of the gateway.
func answer(
    _ body: [UInt8] = [],
    status: String = "200 OK",
    session: String? = "SessionID=1234567890.4321; GW-IP=192.0.2.30",
    fields: [String] = []
) -> [UInt8] {
    let lines = ["HTTP/1.1 \(status)"] + (session.map { ["X-MSN-Messenger: \($0)"] } ?? []) + fields
    return text(lines.map { $0 + "\r\n" }.joined() + "Content-Length: \(body.count)\r\n\r\n") + body
}

/// An answer in chunks of so many bytes.
func chunkedAnswer(_ body: [UInt8], every length: Int) -> [UInt8] {
    let chunks = Cut.every(length).pieces(of: body).map {
        text(String($0.count, radix: 16) + ";x=y\r\n") + $0 + text("\r\n")
    }
    return text("HTTP/1.1 200 OK\r\nX-MSN-Messenger: SessionID=1234567890.1\r\nTransfer-Encoding: chunked\r\n\r\n")
        + chunks.flatMap { $0 } + text("0\r\nX-Trailer: y\r\n\r\n")
}
