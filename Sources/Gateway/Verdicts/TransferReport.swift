package import MSNP

/// Everything that is to be told of one transfer when nothing more is expected of it.
package struct TransferReport: Sendable, Equatable {
    /// Its number.
    package var transfer: TransferID
    /// Who offers which file to whom.
    package var details: TransferDetails
    /// What it travelled on, in the order of `TransferCarrier`.
    package var carriers: [TransferCarrier]
    /// What has become of it.
    package var outcome: TransferOutcome
    /// The name of the group of hosts that decided what became of it; nil where none did.
    package var group: String?
    /// When it was first and last heard of, by the clock of `PacketClassifier.classify`.
    package var first: Duration
    package var last: Duration

    /// A report with everything told.
    package init(
        transfer: TransferID,
        details: TransferDetails,
        carriers: [TransferCarrier],
        outcome: TransferOutcome,
        group: String? = nil,
        first: Duration,
        last: Duration
    ) {
        self.transfer = transfer
        self.details = details
        self.carriers = carriers
        self.outcome = outcome
        self.group = group
        self.first = first
        self.last = last
    }
}
