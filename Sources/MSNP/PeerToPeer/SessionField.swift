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

    /// The names that some clients search for in the whole of the text, not only at the beginning of a line.
    private static let searchedNames: [(name: StaticASCII, field: SessionField, isReversed: Bool)] = [
        ("euf-guid", .identifier, false), ("diug-fue", .identifier, true),
        ("appid", .application, false), ("dippa", .application, true),
        ("sessionid", .sessionID, false), ("dinoisses", .sessionID, true),
        ("context", .context, false), ("txetnoc", .context, true),
    ]

    private static let lineNames: [(StaticASCII, SessionField)] = [
        ("to", .to), ("from", .from), ("via", .via), ("call-id", .callID), ("content-type", .contentType),
        ("listening", .listening), ("nonce", .nonce), ("hashed-nonce", .hashedNonce),
        ("ipv4internal-addrs", .addresses(.internal)), ("ipv4internal-port", .port(.internal)),
        ("ipv4external-addrs", .addresses(.external)), ("ipv4external-port", .port(.external)),
        ("ipv6-addrs", .addresses(.version6)), ("ipv6-global", .addresses(.version6)), ("ipv6-port", .port(.version6)),
        ("ipv4internaladdrsandports", .endpoints), ("ipv4externaladdrsandports", .endpoints),
    ]

    /// The field whose name stands before a colon, by the letters just before it, and whether it is spelled backwards.
    static func searched(_ letters: LatestLetters) -> (field: SessionField, isReversed: Bool)? {
        for (name, field, isReversed) in searchedNames where letters.end(with: name) { return (field, isReversed) }
        return nil
    }

    /// The field of a name that fills a line up to its first colon, and whether it is spelled backwards: one client looks
    /// every name up both ways, and others write addresses so to get them past address translation (reference, section 6.4).
    static func named(_ name: InvitationName) -> (field: SessionField, isReversed: Bool)? {
        for (spelling, field) in lineNames {
            if name.equals(spelling) { return (field, false) }
            if name.equalsReversed(spelling) { return (field, true) }
        }
        return nil
    }
}

/// The latest eight letters of a line, made small; blanks count once something follows them.
struct LatestLetters: Sendable {
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

    /// Whether they end with `word`; of a word of more than eight letters the last eight are enough.
    func end(with word: StaticASCII) -> Bool {
        guard word.count < 8 else { return letters == word.tail }
        return letters >> UInt64(8 * (8 - word.count)) == word.head
    }

    private mutating func push(_ letter: UInt8) {
        letters = letters >> 8 | UInt64(letter) << 56
    }
}
