package import Gateway
import MSNP

/// The transfers that were heard of last, as many as a list shows.
package struct LatestTransfers: Sendable {
    /// The latest first.
    package private(set) var entries: [TransferEntry] = []

    /// None yet.
    package init() {}

    /// Takes in what a packet told.
    package mutating func note(_ decision: Decision, at time: Timestamp) {
        for sighting in decision.sightings {
            var entry = TransferEntry(sighting, in: decision, at: time)
            if let index = entries.firstIndex(where: { $0.number == entry.number }) {
                entry.keep(entries.remove(at: index))
            }
            entries.insert(entry, at: 0)
            if entries.count > DaemonSnapshot.maximumRows { entries.removeLast() }
        }
    }

    /// Takes in what has become of a transfer.
    package mutating func note(_ report: TransferReport) {
        guard let index = entries.firstIndex(where: { $0.number == report.transfer }) else { return }
        entries[index].details = report.details
        entries[index].outcome = report.outcome
    }
}

extension TransferEntry {
    /// Keeps what an earlier packet told and this one did not.
    fileprivate mutating func keep(_ earlier: TransferEntry) {
        action = action ?? earlier.action
        outcome = outcome ?? earlier.outcome
        if earlier.stage.rawValue > stage.rawValue { stage = earlier.stage }
    }
}
