package import Gateway

/// A group of hosts as the policy file names it, and the times at which it counts.
package struct HostRule: Sendable, Equatable {
    /// The group, as the gateway matches it.
    package var group: HostGroup
    /// When the group counts; empty for always.
    package var times: [WeeklySpan] = []

    /// A group that always counts.
    package init(_ group: HostGroup) {
        self.group = group
    }
}

/// A span of the same times on some days of the week, in the local time of the machine.
package struct WeeklySpan: Sendable, Equatable {
    /// The days on which the span begins, 0 for Monday to 6 for Sunday.
    package var days: Set<Int>
    /// The minutes of the day from its beginning to before its end; where the end is not after the beginning, the span goes
    /// on into the next day.
    package var begin: Int
    package var end: Int

    /// A span that begins on these days.
    package init(days: Set<Int>, from begin: Int, to end: Int) {
        self.days = days
        self.begin = begin
        self.end = end
    }
}
