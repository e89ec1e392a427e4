import Gateway

/// The frames of captures that never reach the classifier.
struct FrameCounts {
    var notIP: UInt64 = 0
    var cut: UInt64 = 0

    mutating func add(_ other: FrameCounts) {
        notIP += other.notIP
        cut += other.cut
    }
}

/// Everything that a run has counted.
struct Tally {
    var gateway = Counters()
    var outcomes = OutcomeCounts()
    var frames = FrameCounts()
    var fragments = FragmentCounts()

    mutating func add(_ other: Tally) {
        gateway.add(other.gateway)
        outcomes.add(other.outcomes)
        frames.add(other.frames)
        fragments.add(other.fragments)
    }

    /// Every counter, zeros included.
    var rows: [Counters.Row] {
        gateway.rows + outcomes.rows + [
            Counters.Row("frames", labels: [("reason", "not_ip")], frames.notIP),
            Counters.Row("frames", labels: [("reason", "cut")], frames.cut),
        ] + fragments.rows
    }
}
