/// The fields of a text invitation that tell a file transfer, or that a report wants (reference, section 4.1).
enum InvitationField: UInt8, Sendable {
    case applicationGUID
    case command
    case cookie
    case file
    case fileSize
    case address
    case internalAddress
    case port
    case obfuscatedPort
    case obfuscatedInternalPort
    case authCookie
    case cancelCode

    private static let spellings: [(StaticASCII, InvitationField)] = [
        ("application-guid", .applicationGUID),
        ("invitation-command", .command),
        ("invitation-cookie", .cookie),
        ("application-file", .file),
        ("application-filesize", .fileSize),
        ("ip-address", .address),
        ("ip-address-internal", .internalAddress),
        ("port", .port),
        ("portx", .obfuscatedPort),
        ("portx-internal", .obfuscatedInternalPort),
        ("authcookie", .authCookie),
        ("cancel-code", .cancelCode),
    ]

    /// The names of all fields, spelled forwards.
    static let names: [StaticASCII] = spellings.map(\.0)

    private static let fields = FieldNames(spellings)

    /// The field of a name, and whether it is spelled backwards.
    static func named(_ name: InvitationName) -> (field: InvitationField, isReversed: Bool)? {
        fields.find(name)
    }
}

/// The set of fields that an invitation has named so far.
struct InvitationFields: OptionSet {
    let rawValue: UInt16

    init(rawValue: UInt16) {
        self.rawValue = rawValue
    }

    init(_ field: InvitationField) {
        rawValue = 1 << UInt16(field.rawValue)
    }

    /// With both of them present a client offers the file, whatever the rest says (reference, section 12.1, R1).
    static let offer: InvitationFields = [InvitationFields(.file), InvitationFields(.fileSize)]
    /// With these three present a client connects (reference, section 12.1, R2).
    static let meetingPlace: InvitationFields = [
        InvitationFields(.address), InvitationFields(.port), InvitationFields(.authCookie),
    ]
}
