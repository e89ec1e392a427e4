/// The words and marks of a TOML file, one after the other. Lines are counted from 1.
struct TOMLTokens {
    /// Why the text is not what it should be.
    struct Refusal: Error {
        var problem: String
        var advice: String?

        init(_ problem: String, _ advice: String? = nil) {
            self.problem = "not TOML: \(problem)"
            self.advice = advice
        }
    }

    private let bytes: [UInt8]
    private var index = 0
    /// The line at hand.
    private(set) var line = 1

    /// How many parts a key has at most: the library calls itself once for each table that lies in another.
    private static let maximumParts = 8
    private static let lineFeed = UInt8(ascii: "\n")

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        index = bytes.count - bytes.trimmingByteOrderMark.count
    }

    private var current: UInt8? { index < bytes.count ? bytes[index] : nil }

    private var next: UInt8? { index + 1 < bytes.count ? bytes[index + 1] : nil }

    // MARK: Lines

    /// Goes to the next statement, over blank lines and such as hold nothing but a comment; answers whether there is one.
    mutating func skipToStatement() -> Bool {
        while true {
            skipBlanks()
            switch current {
            case nil: return false
            case Self.lineFeed: passLineFeed()
            case UInt8(ascii: "\r") where next == Self.lineFeed: index += 1
            case UInt8(ascii: "#") where isPlainComment: skipLine()
            default: return true
            }
        }
    }

    /// Demands that nothing but a comment comes on the line.
    mutating func endLine() throws(Refusal) {
        skipBlanks()
        if current == UInt8(ascii: "#"), isPlainComment { skipLine() }
        if current == UInt8(ascii: "\r"), next == Self.lineFeed { index += 1 }
        guard let byte = current, byte != Self.lineFeed else { return }
        throw Refusal(
            "\(here) where the line should end",
            "write each key on a line of its own, and texts in quotes"
        )
    }

    /// Goes on to a line that looks like the beginning of another statement; answers which is the last line before it.
    mutating func skipStatement() -> Int {
        repeat {
            skipLine()
            guard current != nil else { return line }
            passLineFeed()
        } while current != nil && !beginsStatement
        return current == nil ? line : line - 1
    }

    /// A header, or a name and an equals sign: a wrong list may go on over many lines, which are wrong for that alone.
    private var beginsStatement: Bool {
        let text = bytes[index...].prefix { $0 != Self.lineFeed }.drop {
            $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t")
        }
        guard text.first != UInt8(ascii: "[") else { return true }
        let rest = text.drop(while: \.isOfBareKey)
        guard rest.count < text.count else { return false }
        return rest.first { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") && $0 != UInt8(ascii: ".") }
            == UInt8(ascii: "=")
    }

    private mutating func passLineFeed() {
        index += 1
        line += 1
    }

    private mutating func skipLine() {
        while let byte = current, byte != Self.lineFeed { index += 1 }
    }

    private mutating func skipBlanks() {
        while current == UInt8(ascii: " ") || current == UInt8(ascii: "\t") { index += 1 }
    }

    /// Whether the comment at hand has no control characters, which TOML does not allow there either.
    private var isPlainComment: Bool {
        var comment = bytes[index...].prefix { $0 != Self.lineFeed }
        if comment.last == UInt8(ascii: "\r") { comment.removeLast() }
        return comment.allSatisfy { $0 == UInt8(ascii: "\t") || $0 >= 0x20 && $0 != 0x7F }
    }

    // MARK: Marks

    /// Takes a mark, if it comes next on the line.
    mutating func take(_ mark: Unicode.Scalar, afterBlanks: Bool = true) -> Bool {
        if afterBlanks { skipBlanks() }
        guard current == UInt8(ascii: mark) else { return false }
        index += 1
        return true
    }

    /// Takes a mark, on this line or a later one, with comments between; there must be something.
    mutating func takeInList(_ mark: Unicode.Scalar) throws(Refusal) -> Bool {
        guard skipToStatement() else { throw Refusal("a list without an end", "write ] at its end") }
        return take(mark)
    }

    mutating func demand(_ mark: Unicode.Scalar, afterBlanks: Bool = true) throws(Refusal) {
        guard !take(mark, afterBlanks: afterBlanks) else { return }
        throw Refusal("\(here) where \(mark) should be")
    }

    /// What stands here, in words.
    private var here: String {
        guard let byte = current else { return "the end of the file" }
        if isOdd { return "an odd character" }
        return byte == Self.lineFeed || byte == UInt8(ascii: "\r") ? "the end of the line" : "\(Unicode.Scalar(byte))"
    }

    /// Whether here stands what nobody writes outside of a text.
    private var isOdd: Bool {
        guard let byte = current else { return false }
        return !(0x21..<0x7F).contains(byte) && byte != Self.lineFeed && byte != UInt8(ascii: "\r")
    }

    // MARK: Words

    /// A key; the parts between its dots are joined as they would be without quotes.
    mutating func readKey() throws(Refusal) -> String {
        var parts: [String] = []
        repeat {
            skipBlanks()
            let start = index
            if current == UInt8(ascii: "\"") || current == UInt8(ascii: "'") {
                try readText()
                parts.append(String(decoding: bytes[start..<index].dropFirst().dropLast(), as: UTF8.self))
            } else {
                while let byte = current, byte.isOfBareKey { index += 1 }
                guard index > start else {
                    throw Refusal(
                        "\(here) where a key should be",
                        isOdd ? "save the file as plain text, in UTF-8" : nil
                    )
                }
                parts.append(String(decoding: bytes[start..<index], as: UTF8.self))
            }
            guard parts.count <= Self.maximumParts else { throw Refusal("a key of more parts than a policy needs") }
        } while take(".")
        return parts.joined(separator: ".")
    }

    /// A text, a number, true or false.
    mutating func readPlainValue() throws(Refusal) {
        skipBlanks()
        if current == UInt8(ascii: "\"") || current == UInt8(ascii: "'") { return try readText() }
        let start = index
        while let byte = current, byte.isOfPlainValue { index += 1 }
        let word = String(decoding: bytes[start..<index], as: UTF8.self)
        guard !word.isEmpty else {
            throw Refusal(
                "\(here) where a value should be",
                "write texts in quotes"
            )
        }
        guard word == "true" || word == "false" || word.isTOMLNumber else {
            throw Refusal("\(visible(word)) is no value", "write texts in quotes, as \"\(visible(word))\"")
        }
    }

    /// A text in quotation marks, which ends on its line.
    private mutating func readText() throws(Refusal) {
        let quote = bytes[index]
        index += 1
        if current == quote, next == quote {
            throw Refusal("a text over several lines", "write it on one line, in \" and \"")
        }
        while let byte = current, byte != quote {
            guard byte == UInt8(ascii: "\t") || byte >= 0x20 && byte != 0x7F else { break }
            index += 1
            if byte == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") { try readEscape() }
        }
        guard current == quote else {
            throw Refusal("a text without an end", "write the same quotation mark on both sides")
        }
        index += 1
    }

    /// What stands behind a `\`. A character by its number must be one, and not that of zero, at which the library would end
    /// the text.
    private mutating func readEscape() throws(Refusal) {
        let length: Int
        switch current {
        case UInt8(ascii: "b"), UInt8(ascii: "t"), UInt8(ascii: "n"), UInt8(ascii: "f"), UInt8(ascii: "r"),
            UInt8(ascii: "\""),
            UInt8(ascii: "\\"):
            length = 0
        case UInt8(ascii: "u"): length = 4
        case UInt8(ascii: "U"): length = 8
        default: throw Refusal("a \\ that means nothing", "write \\\\ for the character itself, or the text in ' and '")
        }
        index += 1
        let digits = bytes[index...].prefix(length)
        let isNumber = digits.count == length && digits.allSatisfy(\.isHexadecimal)
        guard length == 0 || isNumber && Self.isCharacter(digits) else {
            throw Refusal("a \\u without the number of a character")
        }
        index += length
    }

    private static func isCharacter(_ digits: ArraySlice<UInt8>) -> Bool {
        guard let number = UInt32(String(decoding: digits, as: UTF8.self), radix: 16), number > 0 else { return false }
        return Unicode.Scalar(number) != nil
    }
}

extension String {
    /// Whether the word is a number as TOML writes it: whole, in tens or as `0x…`, or with a fraction.
    fileprivate var isTOMLNumber: Bool {
        let word = utf8
        guard !word.starts(with: "0x".utf8) else {
            return word.count > 2 && Self.areDigits(word.dropFirst(2)) { $0.isHexadecimal }
        }
        let digits = word.first == UInt8(ascii: "-") || word.first == UInt8(ascii: "+") ? word.dropFirst() : word[...]
        let parts = digits.split(separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.allSatisfy({ Self.areDigits($0) { $0.isDigit } }), let whole = parts.first else { return false }
        return whole.count == 1 || whole.first != UInt8(ascii: "0")
    }

    /// Whether all are digits, with `_` between two of them here and there.
    private static func areDigits(_ text: Substring.UTF8View, _ isDigit: (UInt8) -> Bool) -> Bool {
        text.split(separator: UInt8(ascii: "_"), omittingEmptySubsequences: false).allSatisfy {
            !$0.isEmpty && $0.allSatisfy(isDigit)
        }
    }
}

extension UInt8 {
    var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }

    fileprivate var isLetter: Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self) || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self)
    }

    /// Whether the byte may stand in a key without quotes.
    fileprivate var isOfBareKey: Bool {
        isLetter || isDigit || self == UInt8(ascii: "_") || self == UInt8(ascii: "-")
    }

    /// Whether the byte may be part of a value without quotes, or of what somebody takes for one.
    fileprivate var isOfPlainValue: Bool {
        (0x21..<0x7F).contains(self)
            && ![",", "]", "}", "#", "[", "{", "=", "\"", "'"].contains { UInt8(ascii: $0) == self }
    }
}
