/// One command of the protocol: a line, and the payload that follows some of them.
struct Command: Equatable {
    var words: [String]
    var payload: [UInt8] = []

    /// The three letters.
    var name: String { words.first ?? "" }

    /// The word at `index`, or nothing.
    func word(_ index: Int) -> String { index < words.count ? words[index] : "" }

    /// As sent: a payload's length is the line's last word.
    var bytes: [UInt8] {
        let line = payload.isEmpty ? words : words + ["\(payload.count)"]
        return Array((line.joined(separator: " ") + "\r\n").utf8) + payload
    }

    /// Whether the last word of the line is the length of a payload: of these commands it always is, if it is a number.
    var announcesPayload: Bool { Self.withPayload.contains(name) && words.last.flatMap { Int($0) } != nil }

    private static let withPayload: Set = ["MSG", "SDG", "ADL", "UUX", "GCF"]
}

extension Command: ExpressibleByStringLiteral {
    /// A command without payload.
    init(stringLiteral line: String) {
        words = line.split(separator: " ").map(String.init)
    }
}

extension Command: ExpressibleByStringInterpolation {}
