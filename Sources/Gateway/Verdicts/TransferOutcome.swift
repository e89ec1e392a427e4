import MSNP

/// What has become of a transfer as a whole, however many packets, legs and connections it used.
package enum TransferOutcome: UInt8, Sendable, CaseIterable {
    /// We made the offer, or the data, harmless in place.
    case declined
    /// We dropped it.
    case dropped
    /// We had its connection reset.
    case reset
    /// The one to whom the file was offered said no.
    case refused
    /// One of the two called it off.
    case cancelled
    /// All of the file has passed.
    case finished
    /// The offer was never answered.
    case unanswered
    /// The offer was accepted, and no data ever came: nobody answered at the address that was told, or nobody tried.
    case neverConnected
    /// Data came, and then neither more of it nor an end.
    case unfinished

    /// What our own action makes of a transfer; nil if it lets the transfer be.
    init?(_ action: Action?) {
        switch action {
        case .decline: self = .declined
        case .drop: self = .dropped
        case .reset: self = .reset
        case .observe, .pass, nil: return nil
        }
    }

    /// The name that counters and reports use.
    package var name: String {
        switch self {
        case .declined: "declined"
        case .dropped: "dropped"
        case .reset: "reset"
        case .refused: "refused"
        case .cancelled: "cancelled"
        case .finished: "finished"
        case .unanswered: "unanswered"
        case .neverConnected: "never_connected"
        case .unfinished: "unfinished"
        }
    }
}

/// How many transfers have come to each outcome.
package struct OutcomeCounts: Sendable {
    private var counts = KindCounts<TransferOutcome>()

    /// None yet.
    package init() {}

    /// Counts one transfer.
    package mutating func record(_ outcome: TransferOutcome) { counts[outcome] &+= 1 }

    /// Adds what was counted elsewhere.
    package mutating func add(_ other: OutcomeCounts) { counts.add(other.counts) }

    /// Every count, in a fixed order, zeros included.
    package var rows: [Counters.Row] { counts.rows("outcomes", "outcome") }
}
