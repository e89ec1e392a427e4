package import PacketHeaders

/// The verdict on one packet, and everything that a report about that packet needs.
package struct Decision: Sendable {
    /// What becomes of the packet.
    package var verdict: Verdict
    /// Why.
    package var reason: Reason
    /// What the policy chose to do with the transfer that this packet belongs to; nil when none was concerned.
    package var action: Action?
    /// The firewall mark to be set.
    package var mark = Mark.unchanged
    /// Sender and receiver of the packet; nil where no TCP header could be read.
    package var endpoints: (source: Endpoint, destination: Endpoint)?
    /// The transfers that this packet told of, or whose earlier edits it repeats; almost always empty.
    package var sightings: [TransferSighting] = []
    /// The name of the group of hosts that decided what becomes of the transfer, or that the packet is denied; nil where
    /// none did.
    package var group: String?

    /// A decision with everything told.
    package init(
        verdict: Verdict,
        reason: Reason,
        action: Action?,
        mark: Mark,
        endpoints: (source: Endpoint, destination: Endpoint)?,
        sightings: [TransferSighting],
        group: String? = nil
    ) {
        self.verdict = verdict
        self.reason = reason
        self.action = action
        self.mark = mark
        self.endpoints = endpoints
        self.sightings = sightings
        self.group = group
    }

    /// A decision that rests on the headers alone.
    init(_ verdict: Verdict, _ reason: Reason) {
        self.verdict = verdict
        self.reason = reason
    }

    /// A decision about a segment that belongs to no transfer, as almost all do.
    init(_ verdict: Verdict, _ reason: Reason, _ segment: borrowing TCPSegment, mark: Mark = .unchanged) {
        self.verdict = verdict
        self.reason = reason
        self.mark = mark
        endpoints = (segment.source, segment.destination)
    }

    /// The decision that a judgement has led to.
    init(_ judgement: Judgement, _ segment: TCPSegment, in context: inout PacketClassifier.Context) {
        var group = judgement.group.map { context.policy.hostGroups.groups[$0].name }
        var sightings: [TransferSighting] = []
        for part in judgement.parts {
            guard let sighting = TransferSighting(part, in: &context) else { continue }
            group = group ?? sighting.group
            sightings.append(sighting)
        }
        self.init(
            verdict: judgement.verdict,
            reason: judgement.reason,
            action: judgement.action,
            mark: judgement.mark,
            endpoints: (segment.source, segment.destination),
            sightings: sightings,
            group: group
        )
    }
}

extension TransferSighting {
    /// Has the ledger take in one step of a transfer; nil if it does not know that any more.
    fileprivate init?(_ part: Judgement.Part, in context: inout PacketClassifier.Context) {
        guard
            let entry = context.ledger.sight(
                part.transfer,
                stage: part.stage,
                action: part.action,
                at: context.time
            )
        else { return nil }
        if entry.isFirst, part.isFirstCopy { context.counters.record(part.stage, part.action) }
        self.init(transfer: part.transfer, stage: part.stage, details: entry.details, group: entry.group)
    }
}
