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

    static let minutesPerDay = 1440
    static let minutesPerWeek = 7 * minutesPerDay

    /// How many minutes it lasts.
    private var length: Int { end > begin ? end - begin : end + Self.minutesPerDay - begin }

    /// Whether a minute, counted from the beginning of Monday, lies in the span.
    func contains(minuteOfWeek minute: Int) -> Bool {
        days.contains { day in
            let since = (minute - day * Self.minutesPerDay - begin + 2 * Self.minutesPerWeek) % Self.minutesPerWeek
            return since < length
        }
    }

    /// The minutes of the week at which it begins or ends.
    var edges: [Int] {
        days.flatMap { day in
            let start = day * Self.minutesPerDay + begin
            return [start % Self.minutesPerWeek, (start + length) % Self.minutesPerWeek]
        }
    }
}

extension WeeklySpan: CustomStringConvertible {
    static let names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

    /// The span that a person has written, `mon-fri 08:00-18:00`, `sat,sun 22:00-06:00` or `daily 12:00-13:00`; nil if it is none.
    package init?(written text: String) {
        let parts = text.lowercased().split(separator: " ")
        guard parts.count == 2, let days = Self.days(parts[0]) else { return nil }
        let times = parts[1].split(separator: "-", omittingEmptySubsequences: false).map(Self.minute)
        guard times.count == 2, let begin = times[0], let end = times[1], begin < Self.minutesPerDay, begin != end
        else {
            return nil
        }
        self.init(days: days, from: begin, to: end)
    }

    private static func days(_ text: Substring) -> Set<Int>? {
        guard text != "daily" else { return Set(names.indices) }
        var days: Set<Int> = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            let ends = part.split(separator: "-", omittingEmptySubsequences: false).map {
                names.firstIndex(of: String($0))
            }
            guard ends.count <= 2, let first = ends.first.flatMap(\.self), let last = ends.last.flatMap(\.self) else {
                return nil
            }
            days.formUnion((first...(last < first ? last + 7 : last)).map { $0 % 7 })
        }
        return days
    }

    /// `08:00` to `24:00`, in minutes of the day.
    private static func minute(_ text: Substring) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ $0.utf8.count == 2 }) else { return nil }
        let numbers = parts.map { $0.first == "0" ? UInt8(digits: $0.dropFirst()) : UInt8(digits: $0) }
        guard let hour = numbers[0], let minute = numbers[1], minute < 60, hour < 24 || hour == 24 && minute == 0 else {
            return nil
        }
        return Int(hour) * 60 + Int(minute)
    }

    /// The span as people write it.
    package var description: String {
        "\(days.count == 7 ? "daily" : rows) \(Self.clock(begin))-\(Self.clock(end))"
    }

    /// The days, three or more in a row as the first and the last.
    private var rows: String {
        var rows: [ClosedRange<Int>] = []
        for day in days.sorted() {
            if let last = rows.last, last.upperBound + 1 == day {
                rows[rows.count - 1] = last.lowerBound...day
            } else {
                rows.append(day...day)
            }
        }
        return rows.map { row in
            let names = Self.names[row]
            return row.count < 3
                ? names.joined(separator: ",") : "\(Self.names[row.lowerBound])-\(Self.names[row.upperBound])"
        }.joined(separator: ",")
    }

    static func clock(_ minute: Int) -> String {
        [minute / 60, minute % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
    }
}
