import MSNP
import PacketHeaders

/// What a flow is as a whole: the standing verdict on it, and the MSN connection that its two streams carry.
struct Conversation {
    /// What is known of a flow as a whole, and decides its packets before anything is read in them.
    enum Standing {
        /// Its packets are read.
        case followed
        /// It carries nothing of ours, and its packets need not come to the queue.
        case released
        /// It carries nothing but a file: everything after the telling byte is dropped, bare resets excepted.
        case condemned(Judgement.Part)
        /// It is to be reset at both ends, on account of a transfer. If bytes that should not have passed lie behind a
        /// hole, it stays shut: nothing that could fill it passes either.
        case refused(Judgement.Part, isShut: Bool)
        /// It is MSN, which a host of it may not use: everything from the telling byte on is dropped, bare resets excepted.
        case denied
    }

    /// How far the connection is from its beginning and its end.
    enum Phase: Equatable {
        /// No SYN has been answered yet.
        case opening
        /// Data may flow, or the beginning was not seen.
        case open
        /// A FIN, or a RST that a receiver heeds, has been seen. Further data still finds the same streams: either may
        /// have been meant for us alone.
        case closing
    }

    var key: FlowKey
    /// Whether the lesser end of the key opened the connection, or is taken to have.
    var originatorIsLow: Bool
    /// What the policy's groups say of it, and how many policies there had been then.
    var ruling = Ruling()
    var generation: UInt32 = 0
    /// The numbers of the interfaces by which packets of the two ends come in; 0 if not known.
    var interfaces: (originator: UInt32, responder: UInt32) = (0, 0)
    /// The session's count of changes when the groups were asked.
    var changesRuled: UInt32 = 0
    var standing = Standing.followed
    /// The standing verdict that begins when the packet at hand has been read.
    var upcoming: Standing?
    var phase: Phase
    var connection: Connection
    /// The transfer whose file the connection carries, if it is a data connection.
    var dataConnection: TransferID?
    /// Whether the flow has been counted as MSN.
    var isCountedRecognized = false

    /// A conversation that begins, or that is joined in the middle and whose sides are guessed; `isAnnounced` tells that a
    /// client was sent to its server.
    init(key: FlowKey, originatorIsLow: Bool, phase: Phase, originator side: Side, isAnnounced: Bool) {
        self.key = key
        self.originatorIsLow = originatorIsLow
        self.phase = phase
        connection = Connection(originator: side, isGuessed: phase != .opening, isAnnounced: isAnnounced)
    }
}
