/// What known clients make of a message that sets up a session.
struct SessionRequest {
    private let text: SessionText

    /// Nil for what no client takes for a request; the oldest looks for the word anywhere in the first line.
    init?(_ text: SessionText) {
        guard text.start.uppercased().contains("INVITE"), text.contentType.hasSuffix("sessionreqbody") else {
            return nil
        }
        self.text = text
    }

    static let fileTransfer = "{5D3E02AB-6190-11D3-BBBB-00C04F795683}"
    static let object = "{A4268EEC-FEC5-49E5-95C3-F126696BDBF6}"

    var session: UInt32? { text["SessionID"].flatMap { UInt32($0) } }

    /// The clients that would show this as the offer of a file.
    var clientsThatOffer: [SessionClient] { SessionClient.allCases.filter(offers) }

    /// Whether somebody asks for a display picture.
    var asksForPicture: Bool { text["EUF-GUID"] == Self.object && clientsThatOffer.isEmpty }

    private func offers(_ client: SessionClient) -> Bool {
        switch client {
        case .pidgin, .amsn: text["EUF-GUID"] == Self.fileTransfer
        case .msnpsharp: isFileGUID
        case .miranda: isFileGUID && isFileApplication
        case .kopete: isFileApplication && text["Context"] != nil
        case .official: isFileGUID || isFileApplication
        }
    }

    private var isFileGUID: Bool { text["EUF-GUID"]?.uppercased() == Self.fileTransfer }

    /// The number that the value begins with, as the C library reads it.
    private var isFileApplication: Bool {
        let digits = text["AppID"]?.drop { $0 == " " || $0 == "\t" || $0 == "0" || $0 == "+" }
        return digits?.prefix { $0.isASCII && $0.isNumber } == "2"
    }
}

/// Clients that decide differently whether a session is for a file.
enum SessionClient: String, CaseIterable {
    /// The GUID alone, in upper case.
    case pidgin
    case amsn
    /// The GUID in any case.
    case msnpsharp
    /// The application first, then the GUID in any case.
    case miranda
    /// The application and a context.
    case kopete
    /// Not known: taken to be content with either.
    case official
}
