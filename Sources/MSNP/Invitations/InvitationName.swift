/// The name of a field as far as it has been read: small letters, without blanks around it.
struct InvitationName {
    private var bytes: [UInt8] = []
    private var trailingBlanks = 0
    private var isTooLong = false

    /// The longest name that matters has 22 letters.
    static let maximumLength = 32

    init() {}

    /// Forgets the name, keeping its storage.
    mutating func clear() {
        bytes.removeAll(keepingCapacity: true)
        trailingBlanks = 0
        isTooLong = false
    }

    mutating func append(_ byte: UInt8) {
        if byte.isBlank {
            if !bytes.isEmpty { trailingBlanks += 1 }
            return
        }
        // A blank inside makes another name: nothing of ours has one.
        guard trailingBlanks == 0, bytes.count < Self.maximumLength else { return isTooLong = true }
        bytes.append(byte.lowerCased)
    }

    func equals(_ spelling: StaticASCII) -> Bool {
        guard !isTooLong, bytes.count == spelling.count else { return false }
        return bytes.indices.allSatisfy { bytes[$0] == spelling[$0] }
    }

    func equalsReversed(_ spelling: StaticASCII) -> Bool {
        guard !isTooLong, bytes.count == spelling.count else { return false }
        return bytes.indices.allSatisfy { bytes[$0] == spelling[spelling.count - 1 - $0] }
    }

    /// Whether the byte just appended is the one at which a name of a condemned invitation is to be spoiled: the first
    /// that cannot belong to a harmless name.
    var isAtSpoiledLetter: Bool {
        trailingBlanks == 0 && Self.spoiledPrefixes.contains { equals($0) }
    }

    /// Beginnings that only deciding names have, `Application-File` and the fields of a meeting place, spelled
    /// forwards and backwards. Clients look names up whole, so one wrong letter hides the field.
    static let spoiledPrefixes: [StaticASCII] = [
        "application-f", "ip-a", "port", "authc",
        "elif-", "ezis", "sserdda-pi", "lanretni-", "trop", "xtrop", "eikooca", "eikoochtu",
    ]
}
