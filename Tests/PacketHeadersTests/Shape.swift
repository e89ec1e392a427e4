import TestSupport
import Testing

/// A row of a table of packets: what is done to a plain packet, and what that is called.
struct Shape: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let change: @Sendable (inout PacketBuilder) -> Void

    init(_ name: String, _ change: @escaping @Sendable (inout PacketBuilder) -> Void) {
        testDescription = name
        self.change = change
    }
}
