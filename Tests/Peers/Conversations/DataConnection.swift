/// The connection of its own that a file travels on, once it has been offered and accepted.
struct DataConnection {
    private let socket: Socket
    private var reader: ByteReader

    init(_ socket: Socket, until deadline: Deadline) {
        self.socket = socket
        reader = ByteReader(socket, until: deadline)
    }

    /// Gives `file` to whoever called.
    mutating func give(_ file: File) throws(PeerError) {
        try expect("VER MSNFTP")
        try send("VER MSNFTP")
        let caller = try reader.line()
        guard caller.hasPrefix("USR ") else { throw .unexpected(caller) }
        try send("FIL \(file.size)")
        try expect("TFR")
        for block in blocks(of: file) { try socket.send(block) }
        let farewell = try reader.line()
        guard farewell.hasPrefix("BYE ") else { throw .unexpected(farewell) }
        report("sent file \(quoted(file.name)) \(file.size) bytes")
    }

    /// Takes the file that the other end gives.
    mutating func take(_ name: String, as account: String, authentication: Int) throws(PeerError) {
        try send("VER MSNFTP")
        try expect("VER MSNFTP")
        try send("USR \(account) \(authentication)")
        let announcement = try reader.line().split(separator: " ")
        guard announcement.first == "FIL", let size = announcement.last.flatMap({ Int($0) }) else {
            throw .unexpected(announcement.joined(separator: " "))
        }
        try send("TFR")
        let bytes = try blocks(upTo: size)
        try send("BYE 16777989")
        let isIntact = bytes == File(name: name, size: size).bytes
        report("arrived file \(quoted(name)) \(bytes.count) bytes \(isIntact ? "intact" : "altered")")
    }

    /// Bytes of a file in one block: with its three bytes of head it is 2048 long.
    private static let fullBlock = 2045

    private func blocks(of file: File) -> [[UInt8]] {
        let bytes = file.bytes
        let starts = stride(from: 0, to: bytes.count, by: Self.fullBlock)
        let blocks = starts.map { start in
            let block = bytes[start..<min(start + Self.fullBlock, bytes.count)]
            return [0, UInt8(truncatingIfNeeded: block.count), UInt8(truncatingIfNeeded: block.count >> 8)] + block
        }
        return blocks + [[1, 0, 0]]
    }

    private mutating func blocks(upTo size: Int) throws(PeerError) -> [UInt8] {
        var bytes: [UInt8] = []
        while bytes.count < size {
            let head = try reader.take(3)
            guard head[0] == 0 else { return bytes }
            bytes += try reader.take(Int(head[1]) | Int(head[2]) << 8)
        }
        return bytes
    }

    private func send(_ line: String) throws(PeerError) {
        try socket.send(Array("\(line)\r\n".utf8))
    }

    private mutating func expect(_ wanted: String) throws(PeerError) {
        let line = try reader.line()
        guard line == wanted else { throw .unexpected(line) }
    }
}
