/// One request or answer of HTTP/1.1 with its body as it was before any chunking.
struct HTTPMessage: Sendable {
    let startLine: String
    let header: FieldList
    let body: [UInt8]

    /// Takes the first message off `bytes`, or returns nil and leaves them if it is not complete.
    init?(takenFrom bytes: inout ArraySlice<UInt8>) {
        guard let headEnd = bytes.firstRange(of: Array("\r\n\r\n".utf8)) else { return nil }
        var head = bytes[..<headEnd.upperBound]
        var rest = bytes[headEnd.upperBound...]
        startLine = String(decoding: Self.takenLine(of: &head) ?? [], as: UTF8.self)
        header = FieldList(headerOf: &head)
        if header.values("Transfer-Encoding").contains(where: { lowercased($0).hasSuffix("chunked") }) {
            guard let body = Self.chunks(of: &rest) else { return nil }
            self.body = body
        } else {
            let length = header.values("Content-Length").first.flatMap { Int($0) } ?? 0
            guard length >= 0, rest.count >= length else { return nil }
            body = Array(rest.prefix(length))
            rest = rest.dropFirst(length)
        }
        bytes = rest
    }

    /// The chunks joined (RFC 9112, section 7.1), extensions and trailer left out; nil if they are not complete.
    private static func chunks(of bytes: inout ArraySlice<UInt8>) -> [UInt8]? {
        var body: [UInt8] = []
        while let line = takenLine(of: &bytes) {
            let digits = String(decoding: line.prefix { $0 != UInt8(ascii: ";") && $0 != 0x20 }, as: UTF8.self)
            guard let length = Int(digits, radix: 16), length >= 0, length <= bytes.count else { return nil }
            if length == 0 { return skipTrailer(of: &bytes) ? body : nil }
            body += bytes.prefix(length)
            bytes = bytes.dropFirst(length)
            guard takenLine(of: &bytes)?.isEmpty == true else { return nil }
        }
        return nil
    }

    private static func skipTrailer(of bytes: inout ArraySlice<UInt8>) -> Bool {
        while let line = takenLine(of: &bytes) {
            if line.isEmpty { return true }
        }
        return false
    }

    private static func takenLine(of bytes: inout ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        guard let end = bytes.firstIndex(of: 0x0A) else { return nil }
        let line = bytes[..<end]
        bytes = bytes[(end + 1)...]
        return line.last == 0x0D ? line.dropLast() : line
    }
}
