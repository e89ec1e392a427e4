package import Gateway

// The gateway reads no clock: whoever runs it says what time it is, and asks when to say so again.

extension Settings {
    /// The policy as it is at a minute of a day, 0 for Monday, in local time: with the groups that count then.
    package func policy(at day: Int, _ minute: Int) -> Policy {
        var policy = policy
        policy.hosts = hosts.filter { $0.counts(at: day, minute) }.map(\.group)
        return policy
    }

    /// In how many minutes, at least 1, another set of groups counts; nil if there never is another.
    package func nextChange(after day: Int, _ minute: Int) -> Int? {
        let now = day * WeeklySpan.minutesPerDay + minute
        let active = hosts.map { $0.counts(at: day, minute) }
        let distances = Set(
            hosts.flatMap(\.times).flatMap(\.edges).map { edge in
                (edge - now - 1 + 2 * WeeklySpan.minutesPerWeek) % WeeklySpan.minutesPerWeek + 1
            }
        )
        return distances.sorted().first { distance in
            let then = (now + distance) % WeeklySpan.minutesPerWeek
            return hosts.map { $0.counts(atMinuteOfWeek: then) } != active
        }
    }
}

extension HostRule {
    /// Whether the group counts at a minute of a day, 0 for Monday, in local time.
    package func counts(at day: Int, _ minute: Int) -> Bool {
        counts(atMinuteOfWeek: day * WeeklySpan.minutesPerDay + minute)
    }

    func counts(atMinuteOfWeek minute: Int) -> Bool {
        times.isEmpty || times.contains { $0.contains(minuteOfWeek: minute) }
    }
}
