import Testing

@testable import Configuration

@Suite struct WeekTimeTests {
    private struct Row: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let seconds: Int64
        var east: Int64 = 0
        let time: WeekTime
    }

    private static let rows = [
        Row(testDescription: "the beginning of 1970", seconds: 0, time: WeekTime(day: 3, minute: 0)),
        Row(testDescription: "the second before", seconds: -1, time: WeekTime(day: 2, minute: 1439)),
        Row(testDescription: "its first Monday", seconds: 4 * 86_400, time: WeekTime(day: 0, minute: 0)),
        Row(testDescription: "a Saturday in 2026", seconds: 1_795_276_800, time: WeekTime(day: 5, minute: 960)),
        Row(testDescription: "west of Greenwich", seconds: 0, east: -5 * 3600, time: WeekTime(day: 2, minute: 1140)),
        Row(testDescription: "half an hour off", seconds: 0, east: 19_800, time: WeekTime(day: 3, minute: 330)),
        // Europe's clocks went forward on 29 March 2026 at 01:00 UTC.
        Row(
            testDescription: "before summer time",
            seconds: 1_774_745_940,
            east: 3600,
            time: WeekTime(day: 6, minute: 119)
        ),
        Row(
            testDescription: "in summer time",
            seconds: 1_774_746_000,
            east: 7200,
            time: WeekTime(day: 6, minute: 180)
        ),
    ]

    @Test(arguments: rows)
    private func isTheClockOnTheWall(_ row: Row) {
        #expect(WeekTime(secondsSince1970: row.seconds, east: row.east) == row.time)
    }

    @Test func isNeverFarFromTheNextMinute() {
        #expect(WeekTime.untilNextMinute() > .zero)
        #expect(WeekTime.untilNextMinute() <= .seconds(60))
    }
}
