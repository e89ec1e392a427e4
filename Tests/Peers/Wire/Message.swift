/// The payload of a `MSG`: header lines, an empty line, a body.
struct Message: Equatable {
    var contentType: String
    var body: String

    /// Chat in the form that official clients send.
    static func chat(_ text: String) -> [UInt8] {
        Array(
            """
            MIME-Version: 1.0\r
            Content-Type: text/plain; charset=UTF-8\r
            X-MMS-IM-Format: FN=Arial; EF=; CO=0; CS=0; PF=22\r
            \r
            \(text)
            """.utf8
        )
    }

    /// An invitation, or an answer to one, made of `fields` in this order.
    static func invitation(_ fields: [Field]) -> [UInt8] {
        var text = "MIME-Version: 1.0\r\nContent-Type: text/x-msmsgsinvite; charset=UTF-8\r\n\r\n"
        for field in fields { text += "\(field.name): \(field.value)\r\n" }
        return Array((text + "\r\n").utf8)
    }

    /// Reads a payload; whatever has no header lines has an empty content type.
    init(_ payload: [UInt8]) {
        let text = String(decoding: payload, as: UTF8.self)
        // CR LF is one Character to Swift, so an empty line is two of them together.
        let lines = text.split(separator: "\r\n" as Character, omittingEmptySubsequences: false)
        let headers = Field.list(lines.prefix { !$0.isEmpty })
        contentType = headers.first { $0.name.lowercased() == "content-type" }?.value ?? ""
        body = lines.drop { !$0.isEmpty }.dropFirst().joined(separator: "\r\n")
    }
}

/// A line `Name: value`.
struct Field: Equatable {
    var name: String
    var value: String

    /// The fields among `lines`; other lines are passed over.
    static func list(_ lines: some Sequence<Substring>) -> [Field] {
        lines.compactMap { line in
            guard let colon = line.firstIndex(of: ":") else { return nil }
            let value = line[line.index(after: colon)...].drop { $0 == " " }
            return Field(name: String(line[..<colon]), value: String(value))
        }
    }
}
