/// Why a packet met its verdict.
///
/// Each reason has a counter of its own.
package enum Reason: UInt8, Sendable, CaseIterable {
    /// Nothing in the packet concerned us.
    case ordinary

    /// The name that counters and reports use.
    package var name: String {
        switch self {
        case .ordinary: "ordinary"
        }
    }
}
