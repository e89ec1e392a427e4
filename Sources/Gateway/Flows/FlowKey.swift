package import PacketHeaders

/// The two ends of a flow in an order that does not depend on which of them sent a packet.
package struct FlowKey: Hashable, Sendable {
    // Side by side: two endpoints would lie six bytes apart, and every flow at rest has a key.
    private let lowAddress: IPAddress
    private let highAddress: IPAddress
    private let lowPort: UInt16
    private let highPort: UInt16

    /// The lesser end.
    package var low: Endpoint { Endpoint(address: lowAddress, port: lowPort) }

    /// The greater end.
    package var high: Endpoint { Endpoint(address: highAddress, port: highPort) }

    /// The key of the flow that a segment belongs to.
    package init(_ segment: TCPSegment) {
        let isInOrder = segment.source < segment.destination
        let (low, high) = isInOrder ? (segment.source, segment.destination) : (segment.destination, segment.source)
        (lowAddress, lowPort) = (low.address, low.port)
        (highAddress, highPort) = (high.address, high.port)
    }
}
