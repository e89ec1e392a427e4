package import PacketHeaders

/// The two ends of a flow in an order that does not depend on which of them sent a packet.
package struct FlowKey: Hashable, Sendable {
    /// The lesser end.
    package let low: Endpoint
    /// The greater end.
    package let high: Endpoint

    /// The key of the flow that a segment belongs to.
    package init(_ segment: TCPSegment) {
        if segment.source < segment.destination {
            (low, high) = (segment.source, segment.destination)
        } else {
            (low, high) = (segment.destination, segment.source)
        }
    }

    /// A key whose ends are known to be in this order.
    init(low: Endpoint, high: Endpoint) {
        (self.low, self.high) = (low, high)
    }
}
