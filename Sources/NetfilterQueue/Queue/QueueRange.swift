/// Consecutive queue numbers, as `--queue` and `--queue-balance` of iptables write them: `3` or `0:3`.
package struct QueueRange: Sendable, Equatable {
    /// The numbers, lowest first.
    package let numbers: ClosedRange<UInt16>

    /// Each queue has a thread, a flow table and 4 MiB of buffers; more queues than cores gain nothing.
    package static let maximumCount = 64

    /// One queue.
    package init(_ number: UInt16) {
        numbers = number...number
    }

    /// Reads `N` or `N:M`; nil unless both are from 0 to 65535, M is not below N, and there are at most 64 queues.
    package init?(_ text: String) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = parts.first.flatMap(Self.number), let last = parts.last.flatMap(Self.number), first <= last,
            Int(last) - Int(first) < Self.maximumCount
        else { return nil }
        numbers = first...last
    }

    // Not the initialiser alone: that one takes a sign as well.
    private static func number(_ text: Substring) -> UInt16? {
        text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } ? UInt16(text) : nil
    }
}
