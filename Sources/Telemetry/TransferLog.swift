package import Gateway
import MSNP

/// Decides which sightings are worth a line: each stage of a transfer once, and again only when it tells more.
///
/// A transfer shows itself in many packets (legs, retransmissions, every block of the file); a person wants to read
/// of it once a stage.
package struct TransferLog {
    /// How many transfers are remembered; the oldest is forgotten first, and would at worst be told of twice.
    package static let maximumTransfers = 4096
    /// How many lines one stage of one transfer may fill, for a peer that names another file in every packet.
    package static let maximumLinesPerStage = 4

    private struct Step: Hashable {
        let transfer: TransferID
        let stage: TransferStage
    }

    private struct Told {
        var details: TransferDetails
        var action: Action?
        var lines: Int
    }

    private var told: [Step: Told] = [:]
    private var order: [TransferID] = []
    private var oldest = 0

    /// A log that has told nothing yet.
    package init() {}

    /// The lines for one decision; mostly none.
    package mutating func lines(for decision: Decision) -> [TransferLine] {
        news(in: decision).map { TransferLine($0, in: decision) }
    }

    /// The sightings of a decision that are worth a line; mostly none.
    package mutating func news(in decision: Decision) -> [TransferSighting] {
        decision.sightings.filter { isNew($0, action: decision.action) }
    }

    private mutating func isNew(_ sighting: TransferSighting, action: Action?) -> Bool {
        let step = Step(transfer: sighting.transfer, stage: sighting.stage)
        guard var known = told[step] else {
            remember(sighting.transfer)
            told[step] = Told(details: sighting.details, action: action, lines: 1)
            return true
        }
        guard known.lines < Self.maximumLinesPerStage else { return false }
        let tellsMore = known.action != action || known.details.learn(from: sighting.details)
        guard tellsMore else { return false }
        known.action = action
        known.lines += 1
        told[step] = known
        return true
    }

    // `order` is a ring once it is full.
    private mutating func remember(_ transfer: TransferID) {
        let steps = TransferStage.allCases.map { Step(transfer: transfer, stage: $0) }
        guard steps.allSatisfy({ told[$0] == nil }) else { return }
        guard order.count == Self.maximumTransfers else {
            order.append(transfer)
            return
        }
        for stage in TransferStage.allCases {
            told[Step(transfer: order[oldest], stage: stage)] = nil
        }
        order[oldest] = transfer
        oldest = (oldest + 1) % Self.maximumTransfers
    }
}

extension TransferDetails {
    /// Takes over what the other one tells and this one does not, or tells otherwise; false if there was nothing.
    ///
    /// The carrier is not news: a transfer has one for every leg.
    fileprivate mutating func learn(from other: TransferDetails) -> Bool {
        let before = self
        from = other.from ?? from
        to = other.to ?? to
        file = other.file ?? file
        size = other.size ?? size
        return self != before
    }
}
