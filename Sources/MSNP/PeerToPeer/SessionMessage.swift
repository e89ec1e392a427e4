/// What an MSNSLP message has told so far (reference, section 6). Of a field that comes twice the first counts.
public struct SessionMessage: Sendable, Equatable {
    /// What a message asks or answers.
    public enum Method: Sendable, Equatable {
        /// A session, or a connection for one, is offered.
        case invite
        /// The session ends.
        case bye
        /// An address is told by another way.
        case ack
        /// An answer with its code; 0 if it has none that can be read.
        case status(UInt16)
        /// Anything else.
        case other
    }

    /// What the first line says; nil until it has been read, or if it was not seen.
    public internal(set) var method: Method?
    /// The account of the one who sends it.
    public internal(set) var from: String?
    /// The account of the one that it is for.
    public internal(set) var to: String?
    /// What ties the messages about one session together.
    public internal(set) var callID: GUID?
    /// What ties a question and its answer together.
    public internal(set) var branch: GUID?
    /// The number that the packets of the session carry.
    public internal(set) var sessionID: UInt32?
    /// What the session is for.
    public internal(set) var kind: SessionKind?
    /// The name of the file, at most 260 characters of it.
    public internal(set) var file: String?
    /// The size of the file or object in bytes.
    public internal(set) var size: UInt64?
    /// Whether it is about the connection for a session, not about the session itself.
    public internal(set) var isTransport = false
    /// Whether the sender listens for a direct connection; nil if it does not say.
    public internal(set) var isListening: Bool?
    /// What the connecting side will show on a direct connection.
    public internal(set) var nonce: GUID?
    /// The beginning of the SHA-1 of what the connecting side will show.
    public internal(set) var hashedNonce: GUID?
    /// The addresses and ports told so far.
    var places = SessionListeners()

    /// Where the sender says it listens, at most sixteen places.
    public var listeners: [SessionListener] { places.all }

    /// As much of a value as is kept: an account has up to 129 letters, a list of addresses somewhat more.
    static let maximumValue = 512

    init() {}

    /// How many bytes of text and addresses are kept.
    var storedBytes: Int {
        [from, to, file].reduce(places.storedBytes) { $0 + ($1?.utf8.count ?? 0) }
    }
}

extension SessionMessage {
    private static let accountPrefix: StaticASCII = "msnmsgr:"
    private static let transportPrefix: StaticASCII = "application/x-msnmsgr-trans"
    private static let trueWord: StaticASCII = "true"

    /// Takes in the value of a field, as bytes without blanks around them.
    mutating func set(_ field: SessionField, to value: Span<UInt8>) {
        let whole = 0..<value.count
        switch field {
        case .identifier, .application, .context: break
        case .startLine: method = method ?? Method(value)
        case .to: to = to ?? Self.account(value)
        case .from: from = from ?? Self.account(value)
        case .via: branch = branch ?? Self.branch(value)
        case .callID: callID = callID ?? GUID(value)
        case .sessionID: sessionID = sessionID ?? value.leadingNumber(in: whole)
        case .contentType: isTransport = isTransport || value.hasPrefix(Self.transportPrefix, in: whole)
        case .listening: isListening = isListening ?? value.equals(Self.trueWord, in: whole)
        case .nonce: nonce = nonce ?? GUID(value)
        case .hashedNonce: hashedNonce = hashedNonce ?? GUID(value)
        case .addresses(let network): places.add(addresses: value, of: network)
        case .port(let network): places.set(port: value.leadingNumber(in: whole), of: network)
        case .endpoints: places.add(endpoints: value)
        }
    }

    /// The account in `<msnmsgr:bob@example.com;{guid}>`.
    private static func account(_ value: Span<UInt8>) -> String? {
        var start = value.count > 0 && value[0] == 0x3C ? 1 : 0
        if value.hasPrefix(accountPrefix, in: start..<value.count) { start += accountPrefix.count }
        let end = (start..<value.count).first { value[$0] == ASCII.semicolon || value[$0] == 0x3E } ?? value.count
        return start < end ? value.text(start..<end) : nil
    }

    /// The GUID in `MSNSLP/1.0/TLP ;branch={guid}`.
    private static func branch(_ value: Span<UInt8>) -> GUID? {
        guard let sign = (0..<value.count).last(where: { value[$0] == 0x3D }) else { return nil }
        return GUID(value.extracting(sign + 1..<value.count))
    }
}

extension SessionMessage.Method {
    private static let inviteWord: StaticASCII = "invite"
    private static let byeWord: StaticASCII = "bye"
    private static let ackWord: StaticASCII = "ack"
    private static let version: StaticASCII = "msnslp/"

    /// The method of a first line; clients differ in the case and in the number of blanks.
    init(_ line: Span<UInt8>) {
        let end = (0..<line.count).first { line[$0].isBlank } ?? line.count
        let rest = line.trimmed(end..<line.count)
        if line.equals(Self.inviteWord, in: 0..<end) {
            self = .invite
        } else if line.equals(Self.byeWord, in: 0..<end) {
            self = .bye
        } else if line.equals(Self.ackWord, in: 0..<end) {
            self = .ack
        } else {
            let isAnswer = line.hasPrefix(Self.version, in: 0..<end)
            self = isAnswer ? .status(line.leadingNumber(in: rest) ?? 0) : .other
        }
    }
}
