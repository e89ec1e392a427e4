package import Gateway

/// The bits of the firewall mark that tell the rules after the queue what to do.
package struct MarkBits: Sendable, Equatable {
    /// The bit, or bits, of `Mark.release`.
    package let release: UInt32
    /// The bit, or bits, of `Mark.reset`.
    package let reset: UInt32

    /// The bits that the rule sets in `rules/` know: 0x40000000 and 0x20000000.
    package static let standard = MarkBits()

    private init() {
        release = 0x4000_0000
        reset = 0x2000_0000
    }

    /// Two marks that can be told apart: neither is zero, and they share no bit; otherwise nil.
    package init?(release: UInt32, reset: UInt32) {
        guard release != 0, reset != 0, release & reset == 0 else { return nil }
        self.release = release
        self.reset = reset
    }

    /// The whole mark that a packet leaves with: its own, for the low bits belong to the administrator's routing, and
    /// the bit that the decision asks for.
    package func combined(with own: UInt32, for mark: Mark) -> UInt32 {
        switch mark {
        case .unchanged: own
        case .release: own | release
        case .reset: own | reset
        }
    }
}
