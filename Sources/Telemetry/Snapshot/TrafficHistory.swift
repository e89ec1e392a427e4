/// The traffic of the last quarter of an hour, in samples.
struct TrafficHistory: Sendable, Equatable {
    /// The packets that met their verdict since the sample before, as packets a second.
    struct Sample: Sendable, Equatable {
        var time: Timestamp
        var accepted: Double
        var edited: Double
        var dropped: Double
    }

    /// A quarter of an hour of samples.
    static let maximumSamples = 180

    /// Oldest first.
    private(set) var samples: [Sample] = []
    private var last: (time: Timestamp, totals: Totals)?

    init() {}

    /// Takes in how the daemon does now.
    mutating func note(_ snapshot: DaemonSnapshot) {
        let totals = Totals(snapshot)
        defer { last = (snapshot.taken, totals) }
        guard let last, snapshot.taken > last.time else { return }
        let seconds = Double(snapshot.taken.microseconds - last.time.microseconds) / 1_000_000
        // A worker that was started again counts from nought.
        func rate(_ count: KeyPath<Totals, UInt64>) -> Double {
            let (now, before) = (totals[keyPath: count], last.totals[keyPath: count])
            return now < before ? 0 : Double(now - before) / seconds
        }
        samples.append(
            Sample(time: snapshot.taken, accepted: rate(\.accepted), edited: rate(\.edited), dropped: rate(\.dropped))
        )
        if samples.count > Self.maximumSamples { samples.removeFirst() }
    }

    static func == (a: TrafficHistory, b: TrafficHistory) -> Bool { a.samples == b.samples }
}
