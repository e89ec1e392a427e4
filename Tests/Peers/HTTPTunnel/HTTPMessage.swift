/// A request or an answer of HTTP/1.1, its body in plain (RFC 9112).
struct HTTPMessage {
    var start: String
    var headers: [Field]
    var body: [UInt8]

    subscript(_ name: String) -> String? {
        headers.first { $0.name.lowercased() == name.lowercased() }?.value
    }

    /// As sent, with the length before the body.
    var bytes: [UInt8] {
        head(Field(name: "Content-Length", value: "\(body.count)")) + body
    }

    /// As sent, with the body in chunks of at most `size` bytes.
    func bytes(inChunksOf size: Int) -> [UInt8] {
        let starts = stride(from: 0, to: body.count, by: size)
        let chunks = starts.flatMap { start in
            let chunk = body[start..<min(start + size, body.count)]
            return Array("\(String(chunk.count, radix: 16))\r\n".utf8) + chunk + [0x0D, 0x0A]
        }
        return head(Field(name: "Transfer-Encoding", value: "chunked")) + chunks + Array("0\r\n\r\n".utf8)
    }

    private func head(_ framing: Field) -> [UInt8] {
        let lines = [start] + (headers + [framing]).map { "\($0.name): \($0.value)" }
        return Array((lines + ["", ""]).joined(separator: "\r\n").utf8)
    }
}

/// The bytes of one direction of an HTTP connection, cut into messages however they arrive.
struct HTTPStream {
    private var bytes: [UInt8] = []

    mutating func append(_ more: [UInt8]) {
        bytes += more
    }

    /// The next whole message, or nil when more bytes must come first.
    mutating func next() throws(PeerError) -> HTTPMessage? {
        guard let end = Self.end(ofHeadIn: bytes[...]) else { return nil }
        let lines = String(decoding: bytes[..<end], as: UTF8.self).split(separator: "\r\n" as Character)
        var message = HTTPMessage(
            start: lines.first.map(String.init) ?? "",
            headers: Field.list(lines.dropFirst()),
            body: []
        )
        guard let consumed = try Self.readBody(of: &message, from: bytes[end...]) else { return nil }
        bytes.removeFirst(consumed)
        return message
    }

    /// Where the message ends, once all of its body is there.
    private static func readBody(of message: inout HTTPMessage, from bytes: ArraySlice<UInt8>) throws(PeerError) -> Int?
    {
        if message["Transfer-Encoding"] == "chunked" { return try readChunks(into: &message, from: bytes) }
        guard let length = Int(message["Content-Length"] ?? "0") else {
            throw .unexpected("a Content-Length that is no number")
        }
        guard bytes.count >= length else { return nil }
        message.body = Array(bytes.prefix(length))
        return bytes.startIndex + length
    }

    private static func readChunks(into message: inout HTTPMessage, from bytes: ArraySlice<UInt8>) throws(PeerError)
        -> Int?
    {
        var rest = bytes
        while let lineEnd = rest.firstIndex(of: 0x0A) {
            let digits = rest[..<lineEnd].prefix { $0 != 0x0D && $0 != UInt8(ascii: ";") }
            guard let size = Int(String(decoding: digits, as: UTF8.self), radix: 16), size >= 0 else {
                throw .unexpected("a chunk without a length")
            }
            rest = rest[(lineEnd + 1)...]
            guard rest.count >= size + 2 else { return nil }
            message.body += rest.prefix(size)
            rest = rest.dropFirst(size + 2)
            if size == 0 { return rest.startIndex }
        }
        return nil
    }

    /// Just behind the empty line.
    private static func end(ofHeadIn bytes: ArraySlice<UInt8>) -> Int? {
        let end = Array("\r\n\r\n".utf8)
        return bytes.indices.first { bytes[$0] == 0x0D && bytes[$0...].starts(with: end) }.map { $0 + end.count }
    }
}
