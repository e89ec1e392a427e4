/// What the source of a packet says about its checksums.
package enum ChecksumTrust: UInt8, Sendable {
    /// They were verified before, or will be made later (transmit offload): not looked at.
    case vouched
    /// Nobody has verified them: a packet with a wrong one is not forwarded, since no honest receiver takes it.
    case unverified
    /// As `unverified`, but a TCP checksum equal to the folded sum of the pseudo-header is transmit offload seen by a
    /// recorder on the sending host, and trusted.
    case unverifiedOrOffloaded
}
