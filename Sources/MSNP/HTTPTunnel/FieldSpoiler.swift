/// Makes header fields of a gateway request unknown to its receiver, byte by byte.
///
/// - `Accept-Encoding`, so that the answer comes plain, is spoiled in the last letter of its name. No other field begins
///   with that name, so nothing behind the letter needs to be known; and what is folded into the field goes with it.
/// - A second `Content-Length` or `Transfer-Encoding` likewise. Servers differ in which of two they follow; with one left
///   there is one reading (RFC 9112, section 6.3, and the attacks of section 11.2).
/// - `TE`, which asks for compression in another way, begins the names of other fields: the letters of its value are
///   spoiled.
struct FieldSpoiler: Sendable {
    private enum State {
        /// At the beginning of a line; `isFolded` if a blank here goes on with the value of `TE`.
        case lineStart(isFolded: Bool)
        /// In a name, so many letters of which have been read.
        case name(Int, of: Field)
        /// Behind the letters of `TE`.
        case afterShortName
        case shortValue
        case rest
    }

    private enum Field: CaseIterable {
        case acceptEncoding, contentLength, transferEncoding

        var name: StaticASCII {
            switch self {
            case .acceptEncoding: FieldSpoiler.acceptEncoding
            case .contentLength: FieldSpoiler.contentLength
            case .transferEncoding: FieldSpoiler.transferEncoding
            }
        }
    }

    private static let acceptEncoding: StaticASCII = "accept-encoding"
    private static let contentLength: StaticASCII = "content-length"
    private static let transferEncoding: StaticASCII = "transfer-encoding"
    /// The second letter of `TE`; the first is that of `Transfer-Encoding`.
    private static let secondOfShortName = ASCII.letterE
    /// A letter that makes no known name of any of them, and no coding.
    private static let letter: UInt8 = 0x78

    private var state = State.lineStart(isFolded: false)
    private var isFramed = false
    /// Whether the line being read is a field of framing that has been spoiled, and tells nothing therefore.
    private(set) var isSpoiled = false

    /// Reads one more byte of the head, behind the request line; answers with what it must leave as, if not as itself.
    mutating func read(_ byte: UInt8) -> UInt8? {
        if byte.isLineEnd {
            endLine(byte)
            return nil
        }
        switch state {
        case .lineStart(let isFolded):
            if byte.isBlank { state = isFolded ? .shortValue : state } else { begin(byte) }
        case .name(let count, let field): return readName(byte, count, field)
        case .afterShortName: state = byte == ASCII.colon ? .shortValue : byte.isBlank ? state : .rest
        case .shortValue: return byte.isLetter || byte == ASCII.star ? Self.letter : nil
        case .rest: break
        }
        return nil
    }

    private mutating func endLine(_ byte: UInt8) {
        let isFolded =
            switch state {
            case .shortValue: true
            case .lineStart(let isFolded): isFolded
            case .name, .afterShortName, .rest: false
            }
        state = .lineStart(isFolded: isFolded)
    }

    /// Forgets the line that has been read.
    mutating func beginLine() { isSpoiled = false }

    private mutating func begin(_ byte: UInt8) {
        let field = Field.allCases.first { $0.name[0] == byte.lowerCased }
        state = field.map { .name(1, of: $0) } ?? .rest
    }

    private mutating func readName(_ byte: UInt8, _ count: Int, _ field: Field) -> UInt8? {
        guard byte.lowerCased == field.name[count] else {
            let isShort = field == .transferEncoding && count == 1 && byte.lowerCased == Self.secondOfShortName
            state = isShort ? .afterShortName : .rest
            return nil
        }
        guard count + 1 == field.name.count else {
            state = .name(count + 1, of: field)
            return nil
        }
        state = .rest
        return complete(field)
    }

    private mutating func complete(_ field: Field) -> UInt8? {
        switch field {
        case .acceptEncoding: return Self.letter
        case .contentLength, .transferEncoding:
            defer { isFramed = true }
            isSpoiled = isFramed
            return isFramed ? Self.letter : nil
        }
    }
}

extension UInt8 {
    fileprivate var isLetter: Bool { lowerCased &- ASCII.smallA < 26 }
}
