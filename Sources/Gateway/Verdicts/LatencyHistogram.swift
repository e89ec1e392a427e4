/// How long packets waited for their verdicts, in buckets of fixed bounds.
///
/// A batch costs one addition: all its packets wait from when it was received until its verdicts were sent.
package struct LatencyHistogram: Sendable, Equatable {
    /// The upper bounds of the buckets in microseconds, each belonging to its bucket; a last bucket has none.
    ///
    /// Two kernel crossings take tens of microseconds; beyond a tenth of a second people notice.
    package static let bounds: [12 of UInt64] = [
        10, 25, 50, 100, 250, 500, 1000, 2500, 10_000, 25_000, 100_000, 1_000_000,
    ]

    /// How many packets fell into each bucket, the one without a bound last.
    private var counts = [13 of UInt64](repeating: 0)
    /// The sum of all waits, in nanoseconds.
    private var nanoseconds: UInt64 = 0

    /// Nothing measured yet.
    package init() {}

    /// Adds packets that all waited this long.
    package mutating func record(_ wait: Duration, packets: Int) {
        let (seconds, attoseconds) = wait.components
        let waited = UInt64(max(0, seconds)) &* 1_000_000_000 &+ UInt64(max(0, attoseconds / 1_000_000_000))
        let number = UInt64(max(0, packets))
        counts[Self.bucket(of: waited)] &+= number
        nanoseconds &+= waited &* number
    }

    /// Adds what another worker has measured.
    package mutating func add(_ other: LatencyHistogram) {
        for index in counts.indices { counts[index] &+= other.counts[index] }
        nanoseconds &+= other.nanoseconds
    }

    /// How many packets were measured.
    package var total: UInt64 { counts.indices.reduce(0) { $0 &+ counts[$1] } }

    /// The sum of all waits, in seconds.
    package var seconds: Double { Double(nanoseconds) / 1_000_000_000 }

    /// For each bound, in microseconds, how many packets waited no longer.
    package var cumulative: [(bound: UInt64, packets: UInt64)] {
        var sum: UInt64 = 0
        return Self.bounds.indices.map { index in
            sum &+= counts[index]
            return (Self.bounds[index], sum)
        }
    }

    /// The bound, in microseconds, within which this part of the packets was answered; nil if nothing was measured, or if
    /// it took longer than the last bound.
    package func bound(of part: Double) -> UInt64? {
        let wanted = Double(total) * part
        guard total > 0 else { return nil }
        return cumulative.first { Double($0.packets) >= wanted }?.bound
    }

    private static func bucket(of nanoseconds: UInt64) -> Int {
        bounds.indices.first { nanoseconds <= bounds[$0] * 1000 } ?? bounds.count
    }

    package static func == (a: LatencyHistogram, b: LatencyHistogram) -> Bool {
        a.nanoseconds == b.nanoseconds && a.counts.indices.allSatisfy { a.counts[$0] == b.counts[$0] }
    }
}
