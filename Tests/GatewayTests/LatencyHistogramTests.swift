import Gateway
import Testing

@Suite("Waits for verdicts")
struct LatencyHistogramTests {
    @Test(
        "fall into the bucket whose bound they do not exceed",
        arguments: [
            (Duration.zero, UInt64(10)), (.nanoseconds(10_000), 10), (.nanoseconds(10_001), 25),
            (.microseconds(300), 500),
            (.seconds(1), 1_000_000), (.seconds(-1), 10),
        ]
    )
    func buckets(wait: Duration, bound: UInt64) {
        var histogram = LatencyHistogram()
        histogram.record(wait, packets: 3)
        #expect(histogram.cumulative.first { $0.packets > 0 }?.bound == bound)
        #expect(histogram.total == 3)
    }

    @Test("longer than the last bound are counted beyond all of them")
    func beyond() {
        var histogram = LatencyHistogram()
        histogram.record(.seconds(2), packets: 1)
        #expect(histogram.cumulative.last?.packets == 0)
        #expect(histogram.total == 1)
        #expect(histogram.seconds == 2)
        #expect(histogram.bound(of: 0.5) == nil)
    }

    @Test("of several workers add up")
    func sums() {
        var (one, other) = (LatencyHistogram(), LatencyHistogram())
        one.record(.microseconds(20), packets: 99)
        other.record(.milliseconds(2), packets: 1)
        one.add(other)
        #expect(one.total == 100)
        #expect(one.bound(of: 0.99) == 25)
        #expect(one.bound(of: 1) == 2500)
    }
}
