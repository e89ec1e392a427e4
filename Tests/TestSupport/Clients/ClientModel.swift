/// What known clients do with a message of type text/x-msmsgsinvite that reaches them.
///
/// Where a client's habits are not known in detail the model is the more willing: what none of the models acts on,
/// no client acts on. Fields are looked for in the whole body and any of several with one name will do.
public enum ClientModel: CaseIterable, Sendable {
    /// Knows an offer by its command and the exact GUID.
    case aMSN
    /// Knows an offer by its command, the exact GUID, file, size and cookie.
    case bitlBee
    /// Knows an offer by the names of three fields, and looks at neither GUID nor command; reads fields spelled
    /// backwards too.
    case miranda
    /// The official client: knows an offer by its command and the GUID in any case, with or without braces.
    case official

    /// What a client does next.
    public enum Reaction: Hashable, Sendable {
        /// Nothing that a transfer could come of.
        case nothing
        /// Shows the user an offer of a file of this name, empty if it was not told.
        case offers(file: String)
        /// Goes on with a transfer that it has offered or accepted itself, by the cookie.
        case continues(cookie: String)
        /// Opens a connection to the address and port that were told.
        case connects(address: String, port: String)
    }

    /// What the client does when this payload of a `MSG` arrives.
    ///
    /// `cookies` are those of the invitations that it has sent or was shown.
    public func reaction(to payload: [UInt8], knowing cookies: Set<String> = []) -> Reaction {
        reaction(to: ReceivedMessage(payload: payload), knowing: cookies)
    }

    func reaction(to message: ReceivedMessage, knowing cookies: Set<String>) -> Reaction {
        guard message.isInvitation else { return .nothing }
        let fields = InvitationFields(client: self, list: FieldList(allLinesOf: message.body))
        if isOffer(fields) {
            return .offers(file: fields.values("Application-File").first ?? "")
        }
        return reaction(toAcceptance: fields, knowing: cookies)
    }

    private func isOffer(_ fields: InvitationFields) -> Bool {
        switch self {
        case .aMSN:
            fields.hasCommand("INVITE") && fields.hasFileGUID
        case .bitlBee:
            fields.hasCommand("INVITE") && fields.hasFileGUID
                && fields.has("Application-File", "Application-FileSize", "Invitation-Cookie")
        case .miranda:
            fields.has("Application-Name", "Application-File", "Application-FileSize")
        case .official:
            fields.hasCommand("INVITE") && fields.hasFileGUID
        }
    }

    private func reaction(toAcceptance fields: InvitationFields, knowing cookies: Set<String>) -> Reaction {
        let isAcceptance = fields.hasCommand("ACCEPT")
        let cookie = fields.values("Invitation-Cookie").first(where: cookies.contains)
        let isCallable = fields.has("IP-Address", "Port", "AuthCookie")
        if isCallable, self == .miranda || isAcceptance,
            let address = fields.values("IP-Address").first, let port = fields.values("Port").first
        {
            return .connects(address: address, port: port)
        }
        guard isAcceptance, let cookie else { return .nothing }
        return .continues(cookie: cookie)
    }
}

/// The fields of an invitation as one client finds them.
private struct InvitationFields {
    let client: ClientModel
    let list: FieldList

    private static let fileGUID = "5D3E02AB-6190-11d3-BBBB-00C04F795683"

    func values(_ name: String) -> [String] {
        switch client {
        case .aMSN, .bitlBee: list.values(exactly: name)
        case .official: list.values(name)
        case .miranda: list.values(name) + list.values(reversed(name)).map(reversed)
        }
    }

    func has(_ names: String...) -> Bool {
        names.allSatisfy { !values($0).isEmpty }
    }

    func hasCommand(_ command: String) -> Bool {
        values("Invitation-Command").contains { value in
            switch client {
            case .aMSN, .bitlBee, .miranda: value == command
            case .official: lowercased(value) == lowercased(command)
            }
        }
    }

    var hasFileGUID: Bool {
        values("Application-GUID").contains { value in
            switch client {
            case .aMSN, .bitlBee: value == "{\(Self.fileGUID)}"
            case .miranda, .official: ["{\(guid)}", guid].contains(lowercased(value))
            }
        }
    }

    private var guid: String { lowercased(Self.fileGUID) }

    private func reversed(_ text: String) -> String {
        String(text.reversed())
    }
}
