/// The two ends of an MSN connection, by the part they play in the protocol and not by who opened it.
public enum Side: UInt8, Sendable, CaseIterable {
    /// The program of a user.
    case client
    /// A dispatch server, notification server or switchboard.
    case server

    /// The one that is not this one.
    public var other: Side {
        self == .client ? .server : .client
    }
}
