/// The fields of an MSNSLP text that decide, or that a report or a connection rests on (reference, sections 6.1 to 6.4).
enum SessionField: Sendable, Equatable {
    /// The first line, which has no name.
    case startLine
    case to
    case from
    case via
    case callID
    case contentType
    case identifier
    case application
    case sessionID
    case context
    case listening
    case nonce
    case hashedNonce
    case addresses(SessionNetwork)
    case port(SessionNetwork)
    /// Addresses with a port each.
    case endpoints

    /// A name that some clients search for in the whole of the text, not only at the beginning of a line.
    private struct SearchedName {
        let letters: LatestLetters.Word
        let field: SessionField
        let isReversed: Bool

        init(_ name: StaticASCII, _ field: SessionField, isReversed: Bool = false) {
            letters = LatestLetters.Word(name)
            self.field = field
            self.isReversed = isReversed
        }
    }

    private static let searchedNames = [
        SearchedName("euf-guid", .identifier), SearchedName("diug-fue", .identifier, isReversed: true),
        SearchedName("appid", .application), SearchedName("dippa", .application, isReversed: true),
        SearchedName("sessionid", .sessionID), SearchedName("dinoisses", .sessionID, isReversed: true),
        SearchedName("context", .context), SearchedName("txetnoc", .context, isReversed: true),
    ]

    private static let lineNames = FieldNames<SessionField>([
        ("to", .to), ("from", .from), ("via", .via), ("call-id", .callID), ("content-type", .contentType),
        ("listening", .listening), ("nonce", .nonce), ("hashed-nonce", .hashedNonce),
        ("ipv4internal-addrs", .addresses(.internal)), ("ipv4internal-port", .port(.internal)),
        ("ipv4external-addrs", .addresses(.external)), ("ipv4external-port", .port(.external)),
        ("ipv6-addrs", .addresses(.version6)), ("ipv6-global", .addresses(.version6)), ("ipv6-port", .port(.version6)),
        ("ipv4internaladdrsandports", .endpoints), ("ipv4externaladdrsandports", .endpoints),
    ])

    /// The field whose name stands before a colon, by the letters just before it, and whether it is spelled backwards.
    static func searched(_ letters: LatestLetters) -> (field: SessionField, isReversed: Bool)? {
        for index in searchedNames.indices where letters.end(with: searchedNames[index].letters) {
            return (searchedNames[index].field, searchedNames[index].isReversed)
        }
        return nil
    }

    /// The field of a name that fills a line up to its first colon, and whether it is spelled backwards: others than the
    /// client that looks every name up both ways write addresses so to get them past address translation (reference,
    /// section 6.4).
    static func named(_ name: InvitationName) -> (field: SessionField, isReversed: Bool)? {
        lineNames.find(name)
    }
}

/// The latest eight letters of a line, made small; blanks count once something follows them.
struct LatestLetters: Sendable {
    /// A word that they may end with; of one of more than eight letters the last eight are enough.
    struct Word: Sendable {
        fileprivate let letters: UInt64
        /// How many bits of them come before the word.
        fileprivate let rest: UInt64

        init(_ word: StaticASCII) {
            letters = word.tail
            rest = UInt64(8 * max(0, 8 - word.count))
        }
    }

    private var letters: UInt64 = 0
    private var blankIsDue = false

    mutating func clear() {
        letters = 0
        blankIsDue = false
    }

    mutating func append(_ byte: UInt8) {
        guard !byte.isBlank else { return blankIsDue = true }
        if blankIsDue { push(ASCII.space) }
        blankIsDue = false
        push(byte.lowerCased)
    }

    mutating func append(_ bytes: Span<UInt8>) {
        if bytes.count >= 8 {
            let latest = bytes.eightBytes(at: bytes.count - 8)
            if latest.markBlanks == 0 {
                letters = latest.lowerCased
                return blankIsDue = false
            }
        }
        for index in bytes.indices { append(bytes[index]) }
    }

    @inline(__always)
    func end(with word: Word) -> Bool { letters >> word.rest == word.letters }

    /// Whether one of the latest three letters is this one.
    func endCloseBehind(_ letter: UInt8) -> Bool {
        UInt8(letters >> 56) == letter || UInt8(letters >> 48 & 0xFF) == letter || UInt8(letters >> 40 & 0xFF) == letter
    }

    private mutating func push(_ letter: UInt8) {
        letters = letters >> 8 | UInt64(letter) << 56
    }
}
