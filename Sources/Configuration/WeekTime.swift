package import Gateway
import Glibc

/// A minute of the week, in the local time of the machine: what times of policy files are counted by.
package struct WeekTime: Sendable, Equatable, CustomStringConvertible {
    /// The day, 0 for Monday to 6 for Sunday.
    package var day: Int
    /// The minute of the day.
    package var minute: Int

    /// A minute of a day.
    package init(day: Int, minute: Int) {
        self.day = day
        self.minute = minute
    }

    /// Now.
    package static func now() -> WeekTime {
        WeekTime(secondsSince1970: Int64(time(nil)))
    }

    /// The minute in which a moment lies.
    package init(secondsSince1970 seconds: Int64) {
        var moment = time_t(seconds)
        var parts = unsafe tm()
        tzset()
        _ = unsafe localtime_r(&moment, &parts)
        self.init(day: unsafe (Int(parts.tm_wday) + 6) % 7, minute: unsafe Int(parts.tm_hour) * 60 + Int(parts.tm_min))
    }

    /// As `mon 08:00`.
    package var description: String {
        "\(WeeklySpan.names[day]) \(WeeklySpan.clock(minute))"
    }
}

extension Settings {
    /// The policy as it is at a time.
    package func policy(at time: WeekTime) -> Policy { policy(at: time.day, time.minute) }

    /// In how many minutes, at least 1, another set of groups counts; nil if there never is another.
    package func nextChange(after time: WeekTime) -> Int? { nextChange(after: time.day, time.minute) }
}
