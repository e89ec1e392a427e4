package import Gateway
package import MSNP
package import PacketHeaders

/// One transfer as a list shows it: who, to whom, which file, when, and what was done.
package struct TransferEntry: Sendable, Equatable {
    /// Its number.
    package var number: TransferID
    /// When it was last heard of.
    package var time: Timestamp
    /// Who offers which file to whom, as far as that is known.
    package var details: TransferDetails
    /// The furthest step that was seen of it.
    package var stage: TransferStage
    /// What was done to it; nil for nothing.
    package var action: Action?
    /// What has become of it; nil while that is open.
    package var outcome: TransferOutcome?
    /// The two ends of the packet that told of it last; nil where no packet is at hand.
    package var source: Endpoint?
    package var destination: Endpoint?

    /// A transfer of which one step was seen.
    package init(_ sighting: TransferSighting, in decision: Decision, at time: Timestamp) {
        number = sighting.transfer
        details = sighting.details
        stage = sighting.stage
        action = decision.action
        source = decision.endpoints?.source
        destination = decision.endpoints?.destination
        self.time = time
    }
}
