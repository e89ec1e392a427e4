import CLocalTime
package import Gateway
import Glibc

/// A minute of the week by the clock on the wall, as people set it and the time zone has it: what times of policy files are
/// counted by.
package struct WeekTime: Sendable, Equatable, CustomStringConvertible {
    /// The day, 0 for Monday to 6 for Sunday.
    package var day: Int
    /// The minute of the day, 0 to 1439.
    package var minute: Int

    /// A minute of a day.
    package init(day: Int, minute: Int) {
        self.day = day
        self.minute = minute
    }

    /// Now.
    ///
    /// This clock jumps: summer time, an administrator, a time server. Nothing is measured by it.
    package static func now() -> WeekTime {
        WeekTime(secondsSince1970: Int64(time(nil)))
    }

    /// How long it is until the minute turns.
    package static func untilNextMinute() -> Duration {
        .seconds(60 - time(nil) % 60)
    }

    /// The minute in which a moment lies.
    package init(secondsSince1970 seconds: Int64) {
        self.init(secondsSince1970: seconds, east: stile_seconds_east(seconds))
    }

    /// The minute in which a moment lies where clocks are so many seconds ahead of UTC.
    init(secondsSince1970 seconds: Int64, east offset: Int64) {
        let minutes = seconds.addingReportingOverflow(offset).partialValue.dividedDown(by: 60)
        let days = minutes.dividedDown(by: 1440)
        // That year began with a Thursday.
        self.init(day: Int(days + 3 - (days + 3).dividedDown(by: 7) * 7), minute: Int(minutes - days * 1440))
    }

    /// As `mon 08:00`.
    package var description: String {
        "\(WeeklySpan.names[day]) \(WeeklySpan.clock(minute))"
    }
}

extension Int64 {
    /// The quotient rounded towards minus infinity.
    fileprivate func dividedDown(by divisor: Int64) -> Int64 {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }
}

extension Settings {
    /// The policy as it is at a time.
    package func policy(at time: WeekTime) -> Policy { policy(at: time.day, time.minute) }

    /// In how many minutes, at least 1, another set of groups counts; nil if there never is another.
    package func nextChange(after time: WeekTime) -> Int? { nextChange(after: time.day, time.minute) }
}
