/// What becomes of one packet.
package enum Verdict: UInt8, Sendable, CaseIterable {
    /// Forwarded as it came (`NF_ACCEPT`).
    case accept
    /// Forwarded with bytes overwritten in place, never more or fewer of them (`NF_ACCEPT` with the payload sent back).
    case edit
    /// Not forwarded (`NF_DROP`).
    case drop
}
