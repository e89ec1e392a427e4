/// A step in the life of a file transfer.
public enum TransferStage: UInt8, Sendable, CaseIterable {
    /// A file is offered.
    case invite
    /// The offer is accepted, or one side tells where it listens.
    case accept
    /// The one to whom it is offered says no.
    case decline
    /// The offer or the transfer is called off.
    case cancel
    /// The file itself, or the opening of a connection that will carry it.
    case data
    /// All of the file has come.
    case finish
}

/// The family of protocols that a transfer belongs to (reference, section 0.3).
public enum TransferKind: UInt8, Sendable, CaseIterable {
    /// Text invitations and a data connection of their own (reference, sections 4 and 5).
    case msnftp
    /// MSNSLP sessions over the P2P layer (reference, sections 6 and 7).
    case msnslp
}

/// What a message that belongs to a transfer has told.
public enum Finding: Sendable, Equatable {
    /// A text invitation.
    case invitation(Invitation)
    /// An MSNSLP message.
    case session(SessionMessage)
    /// Data of a session; its number is 0 where it was not read, its kind nil where it is not known.
    case data(session: UInt32, kind: SessionKind?)
}

/// What a transfer travels on.
public enum TransferCarrier: UInt8, Sendable, CaseIterable {
    /// A switchboard `MSG`.
    case switchboard
    /// An `SDG`, `UUN` or `UBN` on a notification server.
    case notificationServer
    /// An MSNFTP data connection.
    case msnftpData
    /// A direct connection between two clients, over which they go on with their sessions.
    case direct
    /// The bodies of HTTP messages, to and from a gateway of the servers.
    case http
}

/// What is known of one transfer; every text is the peer's, bounded, and nil until told.
public struct TransferDetails: Sendable, Equatable {
    /// The protocol family.
    public var kind: TransferKind
    /// What the packet at hand travelled on.
    public var carrier: TransferCarrier
    /// The account that offers the file.
    public var from: String?
    /// The account, or accounts, that it is offered to.
    public var to: String?
    /// The file's name.
    public var file: String?
    /// The file's size in bytes.
    public var size: UInt64?

    /// A transfer of which nothing else is known yet.
    public init(kind: TransferKind, carrier: TransferCarrier) {
        self.kind = kind
        self.carrier = carrier
    }
}
