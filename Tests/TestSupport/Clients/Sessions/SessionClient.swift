/// What known clients do with session texts and with data that reach them.
///
/// As with `ClientModel`, where habits are not known in detail the model is the more willing: any of several fields of
/// one name will do, wherever it stands, and the content type of the text is not looked at.
public enum SessionClient: CaseIterable, Sendable {
    /// Knows a file by the exact GUID, and wants a context.
    case aMSN
    /// Knows a file by AppID 2 and a context that it can read, never by the GUID; looks for INVITE anywhere.
    case kopete
    /// Looks at the AppID, then at the GUID in any case; reads fields spelled backwards; stores by session alone.
    case miranda
    /// Knows a file by the GUID in any case, braces or not; stores by session alone.
    case msnpSharp
    /// The official client: nothing is known, so either field will do, in any spelling.
    case official
    /// Knows a file by the exact GUID.
    case pidgin

    /// Whether it shows the user an offer of a file when this text is complete.
    public func isOffer(_ text: [UInt8]) -> Bool {
        let fields = SessionFields(client: self, list: FieldList(allLinesOf: text))
        return isInvitation(text) && isOffer(fields)
    }

    private func isOffer(_ fields: SessionFields) -> Bool {
        switch self {
        case .aMSN: fields.hasFileGUID && fields.contextCount > 0
        case .kopete: fields.hasFileApplication && fields.contextCount >= 24
        case .miranda: fields.hasFileApplication && fields.hasFileGUID
        case .msnpSharp, .pidgin: fields.hasFileGUID
        case .official: fields.hasFileApplication || fields.hasFileGUID
        }
    }

    private func isInvitation(_ text: [UInt8]) -> Bool {
        switch self {
        case .aMSN, .miranda, .msnpSharp, .pidgin:
            text.starts(with: Array("INVITE".utf8))
        case .kopete:
            text.firstRange(ofText: "INVITE") != nil
        case .official:
            lowercased(String(decoding: text.drop { $0 <= 0x20 }.prefix(6), as: UTF8.self)) == "invite"
        }
    }

    /// Whether it would write the data of this packet to a file, in a session that it takes for that of a file.
    func stores(_ packet: PeerPacket) -> Bool {
        guard packet.isData else { return false }
        switch (self, packet.flags) {
        case (.miranda, _), (.msnpSharp, _), (.official, _): return true
        case (.pidgin, .v1(let flags)): return flags & 0x20 != 0
        case (.pidgin, .v2): return true
        case (.aMSN, .v1), (.kopete, .v1): return packet.isMarkedAsFile
        case (.aMSN, .v2), (.kopete, .v2): return false
        }
    }

    /// Whether it knows version 2.
    var readsV2: Bool {
        switch self {
        case .aMSN, .kopete: false
        case .miranda, .msnpSharp, .official, .pidgin: true
        }
    }

    /// How it may put a message together.
    func puts(_ reading: Reading) -> Bool {
        switch self {
        case .aMSN, .kopete: reading.placement == .appended
        case .miranda, .pidgin: reading.placement == .lastCopy
        case .msnpSharp: reading.placement != .firstCopy
        case .official: true
        }
    }
}
