/// One example by its name, with what is known about it.
public struct Example: Sendable, CustomStringConvertible {
    /// The name, such as `E12`.
    public let name: String
    /// What it is, in a few words.
    public let title: String
    /// Who sends the bytes, the client or the server of MSNP; nil where both speak, or on a connection of two clients.
    public let sender: Side?
    /// Where the bytes go.
    public let carrier: Carrier
    /// Whether the message by itself shows that it belongs to a file transfer.
    public let showsTransfer: Bool
    /// The bytes.
    public let bytes: [UInt8]

    /// The kind of connection that carries an example.
    public enum Carrier: Sendable {
        /// A connection to the notification server.
        case notification
        /// A connection to a switchboard.
        case switchboard
        /// A connection between two clients.
        case peers
        /// A connection to the HTTP gateway.
        case tunnel
    }

    /// The name and the title.
    public var description: String { "\(name) \(title)" }

    init(
        _ name: String,
        _ title: String,
        _ sender: Side?,
        _ carrier: Carrier,
        showsTransfer: Bool = false,
        _ bytes: [UInt8]
    ) {
        self.name = name
        self.title = title
        self.sender = sender
        self.carrier = carrier
        self.showsTransfer = showsTransfer
        self.bytes = bytes
    }
}
