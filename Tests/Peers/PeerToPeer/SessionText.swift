/// A message of MSNSLP: a start line, headers, and a body of fields.
struct SessionText {
    var start: String
    var headers: [Field]
    var body: [Field]

    /// `from` and `to` as they stand between the angle brackets.
    init(_ start: String, from: String, to: String, call: Call, contentType: String, body: [Field]) {
        self.start = start
        headers = [
            Field(name: "To", value: "<msnmsgr:\(to)>"),
            Field(name: "From", value: "<msnmsgr:\(from)>"),
            Field(name: "Via", value: "MSNSLP/1.0/TLP ;branch=\(call.branch)"),
            Field(name: "CSeq", value: start.hasPrefix("MSNSLP") ? "1 " : "0 "),
            Field(name: "Call-ID", value: "\(call.id)"),
            Field(name: "Max-Forwards", value: "0"),
            Field(name: "Content-Type", value: contentType),
        ]
        self.body = body
    }

    /// Reads what came; nil if it has not even the shape.
    init?(_ bytes: [UInt8]) {
        let text = String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        let lines = text.split(separator: "\r\n" as Character, omittingEmptySubsequences: false)
        guard let first = lines.first, lines.contains("") else { return nil }
        start = String(first)
        headers = Field.list(lines.dropFirst().prefix { !$0.isEmpty })
        body = Field.list(lines.drop { !$0.isEmpty })
    }

    /// As sent; the length counts the line end and the zero byte behind the body.
    var bytes: [UInt8] {
        let end = body.map { "\($0.name): \($0.value)\r\n" }.joined() + "\r\n\0"
        let length = Field(name: "Content-Length", value: "\(end.utf8.count)")
        let head = [start] + (headers + [length]).map { "\($0.name): \($0.value)" }
        return Array((head.joined(separator: "\r\n") + "\r\n\r\n" + end).utf8)
    }

    /// The field `name` of the body, or else of the headers: clients look for it anywhere.
    subscript(_ name: String) -> String? {
        (body + headers).first { $0.name.lowercased() == name.lowercased() }?.value
    }

    var contentType: String { self["Content-Type"] ?? "" }

    /// Who the text says it is from, without the machine.
    var sender: String { address(in: self["From"] ?? "") }

    var call: Call? {
        guard let id = self["Call-ID"].flatMap({ SessionGUID($0) }) else { return nil }
        let branch = self["Via"].flatMap { via in via.split(separator: "branch=").last.flatMap { SessionGUID("\($0)") }
        }
        return Call(id: id, branch: branch ?? id)
    }

    private func address(in value: String) -> String {
        let inner = value.drop { $0 != ":" }.dropFirst().prefix { $0 != ">" && $0 != ";" }
        return String(inner)
    }

    /// What ties the messages of one session together.
    struct Call: Hashable {
        var id: SessionGUID
        var branch: SessionGUID
    }
}
