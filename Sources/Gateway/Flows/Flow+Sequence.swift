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
extension Flow {
    /// Takes in what a segment says of the beginning and the end of the connection.
    mutating func synchronize(_ segment: TCPSegment, _ direction: Connection.Direction) {
        let index = Int(direction.rawValue)
        if segment.flags.contains(.syn) {
            segment.flags.contains(.ack) ? answerGreeting(segment, direction) : greet(segment, direction)
        } else if streams[index].next == nil, !segment.payload.isEmpty {
            streams[index].begin(at: segment.payloadSequence)
            connection.skipUnseen(direction)
        }
        if segment.flags.contains(.fin) {
            streams[index].endOfStream = segment.end
            phase = .closing
        }
        if segment.flags.contains(.rst), isHeeded(segment, streams[index]) { phase = .closing }
    }

    private mutating func greet(_ segment: TCPSegment, _ direction: Connection.Direction) {
        let index = Int(direction.rawValue)
        guard phase == .opening else { return }
        streams[index].greeting = Stream.Greeting(segment.options)
        streams[index].begin(at: segment.sequence + 1)
    }

    /// A SYN that answers one: of several SYNs the one that is acknowledged here counts.
    private mutating func answerGreeting(_ segment: TCPSegment, _ direction: Connection.Direction) {
        let (own, others) = (Int(direction.rawValue), Int(direction.reversed.rawValue))
        guard phase == .opening else { return }
        if streams[others].copies.isEmpty, streams[others].next != segment.acknowledgement {
            streams[others].begin(at: segment.acknowledgement)
        }
        streams[own].greeting = Stream.Greeting(segment.options)
        if streams[own].copies.isEmpty { streams[own].begin(at: segment.sequence + 1) }
        phase = .open
    }

    /// Takes in a SYN of a flow that is open already; answers whether the segment passes for that reason alone.
    ///
    /// The two ends of a connection that has ended may be used for another one. That is so when the host that is asked
    /// agrees, and not before: a SYN that never reaches it must not make us read the stream from another place.
    mutating func reopen(_ segment: TCPSegment, _ direction: Connection.Direction) -> Bool {
        guard segment.flags.contains(.syn), phase != .opening, segment.payload.isEmpty else { return false }
        guard segment.flags.contains(.ack) else {
            reopening = Reopening(
                direction: direction,
                sequence: segment.sequence,
                greeting: Stream.Greeting(segment.options)
            )
            return true
        }
        guard let reopening, reopening.direction == direction.reversed,
            segment.acknowledgement == reopening.sequence + 1
        else { return false }
        restart(reopening)
        synchronize(segment, .responder)
        return true
    }

    private func isHeeded(_ segment: TCPSegment, _ stream: Stream) -> Bool {
        segment.sequence == stream.next || segment.sequence == stream.acknowledged
    }

    /// Whether an honest receiver would take nothing of the segment, and why.
    func refusal(of segment: TCPSegment, _ direction: Connection.Direction) -> Reason? {
        let stream = streams[Int(direction.rawValue)]
        if segment.flags.contains(.syn), phase != .opening { return .outsideWindow }
        if stream.isBeyondWindow(segment.payloadSequence) { return .outsideWindow }
        guard let greeting = stream.greeting else { return nil }
        if segment.options.isSigned, !greeting.isSigned { return .unexpectedSignature }
        if let timestamp = segment.options.timestamp, agreedOnTimestamps, stream.isOutdated(timestamp) {
            return .outdated
        }
        return nil
    }

    private var agreedOnTimestamps: Bool {
        streams[0].greeting?.hasTimestamps == true && streams[1].greeting?.hasTimestamps == true
    }

    /// Takes in what a segment acknowledges of the other direction.
    mutating func acknowledge(
        _ segment: TCPSegment,
        _ direction: Connection.Direction,
        into judgement: inout Judgement,
        in context: inout PacketClassifier.Context
    ) {
        guard segment.flags.contains(.ack), !segment.flags.contains(.rst) else { return }
        let index = Int(direction.reversed.rawValue)
        var acknowledged = segment.acknowledgement
        if acknowledged == streams[index].endOfStream { acknowledged = acknowledged + -1 }
        if let next = streams[index].next, next.isBefore(acknowledged) {
            skipUnseen(to: acknowledged, direction.reversed, into: &judgement, in: &context)
        }
        streams[index].acknowledge(acknowledged, window: window(of: segment, direction))
    }

    /// The window that a segment announces, in bytes. The window of a SYN is not shifted, others are if both SYNs asked
    /// for it (RFC 7323, section 2.2); where a SYN was not seen the largest shift is taken, so that nothing honest lies
    /// outside.
    private func window(of segment: TCPSegment, _ direction: Connection.Direction) -> Int {
        guard !segment.flags.contains(.syn) else { return Int(segment.window) }
        guard let own = streams[Int(direction.rawValue)].greeting,
            let other = streams[Int(direction.reversed.rawValue)].greeting
        else { return Int(segment.window) << 14 }
        guard let shift = own.windowShift, other.windowShift != nil else { return Int(segment.window) }
        return Int(segment.window) << Int(shift)
    }
}
