/// One way to spell an invitation, of those that at least one client reads.
struct Spelling {
    private var choices: Choices
    private let end: String

    /// An offer, spelled by the next four bytes.
    static func offer(from choices: inout Choices) -> [UInt8] {
        var spelling = Spelling(choices.bytes(4))
        return spelling.payload(of: Offer.fields)
    }

    /// An acceptance with an address, spelled by the next four bytes.
    static func acceptance(from choices: inout Choices) -> [UInt8] {
        var spelling = Spelling(choices.bytes(4))
        return spelling.payload(of: Offer.acceptance)
    }

    /// The four bytes are the bits that every place of an invitation is spelled by, over and over.
    private init(_ bytes: [UInt8]) {
        let bits = bytes.reduce(1) { $0 << 8 | Int($1) }
        choices = Choices((0..<64).map { UInt8(truncatingIfNeeded: bits >> ($0 * 3 % 29)) })
        end = ["\r\n", "\n", "\r", "\r\n"][bits & 3]
    }

    private mutating func payload(of fields: [(name: String, value: String)]) -> [UInt8] {
        var fields = fields
        let first = choices.below(fields.count)
        if choices.next() & 1 == 1 { fields = Array(fields[first...] + fields[..<first]) }
        let type = "Content-Type:\(blank())\(cased("text/x-msmsgsinvite"))\r\n"
        let header = choices.next() & 1 == 0 ? "MIME-Version: 1.0\r\n" + type : type + "X-Other: text/plain\r\n"
        return Array((header + "\r\n" + fields.map { line(of: $0.name, $0.value) }.joined() + end).utf8)
    }

    private mutating func line(of name: String, _ value: String) -> String {
        if choices.next() & 7 == 7 { return String(name.reversed()) + ":" + blank() + String(value.reversed()) + end }
        let isGUID = name == "Application-GUID"
        return cased(name) + (choices.next() & 7 == 5 ? " " : "") + ":" + blank() + (isGUID ? cased(value) : value)
            + end
    }

    private mutating func blank() -> String {
        ["", " ", " ", "\t"][choices.below(4)]
    }

    private mutating func cased(_ text: String) -> String {
        switch choices.next() & 7 {
        case 0: text.lowercased()
        case 1: text.uppercased()
        default: text
        }
    }
}
