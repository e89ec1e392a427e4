/// The bytes that MSNP text is made of, and the comparisons that its readers make.
enum ASCII {
    static let tab: UInt8 = 0x09
    static let lineFeed: UInt8 = 0x0A
    static let carriageReturn: UInt8 = 0x0D
    static let space: UInt8 = 0x20
    static let percent: UInt8 = 0x25
    static let ampersand: UInt8 = 0x26
    static let star: UInt8 = 0x2A
    static let comma: UInt8 = 0x2C
    static let hyphen: UInt8 = 0x2D
    static let slash: UInt8 = 0x2F
    static let zero: UInt8 = 0x30
    static let one: UInt8 = 0x31
    static let colon: UInt8 = 0x3A
    static let semicolon: UInt8 = 0x3B
    static let equals: UInt8 = 0x3D
    static let questionMark: UInt8 = 0x3F
    static let at: UInt8 = 0x40
    static let smallA: UInt8 = 0x61
    static let letterX: UInt8 = 0x58
    static let letterC: UInt8 = 0x63
    static let letterE: UInt8 = 0x65
    static let letterP: UInt8 = 0x70
    static let letterU: UInt8 = 0x75
    static let letterT: UInt8 = 0x74
    static let letterM: UInt8 = 0x6D
    static let leftBrace: UInt8 = 0x7B
    static let rightBrace: UInt8 = 0x7D
}

extension UInt8 {
    /// Space or tab, which separate tokens and surround values.
    var isBlank: Bool { self == ASCII.space || self == ASCII.tab }

    /// Carriage return or line feed: clients differ in which of them, or both, end a line inside a payload.
    var isLineEnd: Bool { self == ASCII.carriageReturn || self == ASCII.lineFeed }

    var isDigit: Bool { self &- ASCII.zero < 10 }

    var isUpperCaseLetter: Bool { self &- 0x41 < 26 }

    /// The byte with an ASCII capital made small.
    var lowerCased: UInt8 { isUpperCaseLetter ? self | 0x20 : self }
}

extension Span<UInt8> {
    /// The range without blanks at either end.
    func trimmed(_ range: Range<Int>) -> Range<Int> {
        var low = range.lowerBound
        var high = range.upperBound
        while low < high, self[low].isBlank { low += 1 }
        while low < high, self[high - 1].isBlank { high -= 1 }
        return low..<high
    }

    /// The number in decimal digits that fills the range, at most nine digits, or nil.
    ///
    /// Nine digits hold every length that a limit admits, and cannot overflow.
    func decimal(_ range: Range<Int>) -> Int? {
        guard !range.isEmpty, range.count <= 9 else { return nil }
        let digits = extracting(range)
        var value = 0
        for index in 0..<digits.count {
            let digit = digits[index] &- ASCII.zero
            guard digit < 10 else { return nil }
            value = value &* 10 &+ Int(digit)
        }
        return value
    }

    /// Whether the range begins with `prefix`, which is written in small letters, whatever the case of the bytes.
    func hasPrefix(_ prefix: StaticASCII, in range: Range<Int>) -> Bool {
        guard range.count >= prefix.count else { return false }
        let start = range.lowerBound
        guard prefix.count >= 8 else { return matches(prefix, at: start, 0..<prefix.count) }
        // Both ends eight bytes at a time, which leaves nothing of most words.
        return eightBytes(at: start).lowerCased == prefix.head
            && eightBytes(at: start &+ prefix.count &- 8).lowerCased == prefix.tail
            && matches(prefix, at: start, 8..<Swift.max(8, prefix.count &- 8))
    }

    /// Whether the letters of a word that stands at `start` are those of `word`, in a part of it.
    private func matches(_ word: StaticASCII, at start: Int, _ part: Range<Int>) -> Bool {
        var index = part.lowerBound
        while index < part.upperBound {
            guard self[start &+ index].lowerCased == word[index] else { return false }
            index &+= 1
        }
        return true
    }

    /// Whether the range is `word`, which is written in small letters, whatever the case of the bytes.
    func equals(_ word: StaticASCII, in range: Range<Int>) -> Bool {
        range.count == word.count && hasPrefix(word, in: range)
    }

    /// Whether the range ends with `suffix`, which is written in small letters, whatever the case of the bytes.
    func hasSuffix(_ suffix: StaticASCII, in range: Range<Int>) -> Bool {
        hasPrefix(suffix, in: range.suffix(suffix.count))
    }

    /// Whether the range holds the same bytes as `other`.
    func isEqual(to other: Span<UInt8>, in range: Range<Int>) -> Bool {
        let mine = extracting(range)
        guard mine.count == other.count else { return false }
        // Without a way out in the middle, so that the compiler compares many bytes at a time.
        var difference: UInt8 = 0
        for index in 0..<mine.count { difference |= mine[index] ^ other[index] }
        return difference == 0
    }

    /// The range as text; what is not UTF-8 is replaced, so that a report can always be written.
    func text(_ range: Range<Int>) -> String {
        if let text = try? UTF8Span(validating: extracting(range)) { return String(copying: text) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(range.count)
        for index in range { bytes.append(self[index]) }
        return String(decoding: bytes, as: UTF8.self)
    }
}
