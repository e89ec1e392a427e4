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

/// One counter: a name, what distinguishes it from others of that name, and the number.
struct CounterRow {
    let name: String
    let labels: [(name: String, value: String)]
    let count: UInt64
}

/// Everything that a run has counted.
struct Tally {
    var gateway = Counters()
    var frames = FrameCounts()

    mutating func add(_ other: Tally) {
        gateway.add(other.gateway)
        frames.add(other.frames)
    }

    /// Every counter, zeros included.
    var rows: [CounterRow] {
        gateway.rows.map { CounterRow(name: $0.name, labels: $0.labels, count: $0.count) } + [
            CounterRow(name: "frames", labels: [("reason", "not_ip")], count: frames.notIP),
            CounterRow(name: "frames", labels: [("reason", "cut")], count: frames.cut),
        ]
    }
}
