/// What the administrator wants done with a kind of transfer.
package enum Action: UInt8, Sendable, CaseIterable {
    /// Overwritten in place, so that no known client can act on it and the conversation goes on.
    case decline
    /// Dropped, and every retransmission of it too.
    case drop
    /// The connection is refused at both ends.
    case reset
    /// Forwarded, but counted and reported as if it had been stopped.
    case observe
    /// Forwarded, and counted as allowed.
    case pass
}
