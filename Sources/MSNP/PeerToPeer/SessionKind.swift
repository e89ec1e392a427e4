/// What a session is for (reference, sections 6.2 and 6.3).
public enum SessionKind: UInt8, Sendable, CaseIterable {
    /// The transfer of a file.
    case file
    /// The transfer of a background picture, by the rules of a file or as an object.
    case background
    /// A folder whose files both sides keep the same.
    case sharedFolder
    /// Pictures shown to each other.
    case photos
    /// A display picture, still or moving.
    case displayPicture
    /// A custom emoticon.
    case emoticon
    /// An animation that plays in the chat.
    case wink
    /// A recorded message.
    case voiceClip
    /// A camera.
    case webcam
    /// A game or another activity.
    case game
    /// An object of a type that is not known, or not yet.
    case object
    /// Anything else.
    case other
}

extension SessionKind {
    /// How much a session of this kind carries files; of two kinds that one message tells, the heavier counts. Nothing
    /// is ever overwritten for a kind without weight.
    var weight: UInt8 {
        switch self {
        case .file: 3
        case .sharedFolder: 2
        case .photos: 1
        case .background, .displayPicture, .emoticon, .wink, .voiceClip, .webcam, .game, .object, .other: 0
        }
    }

    /// The kind that 32 digits stand for, spelled forwards or backwards: one client reads every value both ways
    /// (reference, section 6.4).
    static func named(_ digits: UInt128) -> SessionKind? {
        for known in identifiers where digits == known.forwards || digits == known.backwards { return known.kind }
        return nil
    }

    /// The kind of an object by its `Type`.
    init(objectType: Int) {
        switch objectType {
        case 2: self = .emoticon
        case 3, 7: self = .displayPicture
        case 5: self = .background
        case 8: self = .wink
        case 11: self = .voiceClip
        default: self = .object
        }
    }

    private static let identifiers: [(forwards: UInt128, backwards: UInt128, kind: SessionKind)] = [
        (0x5D3E02AB_6190_11D3_BBBB_00C04F795683, .file),
        (0xA4268EEC_FEC5_49E5_95C3_F126696BDBF6, .object),
        (0x4BD96FC0_AB17_4425_A14A_439185962DC8, .webcam),
        (0x1C9AA97E_9C05_4583_A3BD_908A196F1E92, .webcam),
        (0x6A13AF9C_5308_4F35_923A_67E8DDA40C2F, .game),
        (0x41D3E74E_04A2_4B37_96F8_08ACDB610874, .photos),
        (0x534142D5_1F2A_431F_A60C_B0CF723FDF7D, .sharedFolder),
        (0xE073B06B_636E_45B7_ACA4_6D4B5978C93C, .wink),
    ].map { (digits: UInt128, kind: SessionKind) in (digits, backwards(digits), kind) }

    private static func backwards(_ digits: UInt128) -> UInt128 {
        (0..<32).reduce(0) { $0 << 4 | digits >> UInt128(4 * $1) & 0xF }
    }
}
