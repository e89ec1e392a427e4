import MSNP
import PacketHeaders

/// One direction of a flow: how far it has been judged, and what must be remembered of it.
///
///      acknowledged │ first copies │ hole │ recorded │ hole │ recorded
///     ──────────────┼──────────────┼──────┼──────────┼──────┼──────────▶ sequence numbers
///               copies.start     next                             windowEnd
///
/// - Before `next` every byte has been judged. What the peer has not acknowledged of it is in `copies`, and `edits` holds
///   every byte that was overwritten or stopped; a segment that repeats any of it leaves with those bytes.
/// - Behind `next` what has passed is in `record`, and is judged when the hole before it is filled.
/// - What lies before `copies.start` and is not acknowledged was never judged: the stream began behind it.
struct Stream {
    let direction: Connection.Direction
    /// The position of the first byte that has not been judged; nil before the first segment.
    var next: SequenceNumber?
    /// What passed first and is not acknowledged.
    var copies = FirstCopies(at: SequenceNumber(0))
    /// The bytes that must not pass as they came.
    var edits = Edits()
    /// What passed behind a hole.
    var record = HoleRecord()
    /// Since when bytes have come behind a hole; nil if there is none.
    var holeSince: Duration?
    /// The step of a transfer in the middle of which the stream stands.
    var open: TransferStep?
    /// What was answered last about a session; nil before the first question.
    var answer: SessionAnswer?
    /// The highest position that the peer has acknowledged; nil if none was seen.
    var acknowledged: SequenceNumber?
    /// Behind the last byte that the peer has said it would take; nil until its window is known.
    var windowEnd: SequenceNumber?
    /// When the peer last acknowledged anything.
    var heard = Duration.zero
    /// Behind the FIN, which takes one number of its own; nil if none was seen.
    var endOfStream: SequenceNumber?
    /// What this direction's SYN told; nil if none was seen.
    var greeting: Greeting?
    /// The latest stretch that was never judged, from its first byte to behind its last; of a peer that acknowledges, all
    /// from the first such stretch on, since it takes no copy of what lies between.
    var unseen: (start: SequenceNumber, end: SequenceNumber)?
    /// The latest timestamp that the peer has taken, as it says itself: one that only passed here may have been lost behind
    /// us, or forged, and would make us discard what the peer takes.
    var echoed: UInt32?

    /// What a SYN asks for.
    struct Greeting {
        /// By how many bits the windows that this direction announces are shifted; nil without the option.
        var windowShift: UInt8?
        /// Whether timestamps are sent.
        var hasTimestamps: Bool
        /// Whether segments are signed.
        var isSigned: Bool

        /// Its own number, by which it is told from another.
        var sequence: SequenceNumber

        init(windowShift: UInt8?, hasTimestamps: Bool, isSigned: Bool, sequence: SequenceNumber) {
            self.windowShift = windowShift
            self.hasTimestamps = hasTimestamps
            self.isSigned = isSigned
            self.sequence = sequence
        }

        init(_ segment: TCPSegment) {
            windowShift = segment.options.windowShift
            hasTimestamps = segment.options.timestamp != nil
            isSigned = segment.options.isSigned
            sequence = segment.sequence
        }
    }

    init(_ direction: Connection.Direction) {
        self.direction = direction
    }

    /// How much memory the stream takes beyond its own size.
    ///
    /// In line by force, as what it sums up: a call would be given a copy of the whole stream, with every packet.
    @inline(__always)
    var storedBytes: Int { copies.storedBytes + edits.storedBytes + record.storedBytes }

    /// Begins at `position`, before which nothing was seen.
    mutating func begin(at position: SequenceNumber) {
        next = position
        copies.restart(at: position)
        record.removeAll()
        holeSince = nil
        open = nil
    }

    /// Moves on behind bytes that have been judged.
    mutating func advance(by count: Int) {
        next = next.map { $0 + count }
    }

    /// Moves on behind bytes that nobody has judged.
    mutating func skip(to position: SequenceNumber) {
        let first = unseen.flatMap { acknowledged != nil && $0.start.isWithinReach(of: position) ? $0.start : nil }
        unseen = (first ?? next).map { ($0, position) }
        next = position
        holeSince = nil
        copies.restart(at: position)
        open = nil
    }

    /// Takes in what the peer acknowledges, and how much it would take beyond. The right edge of a window never moves
    /// back (RFC 9293, section 3.8.6.2), so the furthest one told counts.
    mutating func acknowledge(_ position: SequenceNumber, window: Int, at time: Duration) {
        heard = time
        copies.forget(before: position)
        if acknowledged?.isBefore(position) ?? true { acknowledged = position }
        let end = position + window
        if windowEnd?.isBefore(end) ?? true { windowEnd = end }
    }

    /// Takes a peer that has acknowledged nothing for long for one that is not seen, where waiting for it would stop a
    /// segment at `position`: its acknowledgements have begun to take another way.
    mutating func giveUpUnheardPeer(before position: SequenceNumber, at time: Duration, within limits: Limits) {
        guard time - heard > limits.holeWithoutPeer,
            isBeyondWindow(position) || copies.storedBytes > limits.copiesPerDirection
        else { return }
        acknowledged = nil
        windowEnd = nil
    }

    /// Whether the peer would take nothing of a segment that begins at `position`.
    ///
    /// One byte beyond the window is taken: it is how a sender asks whether the window has opened (RFC 9293, 3.8.6.1).
    func isBeyondWindow(_ position: SequenceNumber) -> Bool {
        windowEnd?.isBefore(position) ?? false
    }

    /// Whether a position lies no further ahead than any window reaches (RFC 7323, section 2.3). What is remembered must
    /// be closer together than half of all numbers, or has no order.
    func reaches(_ position: SequenceNumber) -> Bool {
        next?.isWithinReach(of: position) ?? false
    }

    /// Whether a timestamp is older than one that the peer has taken, so that it discards the segment (RFC 7323,
    /// section 5). Linux forgives one tick, and takes anything where it holds 0.
    func isOutdated(_ timestamp: UInt32) -> Bool {
        guard let echoed, echoed != 0 else { return false }
        return Int32(bitPattern: echoed &- timestamp) > 1
    }

    /// Takes in the timestamp that the peer repeats.
    mutating func note(echo: UInt32) {
        if !isOutdated(echo) { echoed = echo }
    }

    /// Whether payload has been judged.
    var hasSpoken: Bool { acknowledged != nil && greeting.map { next != $0.sequence + 1 } ?? (next != nil) }

    /// Whether the stream has begun at or before `position` and been judged so far.
    func hasJudged(upTo position: SequenceNumber) -> Bool {
        guard let next else { return false }
        return !position.isBefore(copies.start) && !next.isBefore(position)
    }

    /// Whether a reset at `position` is one that its receiver heeds (RFC 5961, section 3).
    func expects(_ position: SequenceNumber) -> Bool {
        position == next || position == acknowledged
    }

    /// Whether nothing must be remembered of the stream. Bytes that are kept only as a length were foreign already when
    /// they passed, and so are their copies.
    var isIdle: Bool { copies.keepsNothing && edits.isEmpty && record.isEmpty }

    /// Overwrites what a late segment, which begins at `position` and lies at `range` in the packet, brings of a stretch
    /// that was never judged; returns whether it brought any. An honest receiver has those bytes, and looks at no copy.
    func blankUnseen(in packet: inout MutableSpan<UInt8>, _ range: Range<Int>, at position: SequenceNumber) -> Bool {
        guard let unseen else { return false }
        let low = max(0, position.distance(to: unseen.start))
        let high = min(range.count, position.distance(to: unseen.end))
        guard low < high else { return false }
        for index in low..<high { packet[range.lowerBound + index] = 0 }
        return true
    }

    /// Whether a segment at `position` lies before the beginning of a stream that was joined in the middle, and its
    /// receiver still waits for it: it came late, and the stream begins with it instead.
    func begins(behind position: SequenceNumber) -> Bool {
        guard greeting == nil, next != nil, position.isBefore(copies.start) else { return false }
        return acknowledged.map { !position.isBefore($0) } ?? edits.isEmpty
    }

    /// Whether more may be remembered. Where nobody is seen to acknowledge, nobody can be waited for: the oldest bytes go.
    mutating func makesRoom(within limits: Limits) -> Bool {
        guard copies.storedBytes > limits.copiesPerDirection else { return true }
        guard acknowledged == nil else { return false }
        copies.forget(before: copies.start + copies.start.distance(to: copies.end) / 2)
        return true
    }
}

extension SequenceNumber {
    /// The largest window.
    static let reach = 1 << 30

    /// Whether `position` lies ahead, and no further than the largest window.
    fileprivate func isWithinReach(of position: SequenceNumber) -> Bool {
        (0...Self.reach).contains(distance(to: position))
    }
}
