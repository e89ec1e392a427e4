import MSNP
import PacketHeaders

/// One direction of a flow: how far it has been judged, and what must be remembered of it.
///
///      forgotten │ first copies │ hole │ recorded │ hole │ recorded
///     ───────────┼──────────────┼──────┼──────────┼──────┼──────────▶ sequence numbers
///           acknowledged       next
///
/// - Before `next` every byte has been judged. What the peer has not acknowledged of it is in `copies`, and `edits` holds
///   every byte that was overwritten or stopped; a segment that repeats any of it leaves with those bytes.
/// - Behind `next` what has passed is in `record`, and is judged when the hole before it is filled.
struct Stream {
    /// The position of the first byte that has not been judged; nil before the first segment.
    var next: SequenceNumber?
    /// What passed first and is not acknowledged.
    var copies = FirstCopies(at: SequenceNumber(0))
    /// The bytes that must not pass as they came.
    var edits = Edits()
    /// What passed behind a hole.
    var record = HoleRecord()
    /// The transfer of the invitation in the middle of which the stream stands.
    var open: OpenTransfer?
    /// Behind the last byte that the peer has said it would take; nil until its window is known.
    var windowEnd: SequenceNumber?
    /// Behind the FIN, which takes one number of its own; nil if none was seen.
    var endOfStream: SequenceNumber?
    /// By how many bits the windows that this direction's sender announces are shifted.
    var windowShift: UInt8?

    /// An invitation that has been condemned and is not at its end.
    struct OpenTransfer {
        var transfer: TransferID
        var stage: TransferStage
        var action: Action
    }

    /// How much memory the stream takes beyond its own size.
    var storedBytes: Int { copies.storedBytes + edits.storedBytes + record.storedBytes }

    /// Begins at `position`, before which nothing was seen.
    mutating func begin(at position: SequenceNumber) {
        next = position
        copies.restart(at: position)
        record.removeAll()
    }

    /// Takes in what the peer acknowledges, and how much it would take beyond.
    mutating func acknowledge(_ position: SequenceNumber, window: Int) {
        copies.forget(before: position)
        let end = position + window
        if let known = windowEnd, !known.isBefore(end) { return }
        windowEnd = end
    }

    /// Whether the peer would take nothing of a segment that begins at `position`.
    ///
    /// One byte beyond the window is taken: it is how a sender asks whether the window has opened (RFC 9293, 3.8.6.1).
    func isBeyondWindow(_ position: SequenceNumber) -> Bool {
        guard let windowEnd else { return false }
        return windowEnd.isBefore(position)
    }
}
