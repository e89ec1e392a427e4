/// A tolerant reader of one direction of a connection to the HTTP gateway: the MSNP within it, session by session.
public struct TunnelReceiver: Sendable {
    /// The readers of the streams inside, by the part of the session's name before the dot; what opens a session, which
    /// has no name yet, is under an empty one.
    public private(set) var inner: [String: Receiver] = [:]
    /// How many messages of the gateway came, those with empty bodies too.
    public private(set) var messageCount = 0
    /// How many of them had a body in some other encoding, which this reader cannot open.
    public private(set) var encodedCount = 0

    private let sender: Side
    private let cookies: Set<String>
    private let fileSessions: Set<UInt32>
    private var unread: [UInt8] = []

    /// A reader of what `sender` says, who knows these invitations and sessions.
    public init(of sender: Side, knowing cookies: Set<String> = [], fileSessions: Set<UInt32> = []) {
        self.sender = sender
        self.cookies = cookies
        self.fileSessions = fileSessions
    }

    /// A reader of a whole stream.
    public init(of sender: Side, reading stream: [UInt8], knowing cookies: Set<String> = []) {
        self.init(of: sender, knowing: cookies)
        read(stream)
    }

    /// How many bytes wait for the rest of their message.
    public var unreadCount: Int { unread.count }

    /// More bytes of the stream arrive.
    public mutating func read(_ bytes: [UInt8]) {
        unread += bytes
        var rest = unread[...]
        while let message = HTTPMessage(takenFrom: &rest) {
            read(message)
        }
        unread = Array(rest)
    }

    private mutating func read(_ message: HTTPMessage) {
        guard let session = session(of: message) else { return }
        messageCount += 1
        guard message.header.values("Content-Encoding").isEmpty else {
            encodedCount += 1
            return
        }
        var receiver =
            inner.removeValue(forKey: session) ?? Receiver(of: sender, knowing: cookies, fileSessions: fileSessions)
        receiver.read(message.body)
        inner[session] = receiver
    }

    /// The session that the message belongs to; nil if it is none of the gateway's.
    private func session(of message: HTTPMessage) -> String? {
        switch sender {
        case .client:
            guard let query = message.startLine.split(separator: " ").dropFirst().first?.split(separator: "?"),
                query.count == 2, lowercased(String(query[0])).hasSuffix("gateway.dll")
            else { return nil }
            return Self.key(query[1].split(separator: "&").map(String.init))
        case .server:
            return message.header.values("X-MSN-Messenger").first.map { value in
                Self.key(value.split(whereSeparator: { $0 == ";" || $0 == " " }).map(String.init))
            }
        }
    }

    private static func key(_ pairs: [String]) -> String {
        let value = pairs.first { lowercased($0).hasPrefix("sessionid=") }.map { $0.dropFirst(10) }
        return String(value?.prefix { $0 != "." } ?? "")
    }
}
