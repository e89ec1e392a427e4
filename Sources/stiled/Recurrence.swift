/// Something that is done again and again, by the clock that nobody can set.
struct Recurrence {
    /// How long from one time to the next.
    let interval: Duration
    /// When it is to be done next.
    private(set) var next: Duration

    /// Something to be done for the first time when the interval has gone by.
    init(every interval: Duration, from time: Duration) {
        self.interval = interval
        next = time + interval
    }

    /// Whether the time has come; if so, the next time is an interval from now, whatever has been missed.
    mutating func isDue(at time: Duration) -> Bool {
        guard time >= next else { return false }
        next = time + interval
        return true
    }
}
