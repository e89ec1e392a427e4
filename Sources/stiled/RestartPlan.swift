/// When a worker that has failed is started again: each time later, and not for ever.
struct RestartPlan {
    /// How often in a row it is started again; after that the cause is one that will not go away.
    static let maximumFailures = 5
    /// A worker that has served for so long has not failed "in a row" with the one before it.
    static let goodService = Duration.seconds(60)

    private var failures = 0
    private var begun: Duration

    /// A worker that has been started for the first time.
    init(begunAt time: Duration) {
        begun = time
    }

    /// The worker has been started again.
    mutating func noteStart(at time: Duration) {
        begun = time
    }

    /// The worker has failed, or could not be started. Returns the time to start it again; nil for never.
    mutating func noteFailure(at time: Duration) -> Duration? {
        if time - begun >= Self.goodService { failures = 0 }
        failures += 1
        guard failures <= Self.maximumFailures else { return nil }
        return time + .milliseconds(250 << failures)
    }
}
