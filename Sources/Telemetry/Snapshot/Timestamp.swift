/// A moment of the calendar, to the microsecond; who has a clock makes one.
package struct Timestamp: Sendable, Hashable, Comparable {
    /// Microseconds since the beginning of 1970, UTC.
    package var microseconds: Int64

    /// The moment so many microseconds after the beginning of 1970, UTC.
    package init(microseconds: Int64) {
        self.microseconds = microseconds
    }

    /// The moment so long after the beginning of 1970, UTC.
    package init(_ sinceEpoch: Duration) {
        let (seconds, attoseconds) = sinceEpoch.components
        microseconds = seconds &* 1_000_000 &+ attoseconds / 1_000_000_000_000
    }

    package static func < (a: Timestamp, b: Timestamp) -> Bool { a.microseconds < b.microseconds }

    /// Whole seconds since the beginning of 1970, UTC.
    var seconds: Int64 { microseconds.dividedDown(by: 1_000_000) }
}

extension Timestamp: CustomStringConvertible {
    /// The form of RFC 3339 with microseconds, as in `2026-11-21T15:04:05.000123Z`.
    package var description: String {
        "\(date)T\(time).\(digits(microseconds - seconds * 1_000_000, 6))Z"
    }

    /// The date and the time to the second, for people: `2026-11-21 15:04:05`.
    package var shortText: String { "\(date) \(time)" }

    /// The time of the day to the second.
    package var time: String {
        let second = seconds - days * 86_400
        return "\(digits(second / 3600, 2)):\(digits(second / 60 % 60, 2)):\(digits(second % 60, 2))"
    }

    private var days: Int64 { seconds.dividedDown(by: 86_400) }

    /// The date in the Gregorian calendar; years are counted from March on, so that the leap day is the last of one.
    private var date: String {
        let day = days + 719_468
        let era = day.dividedDown(by: 146_097)
        let dayOfEra = day - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return "\(digits(year, 4))-\(digits(month, 2))-\(digits(dayOfYear - (153 * marchMonth + 2) / 5 + 1, 2))"
    }
}

private func digits(_ number: Int64, _ width: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, width - text.count)) + text
}

extension Int64 {
    /// The quotient rounded towards minus infinity, for times before 1970.
    fileprivate func dividedDown(by divisor: Int64) -> Int64 {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }
}
