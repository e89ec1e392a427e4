import Glibc

/// A time of the week by the clock on the wall, as people set it and the time zone has it.
package struct LocalTime: Sendable, Equatable {
    /// The day, 0 for Monday to 6 for Sunday.
    package let day: Int
    /// The minute of the day, 0 to 1439.
    package let minute: Int

    /// The time now.
    ///
    /// This clock jumps: summer time, an administrator, a time server. Nothing is measured by it.
    package static func now() -> LocalTime {
        at(secondsNow)
    }

    private static var secondsNow: time_t { time(nil) }

    /// The time at so many seconds since 1970.
    static func at(_ seconds: time_t) -> LocalTime {
        var seconds = seconds
        // Reads TZ and /etc/localtime again where they have changed, which localtime_r alone need not do.
        tzset()
        var parts = unsafe tm()
        _ = unsafe localtime_r(&seconds, &parts)
        let minute = unsafe Int(parts.tm_hour) * 60 + Int(parts.tm_min)
        return unsafe LocalTime(day: (Int(parts.tm_wday) + 6) % 7, minute: minute)
    }

    /// How long it is until the minute turns.
    package static func untilNextMinute() -> Duration {
        .seconds(60 - secondsNow % 60)
    }

    /// A time of the week.
    package init(day: Int, minute: Int) {
        self.day = day
        self.minute = minute
    }
}
