/// The name of a field as far as it has been read: small letters, without blanks around it.
///
/// Its letters are kept in four numbers, not in an array: a name is begun with every line and compared with dozens of others.
struct InvitationName: Sendable {
    /// The letters, eight to a number, the first the lowest; zeros behind the last.
    private var letters = InlineArray<4, UInt64>(repeating: 0)
    private var count = 0
    private var trailingBlanks = 0
    private var isTooLong = false

    /// The longest name that matters has 25 letters.
    static let maximumLength = 32

    init() {}

    /// A name spelled as it is, or from its last letter to its first.
    init(_ spelling: StaticASCII, isReversed: Bool = false) {
        for index in 0..<spelling.count { append(spelling[isReversed ? spelling.count - 1 - index : index]) }
    }

    mutating func clear() {
        self = InvitationName()
    }

    mutating func append(_ byte: UInt8) {
        if byte.isBlank {
            if count > 0 { trailingBlanks += 1 }
            return
        }
        // A blank inside makes another name: nothing of ours has one.
        guard trailingBlanks == 0, count < Self.maximumLength else { return isTooLong = true }
        letters[count / 8] |= UInt64(byte.lowerCased) << UInt64(8 * (count % 8))
        count += 1
    }

    mutating func append(_ bytes: Span<UInt8>) {
        var index = 0
        // What comes behind the longest name makes no other one of it.
        while index < bytes.count, !isTooLong {
            append(bytes[index])
            index &+= 1
        }
    }

    /// Whether it has the same letters as another name.
    @inline(__always)
    func equals(_ other: InvitationName) -> Bool {
        letters[0] == other.letters[0] && letters[1] == other.letters[1] && letters[2] == other.letters[2]
            && letters[3] == other.letters[3] && !isTooLong && count == other.count
    }

    /// Whether the byte just appended is the one at which a name of a condemned invitation is to be spoiled: the first
    /// that cannot belong to a harmless name.
    var isAtSpoiledLetter: Bool {
        trailingBlanks == 0 && Self.spoiledNames.contains { equals($0) }
    }

    /// Beginnings that only deciding names have, `Application-File` and the fields of a meeting place, spelled
    /// forwards and backwards. Clients look names up whole, so one wrong letter hides the field.
    static let spoiledPrefixes: [StaticASCII] = [
        "application-f", "ip-a", "port", "authc",
        "elif-", "ezis", "sserdda-pi", "lanretni-", "trop", "xtrop", "eikooca", "eikoochtu",
    ]

    private static let spoiledNames = spoiledPrefixes.map { InvitationName($0) }
}

/// The fields that have these names, each name looked up both ways: one client does so, and then reads the value backwards
/// too (reference, sections 6.4 and 12.4).
struct FieldNames<Field: Sendable>: Sendable {
    private struct Entry: Sendable {
        let name: InvitationName
        let field: Field
        let isReversed: Bool
    }

    private let entries: [Entry]

    init(_ spellings: [(StaticASCII, Field)]) {
        entries = spellings.flatMap { spelling, field in
            [false, true].map { Entry(name: InvitationName(spelling, isReversed: $0), field: field, isReversed: $0) }
        }
    }

    /// The field of a name, and whether it is spelled backwards.
    func find(_ name: InvitationName) -> (field: Field, isReversed: Bool)? {
        for index in entries.indices where entries[index].name.equals(name) {
            return (entries[index].field, entries[index].isReversed)
        }
        return nil
    }
}
