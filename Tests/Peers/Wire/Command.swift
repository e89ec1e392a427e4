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
        let line = carriesPayload ? words + ["\(payload.count)"] : words
        return Array((line.joined(separator: " ") + "\r\n").utf8) + payload
    }

    /// Of the commands that these peers speak, only `MSG` has a payload.
    var carriesPayload: Bool { name == "MSG" }
}

extension Command: ExpressibleByStringLiteral {
    /// A command without payload.
    init(stringLiteral line: String) {
        words = line.split(separator: " ").map(String.init)
    }
}

extension Command: ExpressibleByStringInterpolation {}
