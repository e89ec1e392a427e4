import MSNP
import PacketHeaders

/// One TCP connection in the flow table: its two ends, its two directions, and the conversation they make.
struct Flow {
    /// An attempt to use the two ends for a new connection.
    struct Reopening {
        var direction: Connection.Direction
        var greeting: Stream.Greeting
    }

    var key: FlowKey
    /// What the flow is as a whole.
    var conversation: Conversation
    var originator = Stream(.originator)
    var responder = Stream(.responder)
    /// Whether the lesser end of the key opened the connection, or is taken to have.
    var originatorIsLow: Bool
    /// A SYN that came when the connection was open already: it begins a new one if its receiver answers it, and changes
    /// nothing otherwise (RFC 5961, section 4).
    var reopening: Reopening?
    /// When a packet of the flow was last seen.
    var lastSeen: Duration
    /// How much memory the flow takes beyond its own size, as of its latest packet.
    var storedBytes = 0
    /// Whether the flow has shown to be MSN, as of its latest packet.
    ///
    /// Kept, like the one before, because the table asks with every packet: to ask the conversation costs a copy of it.
    var isConversation = false

    /// A flow that nothing is known of, to be woken as one that is.
    init(asleep key: FlowKey) {
        self.key = key
        originatorIsLow = true
        lastSeen = .zero
        conversation = Conversation(
            key: key,
            originatorIsLow: true,
            phase: .closing,
            originator: .client,
            isAnnounced: false
        )
    }

    /// A flow that begins with `segment`: with a SYN from the originator, or in the middle.
    init(_ segment: TCPSegment, key: FlowKey, knowing servers: ServerAddresses, at time: Duration) {
        self.key = key
        lastSeen = time
        let sourceIsLow = segment.source == key.low
        if segment.flags.contains(.syn) {
            // A SYN with ACK is the second packet: its receiver opened the connection.
            originatorIsLow = sourceIsLow != segment.flags.contains(.ack)
            let responder = originatorIsLow ? key.high : key.low
            let isAnnounced = servers.contains(responder, at: time)
            conversation = Conversation(
                key: key,
                originatorIsLow: originatorIsLow,
                phase: .opening,
                originator: .client,
                isAnnounced: isAnnounced
            )
        } else {
            originatorIsLow = sourceIsLow
            let isServer = servers.contains(segment.source, at: time)
            let isAnnounced = isServer || servers.contains(segment.destination, at: time)
            let side: Side = isServer || !isAnnounced && segment.looksLikeServer ? .server : .client
            conversation = Conversation(
                key: key,
                originatorIsLow: originatorIsLow,
                phase: .open,
                originator: side,
                isAnnounced: isAnnounced
            )
        }
    }

    /// Judges one segment of the flow, and edits its packet in place where that is the judgement; returns by how much the
    /// memory that the flow takes has grown.
    mutating func judge(
        _ packet: inout MutableSpan<UInt8>,
        _ segment: TCPSegment,
        into judgement: inout Judgement,
        in context: inout PacketClassifier.Context
    ) -> Int {
        lastSeen = context.time
        var direction = direction(of: segment)
        if segment.flags.contains(.syn), reopen(segment, direction, knowing: context.ledger.servers, at: context.time) {
            return 0
        }
        if conversation.settle(direction, in: &context) { direction = beginAnew(with: segment, in: &context) }
        switch direction {
        case .originator:
            conversation.judge(&packet, segment, &originator, &responder, into: &judgement, in: &context)
        case .responder:
            conversation.judge(&packet, segment, &responder, &originator, into: &judgement, in: &context)
        }
        let stored = originator.storedBytes + responder.storedBytes + conversation.connection.storedBytes
        defer { storedBytes = stored }
        isConversation = conversation.connection.isRecognized
        return stored - storedBytes
    }

    /// The end that opened the connection, or is taken to have, and the other one.
    var ends: (originator: Endpoint, responder: Endpoint) {
        originatorIsLow ? (key.low, key.high) : (key.high, key.low)
    }

    /// Whether both sides have sent something that was read.
    var isTwoSided: Bool { originator.hasSpoken && responder.hasSpoken }

    /// The direction in which a segment of this flow travels.
    ///
    /// In line by force: a call would be given a copy of the whole flow, with every packet.
    @inline(__always)
    private func direction(of segment: TCPSegment) -> Connection.Direction {
        (segment.source == key.low) == originatorIsLow ? .originator : .responder
    }

    /// Takes in a SYN of a flow that is open already; answers whether the segment passes for that reason alone.
    ///
    /// The two ends of a connection that has ended may be used for another one. That is so when the host that is asked
    /// agrees, and not before: a SYN that never reaches it must not make us read the stream from another place.
    private mutating func reopen(
        _ segment: TCPSegment,
        _ direction: Connection.Direction,
        knowing servers: ServerAddresses,
        at time: Duration
    ) -> Bool {
        guard conversation.phase != .opening, segment.payload.isEmpty else { return false }
        guard segment.flags.contains(.ack) else {
            reopening = Reopening(
                direction: direction,
                greeting: Stream.Greeting(segment)
            )
            return true
        }
        guard let reopening, reopening.direction == direction.reversed,
            segment.acknowledgement == reopening.greeting.sequence + 1
        else { return false }
        restart(reopening, isAnnounced: servers.contains(segment.source, at: time))
        conversation.synchronize(segment, &responder, &originator)
        return true
    }

    /// Takes the flow for one that is joined in the middle, with this segment: its hosts may use MSN again, and what was
    /// dropped meanwhile is still to come. Answers with the direction of the segment.
    private mutating func beginAnew(
        with segment: TCPSegment,
        in context: inout PacketClassifier.Context
    ) -> Connection.Direction {
        let stored = storedBytes
        self = Flow(segment, key: key, knowing: context.ledger.servers, at: context.time)
        storedBytes = stored
        let direction = direction(of: segment)
        _ = conversation.settle(direction, in: &context)
        return direction
    }

    /// Begins anew, as the connection that `reopening` asked for.
    private mutating func restart(_ reopening: Reopening, isAnnounced: Bool) {
        if reopening.direction == .responder { originatorIsLow.toggle() }
        conversation = Conversation(
            key: key,
            originatorIsLow: originatorIsLow,
            phase: .opening,
            originator: .client,
            isAnnounced: isAnnounced
        )
        originator = Stream(.originator)
        responder = Stream(.responder)
        originator.greeting = reopening.greeting
        originator.begin(at: reopening.greeting.sequence + 1)
        self.reopening = nil
    }
}

extension TCPSegment {
    /// A first guess for a connection joined in the middle, which its first plausible line corrects: servers listen on
    /// the lower port.
    fileprivate var looksLikeServer: Bool { source.port < destination.port }
}
