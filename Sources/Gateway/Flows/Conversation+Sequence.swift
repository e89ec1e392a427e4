import MSNP
import PacketHeaders

/// The one reading of sequence numbers, control bits and options that all flows are judged by.
///
/// - A SYN while none has been answered begins the stream anew; the answer tells which of several counted. Data that comes
///   with it is read like any other (RFC 7413).
/// - A SYN later on changes nothing until the other side answers it with a SYN of its own; then both streams begin anew.
///   The two SYNs of a simultaneous or split opening each begin their own direction.
/// - A FIN or a RST ends nothing, it only shortens the time for which a silent flow is remembered; a RST does so only if it
///   stands exactly where its receiver expects it (RFC 5961, section 3).
/// - Urgent data is data (RFC 6093): the mark is taken off.
/// - Timestamps, signatures and window scales count if the SYNs agreed on them.
extension Conversation {
    /// Takes in what a segment says of the beginning and the end of the connection.
    mutating func synchronize(_ segment: TCPSegment, _ own: inout Stream, _ peer: inout Stream) {
        if segment.flags.contains(.syn) {
            segment.flags.contains(.ack) ? answerGreeting(segment, &own, &peer) : greet(segment, &own)
        } else if own.next == nil, !segment.payload.isEmpty {
            own.begin(at: segment.payloadSequence)
        }
        if segment.flags.contains(.fin) {
            own.endOfStream = segment.end
            phase = .closing
        }
        if segment.flags.contains(.rst), own.expects(segment.sequence) { phase = .closing }
    }

    private mutating func greet(_ segment: TCPSegment, _ own: inout Stream) {
        guard phase == .opening, own.greeting?.sequence != segment.sequence else { return }
        own.greeting = Stream.Greeting(segment)
        begin(&own, at: segment.sequence + 1)
    }

    /// Begins a stream at another place than before: what was read there with a SYN belongs to no connection.
    private mutating func begin(_ stream: inout Stream, at position: SequenceNumber) {
        if !stream.copies.isEmpty { begin() }
        stream.begin(at: position)
    }

    private mutating func begin() {
        connection = Connection(originator: .client, isGuessed: false, isAnnounced: connection.isAnnounced)
    }

    /// A SYN that answers one: of several SYNs the one that is acknowledged here counts.
    private mutating func answerGreeting(_ segment: TCPSegment, _ own: inout Stream, _ peer: inout Stream) {
        guard phase == .opening else { return }
        if !peer.hasJudged(upTo: segment.acknowledgement) { begin(&peer, at: segment.acknowledgement) }
        own.greeting = Stream.Greeting(segment)
        if own.copies.isEmpty { own.begin(at: segment.sequence + 1) }
        phase = .open
    }

    /// Whether an honest receiver would take nothing of the segment, and why.
    ///
    /// `mutating` although it changes nothing: with every packet the compiler would copy the whole conversation for a
    /// function that promises not to.
    mutating func refusal(of segment: TCPSegment, _ own: inout Stream, _ peer: inout Stream) -> Reason? {
        if segment.flags.contains(.syn), phase != .opening { return .outsideWindow }
        if own.isBeyondWindow(segment.payloadSequence) { return .outsideWindow }
        guard let greeting = own.greeting else { return nil }
        if segment.options.isSigned, !greeting.isSigned { return .unexpectedSignature }
        let agreedOnTimestamps = greeting.hasTimestamps && peer.greeting?.hasTimestamps == true
        guard agreedOnTimestamps, let timestamp = segment.options.timestamp, own.isOutdated(timestamp) else {
            return nil
        }
        // A late copy of what has been judged says nothing new, and its receiver answers it: the sender may wait for that.
        let end = segment.payloadSequence + segment.payload.count
        return own.next.map { $0.isBefore(end) } ?? true ? .outdated : nil
    }

    /// Takes in what a segment acknowledges of the other direction.
    static func acknowledge(_ segment: TCPSegment, _ own: inout Stream, _ peer: inout Stream, at time: Duration) {
        // Of a segment that its receiver does not take nothing counts (RFC 5961, section 5).
        guard segment.flags.contains(.ack), !segment.flags.contains(.rst), !own.isBeyondWindow(segment.sequence)
        else { return }
        var acknowledged = segment.acknowledgement
        if acknowledged == peer.endOfStream { acknowledged = acknowledged + -1 }
        peer.acknowledge(acknowledged, window: window(of: segment, &own, &peer), at: time)
        if let echo = segment.options.timestampEcho { peer.note(echo: echo) }
    }

    /// The window that a segment announces, in bytes. The window of a SYN is not shifted, others are if both SYNs asked
    /// for it (RFC 7323, section 2.2); where a SYN was not seen the largest shift is taken, so that nothing honest lies
    /// outside.
    private static func window(of segment: TCPSegment, _ own: inout Stream, _ peer: inout Stream) -> Int {
        guard !segment.flags.contains(.syn) else { return Int(segment.window) }
        guard let greeting = own.greeting, let other = peer.greeting else { return Int(segment.window) << 14 }
        guard let shift = greeting.windowShift, other.windowShift != nil else { return Int(segment.window) }
        return Int(segment.window) << Int(shift)
    }
}
