import MSNP
import PacketHeaders

/// One TCP connection: both directions, what they carry, and the standing verdict on it.
struct Flow {
    /// What is known of a flow as a whole, and decides its packets before anything is read in them.
    enum Standing {
        /// Its packets are read.
        case followed
        /// It carries nothing of ours, and its packets need not come to the queue.
        case released
        /// It carries nothing but a file: everything after the telling byte is dropped, bare resets excepted.
        case condemned(Judgement.Part)
        /// It is to be reset at both ends, on account of a transfer.
        case refused(Judgement.Part)
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

    /// An attempt to use the two ends for a new connection.
    struct Reopening {
        var direction: Connection.Direction
        var sequence: SequenceNumber
        var greeting: Stream.Greeting
    }

    let key: FlowKey
    /// A SYN that came when the connection was open already: it begins a new one if its receiver answers it, and changes
    /// nothing otherwise (RFC 5961, section 4).
    var reopening: Reopening?
    /// Whether the lesser end of the key opened the connection, or is taken to have.
    private(set) var originatorIsLow: Bool
    var standing = Standing.followed
    var phase: Phase
    var connection: Connection
    var streams: [2 of Stream] = .init(repeating: Stream())
    /// When a packet of the flow was last seen.
    var lastSeen: Duration
    /// The transfer whose file the connection carries, if it is a data connection.
    var dataConnection: TransferID?
    /// Whether the flow has been counted as MSN.
    var isCountedRecognized = false
    /// What the flow was last counted with in the sum of all stored bytes.
    var countedBytes = 0

    /// A flow that begins with `segment`: with a SYN from the originator, or in the middle.
    init(_ segment: TCPSegment, key: FlowKey, at time: Duration) {
        self.key = key
        lastSeen = time
        let sourceIsLow = segment.source == key.low
        if segment.flags.contains(.syn) {
            // A SYN with ACK is the second packet: its receiver opened the connection.
            originatorIsLow = sourceIsLow != segment.flags.contains(.ack)
            phase = .opening
            connection = Connection(originator: .client)
        } else {
            originatorIsLow = sourceIsLow
            phase = .open
            connection = Connection(originator: segment.looksLikeServer ? .server : .client)
        }
    }

    /// The direction in which a segment of this flow travels.
    func direction(of segment: TCPSegment) -> Connection.Direction {
        (segment.source == key.low) == originatorIsLow ? .originator : .responder
    }

    /// How much memory the flow takes beyond its own size.
    var storedBytes: Int {
        streams[0].storedBytes + streams[1].storedBytes + connection.storedBytes
    }

    /// Begins anew, as the connection that `reopening` asked for.
    mutating func restart(_ reopening: Reopening) {
        if reopening.direction == .responder { originatorIsLow.toggle() }
        standing = .followed
        phase = .opening
        connection = Connection(originator: .client)
        streams = .init(repeating: Stream())
        streams[0].greeting = reopening.greeting
        streams[0].begin(at: reopening.sequence + 1)
        self.reopening = nil
        dataConnection = nil
        isCountedRecognized = false
    }

    /// Whether the slot of the flow is free for another.
    private(set) var isVacant = false

    /// Gives up everything that the flow stores, and its slot.
    mutating func vacate() {
        connection = Connection(originator: .client)
        streams = .init(repeating: Stream())
        countedBytes = 0
        isVacant = true
    }

    /// Whether nothing must be remembered of the flow: it is foreign, without a hole, an edit, or an unacknowledged byte.
    var canBeReleased: Bool {
        connection.isForeign && streams[0].isIdle && streams[1].isIdle
    }
}

extension Stream {
    fileprivate var isIdle: Bool { copies.isEmpty && edits.isEmpty && record.isEmpty }
}

extension TCPSegment {
    /// A first guess for a connection joined in the middle, which its first plausible line corrects: servers listen on
    /// the lower port.
    fileprivate var looksLikeServer: Bool { source.port < destination.port }
}
