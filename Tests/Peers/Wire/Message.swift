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

    /// One packet of the P2P layer with its footer; the second version names machines too.
    static func packet(_ bytes: [UInt8], from: String, to: String, version: PacketVersion) -> [UInt8] {
        var lines = ["MIME-Version: 1.0", "Content-Type: application/x-msnmsgrp2p"]
        switch version {
        case .one: lines += ["P2P-Dest: \(to)"]
        case .two:
            lines += [
                "P2P-Dest: \(to);\(SessionGUID.machine(of: to))", "P2P-Src: \(from);\(SessionGUID.machine(of: from))",
            ]
        }
        return Array((lines + ["", ""]).joined(separator: "\r\n").utf8) + bytes
    }

    /// The packet in a payload, without its footer; nil for other messages.
    static func packet(in payload: [UInt8]) -> ArraySlice<UInt8>? {
        let end = Array("\r\n\r\n".utf8)
        guard Message(payload).contentType.hasPrefix("application/x-msnmsgrp2p"),
            let start = payload.indices.first(where: { payload[$0...].starts(with: end) })
        else { return nil }
        return payload[(start + end.count)...].dropLast(4)
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
