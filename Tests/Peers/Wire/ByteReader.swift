/// Reads lines and counted bytes from a connection whose other end may have fallen silent.
struct ByteReader {
    private let socket: Socket
    private let deadline: Deadline
    private var bytes: [UInt8] = []

    init(_ socket: Socket, until deadline: Deadline) {
        self.socket = socket
        self.deadline = deadline
    }

    /// The next line, without its CR LF.
    mutating func line() throws(PeerError) -> String {
        while true {
            if let end = bytes.firstIndex(of: 0x0A) {
                let line = bytes[..<end].filter { $0 != 0x0D }
                bytes.removeFirst(end + 1)
                return String(decoding: line, as: UTF8.self)
            }
            try readMore("a line")
        }
    }

    /// The next `count` bytes.
    mutating func take(_ count: Int) throws(PeerError) -> [UInt8] {
        while bytes.count < count { try readMore("\(count) bytes") }
        defer { bytes.removeFirst(count) }
        return Array(bytes[..<count])
    }

    private mutating func readMore(_ wish: String) throws(PeerError) {
        while Socket.ready(among: [socket]) != [true] {
            try deadline.check(wish)
            if socket.transmission == .stuck { throw .ended(purpose: "data", .silent) }
        }
        switch socket.receive() {
        case .bytes(let more): bytes += more
        case .ended(let ending): throw .ended(purpose: "data", ending)
        }
    }
}
