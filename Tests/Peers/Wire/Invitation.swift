/// The fields of an invitation as they arrived, and what the known clients would make of them.
struct Invitation {
    private let fields: [Field]

    init(body: String) {
        fields = Field.list(body.split(separator: "\r\n" as Character))
    }

    /// The offer of `file`, as clients before the sixth version make it.
    static func offer(_ file: File, cookie: Int) -> [Field] {
        [
            Field(name: "Application-Name", value: "File Transfer"),
            Field(name: "Application-GUID", value: fileTransfer),
            Field(name: "Invitation-Command", value: "INVITE"),
            Field(name: "Invitation-Cookie", value: "\(cookie)"),
            Field(name: "Application-File", value: file.name),
            Field(name: "Application-FileSize", value: "\(file.size)"),
        ]
    }

    /// The receiver's consent.
    static func consent(cookie: Int) -> [Field] {
        [
            Field(name: "Invitation-Command", value: "ACCEPT"),
            Field(name: "Invitation-Cookie", value: "\(cookie)"),
            Field(name: "Launch-Application", value: "FALSE"),
            Field(name: "Request-Data", value: "IP-Address:"),
        ]
    }

    /// The sender's answer to it: where the file can be had.
    ///
    /// `PortX` is the port XOR 0x3141.
    static func place(_ endpoint: Endpoint, cookie: Int, authentication: Int) -> [Field] {
        [
            Field(name: "Invitation-Command", value: "ACCEPT"),
            Field(name: "Invitation-Cookie", value: "\(cookie)"),
            Field(name: "IP-Address", value: endpoint.address),
            Field(name: "Port", value: "\(endpoint.port)"),
            Field(name: "PortX", value: "\(endpoint.port ^ 0x3141)"),
            Field(name: "AuthCookie", value: "\(authentication)"),
            Field(name: "Launch-Application", value: "FALSE"),
            Field(name: "Request-Data", value: "IP-Address:"),
        ]
    }

    /// Which of the known clients would show this as the offer of a file.
    var clientsThatOffer: [KnownClient] {
        KnownClient.allCases.filter(offers)
    }

    /// The offered file; a client that forgives a missing size takes it for an empty file.
    var file: File {
        File(name: lenient("Application-File") ?? "", size: lenient("Application-FileSize").flatMap(Int.init) ?? 0)
    }

    /// The number that holds the parts of one invitation together.
    var cookie: Int? { lenient("Invitation-Cookie").flatMap(Int.init) }

    /// Whether this is the receiver's consent: an ACCEPT that names no place.
    var isConsent: Bool { exact("Invitation-Command") == "ACCEPT" && place == nil }

    /// Where to fetch the file, if any known client would go there: these three fields suffice for the laxest.
    var place: (endpoint: Endpoint, authentication: Int)? {
        guard let address = lenient("IP-Address"), let port = lenient("Port").flatMap({ UInt16($0) }),
            let authentication = lenient("AuthCookie").flatMap({ Int($0) })
        else { return nil }
        return (Endpoint(address: address, port: port), authentication)
    }

    private static let fileTransfer = "{5D3E02AB-6190-11d3-BBBB-00C04F795683}"

    private func offers(_ client: KnownClient) -> Bool {
        switch client {
        case .amsn:
            exact("Invitation-Command") == "INVITE" && exact("Application-GUID") == Self.fileTransfer
        case .bitlbee:
            exact("Application-GUID") == Self.fileTransfer && exact("Application-File") != nil
                && exact("Application-FileSize") != nil && cookie != nil
        case .miranda:
            lenient("Application-Name") != nil && lenient("Application-File") != nil
                && lenient("Application-FileSize") != nil
        case .official:
            lenient("Application-GUID")?.uppercased() == Self.fileTransfer.uppercased()
        }
    }

    private func exact(_ name: String) -> String? {
        fields.first { $0.name == name }?.value
    }

    private func lenient(_ name: String) -> String? {
        fields.first { $0.name.lowercased() == name.lowercased() }?.value
    }
}

/// Clients that decide differently whether an invitation offers a file.
enum KnownClient: String, CaseIterable {
    /// Command INVITE and the GUID, in the usual spelling.
    case amsn
    /// The GUID in the usual spelling, with file, size and cookie.
    case bitlbee
    /// The presence of name, file and size alone; field names in any case.
    case miranda
    /// The GUID in any case.
    case official
}
