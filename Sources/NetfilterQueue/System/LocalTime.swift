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
        var seconds = secondsNow
        // Reads TZ and /etc/localtime again where they have changed, which localtime_r alone need not do.
        tzset()
        var parts = unsafe tm()
        _ = unsafe localtime_r(&seconds, &parts)
        return unsafe LocalTime(secondsSince1970: seconds, east: Int(parts.tm_gmtoff))
    }

    private static var secondsNow: time_t { time(nil) }

    /// The time at so many seconds since 1970 began in UTC, where clocks are so many seconds ahead of UTC.
    init(secondsSince1970 seconds: Int, east offset: Int) {
        let minutes = (seconds + offset).dividedDown(by: 60)
        let days = minutes.dividedDown(by: 1440)
        minute = minutes - days * 1440
        // That year began with a Thursday.
        day = (days + 3) - (days + 3).dividedDown(by: 7) * 7
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

extension Int {
    /// The quotient rounded towards minus infinity.
    fileprivate func dividedDown(by divisor: Int) -> Int {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }
}
