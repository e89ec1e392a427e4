/// One of the two ends of a conversation.
public enum Side: Hashable, CaseIterable, Sendable {
    /// The end that opened the connection.
    case client
    /// The end that was listening.
    case server

    /// The end across.
    public var other: Side {
        self == .client ? .server : .client
    }
}
