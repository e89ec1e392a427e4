/// What a stretch of a stream has brought, in the order of its bytes.
///
/// Indices count from the start of the span that was being read. An event holds numbers only: one is made for every
/// command, and copying it must cost nothing.
public enum StreamEvent: Sendable, Equatable {
    /// The stream is MSNP: a plausible command line was read where none was expected yet.
    case recognized
    /// The stream has gone `StreamReader.maximumSearch` bytes without anything of ours, or has begun with bytes that
    /// nothing of ours begins with.
    case foreign
    /// The command line just read sends the client to another server, which has this IPv4 address, read in network byte
    /// order, and this port.
    case server(address: UInt32, port: UInt16)
    /// These bytes are payload that decides nothing.
    case harmless(Range<Int>)
    /// A command line that cannot be followed, and is passed over.
    case malformed
    /// The cookie of an invitation; `Connection.answer` must be called before anything more is read.
    case cookie(UInt32)
    /// The session that a P2P packet belongs to; `Connection.answerSession` should be called before anything more is read.
    case session(UInt32)
    /// The byte just read makes the message this step of a transfer; `Connection.finding` has what is known of it.
    case told(TransferStage)
    /// Another part begins of a message that was told to be this step of a transfer.
    case resumed(TransferStage)
    /// The bytes at these indices, all of them read and at least one, must leave as this one, if the transfer is to be
    /// declined.
    case overwrite(at: Range<Int>, with: UInt8)
    /// The byte at this index must leave as another one, so that an acknowledgement says that an offer was not delivered:
    /// see `Connection.denyDelivery`.
    case denial(at: Int, with: UInt8)
    /// All of a message, or a packet, that belongs to a transfer has been read; `Connection.finding` has it.
    case ended
    /// All of a text invitation has been read, which invites to this.
    case invitation(InvitationKind)
    /// All of an MSNSLP message has been read; `Connection.finding` has it.
    case sessionMessage
    /// The footer of a packet that has been read tells that its session carries a file.
    case fileSession(UInt32)
    /// The byte just read makes the connection one that carries a file by MSNFTP.
    case dataConnection
    /// The stream is one direction of a direct connection between two clients; its beginning was seen if it `isOpened` here.
    case directConnection(isOpened: Bool)
    /// The nonce of a direct connection has been read; `Connection.nonce` has it.
    case nonce
    /// A line of a data connection tells of its file; `Connection.dataConnectionDetail` has it.
    case dataConnectionDetail
    /// A line of HTTP was read where a stream begins: what follows is read as HTTP.
    case tunnel
    /// A request to the HTTP gateway begins.
    case gatewayRequest
    /// What is read next belongs to another session of the gateway, or the one that was read is at rest:
    /// `Connection.exchangeTalk` must be called before anything more is read.
    case gatewaySession
    /// The byte at this index, the one just read, must leave as another one, on no transfer's account: so that what is
    /// answered can be read, and has one reading.
    case adjust(at: Int, with: UInt8)
    /// A body of the gateway is compressed, and cannot be read.
    case unreadable
}
