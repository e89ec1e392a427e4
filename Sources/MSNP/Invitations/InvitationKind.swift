/// What a text invitation invites to (reference, section 4.3).
public enum InvitationKind: UInt8, Sendable, CaseIterable {
    /// The transfer of a file.
    case file
    /// A call, with or without a camera.
    case voice
    /// A NetMeeting conference.
    case netMeeting
    /// Remote assistance.
    case remoteAssistance
    /// A whiteboard, or handwriting.
    case whiteboard
    /// A camera.
    case webcam
    /// The sharing of a program's window.
    case applicationSharing
    /// A game.
    case game
    /// Anything else.
    case other
}

extension InvitationKind {
    /// The kind that the digits of a GUID stand for; nil if they are none that is known.
    static func named(_ digits: GUIDDigits) -> InvitationKind? {
        guard digits.count >= leastDigits else { return nil }
        for known in identifiers where digits.value == known.digits { return known.kind }
        return nil
    }

    /// One identifier is one digit short.
    private static let leastDigits = 31

    private static let identifiers: [(digits: UInt128, kind: InvitationKind)] = [
        (0x5D3E02AB_6190_11D3_BBBB_00C04F795683, .file),
        (0x02D3C01F_BF30_4825_A83A_DE7AF41648AA, .voice),
        (0x44BBA842_CC51_11CF_AAFA_00AA00B6015C, .netMeeting),
        (0x56B994A7_380F_410B_9985_C809D78C1BDC, .remoteAssistance),
        (0x1DF57D09_637A_4CA5_91B9_2C3EDAAF62FE, .whiteboard),
        (0x2A23868E_B45F_401D_B8B0_1E16B774A5B7, .webcam),
        (0xF1B1920C_6A3C_4CE7_B18C_AFAB305FD03D, .applicationSharing),
        (0x8DAE4336_2B71_11D4_9A6C_006067325E47, .game),
        (0x041FD0FA_2942_4DC4_B4C5_73D2C55F4C94, .game),
    ]
}
