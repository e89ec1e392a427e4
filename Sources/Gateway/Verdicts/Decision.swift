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
    package var mark: Mark
    /// Sender and receiver of the packet; nil where no TCP header could be read.
    package var endpoints: (source: Endpoint, destination: Endpoint)?
    /// The transfers that this packet told of, or whose earlier edits it repeats; almost always empty.
    package var sightings: [TransferSighting]
}
