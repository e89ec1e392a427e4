/// One client that would show an offer of a file.
public struct SessionOffer: Hashable, Sendable {
    /// Who would show it.
    public let client: SessionClient
    /// The number of the session, if the text tells one.
    public let session: UInt32?
}

/// Data of a session as they arrived: not zero throughout, and not marked as an error.
public struct DataChunk: Hashable, Sendable {
    /// Why somebody would take them for data of a file.
    public enum Ground: Hashable, Sendable {
        /// An offer with this session arrived, or the receiver was told of it.
        case session
        /// The packet's own flags.
        case flags
        /// Its footer, which stands behind the data.
        case footer
    }

    /// The session, never 0.
    public let session: UInt32
    /// The data.
    public let bytes: [UInt8]
    /// All grounds; none for data of a picture.
    public let grounds: Set<Ground>
    /// The clients that would write them to a file, were the session that of a file.
    public let clients: Set<SessionClient>
}
