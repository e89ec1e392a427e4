/// What the packet's firewall mark must tell the rules that come after the queue.
///
/// The adapter OR-s the configured bit into the packet's own mark: a verdict's mark replaces the whole mark, and the
/// low bits belong to the administrator's routing.
package enum Mark: UInt8, Sendable, CaseIterable {
    /// The mark stays as it is.
    case unchanged
    /// The connection carries nothing that concerns us: a later rule saves the bit to the connection, and its
    /// packets no longer come to the queue.
    case release
    /// A `REJECT --reject-with tcp-reset` rule in our own chain answers this packet, so both ends see a reset.
    case reset
}
