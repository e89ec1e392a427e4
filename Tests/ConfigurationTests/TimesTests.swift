import Configuration
import Gateway
import TestSupport
import Testing

/// When groups count.
@Suite struct TimesTests {
    private static let written: [(text: String, days: Set<Int>, begin: Int, end: Int)] = [
        ("mon-fri 08:00-18:00", [0, 1, 2, 3, 4], 480, 1080), ("SAT,Sun 00:00-24:00", [5, 6], 0, 1440),
        ("daily 22:30-06:00", [0, 1, 2, 3, 4, 5, 6], 1350, 360), ("fri-mon 12:00-12:01", [4, 5, 6, 0], 720, 721),
        ("tue,thu-fri 09:09-10:10", [1, 3, 4], 549, 610),
    ]

    @Test(arguments: written)
    func aSpanIsReadAsPeopleWriteIt(text: String, days: Set<Int>, begin: Int, end: Int) {
        #expect(WeeklySpan(written: text) == WeeklySpan(days: days, from: begin, to: end))
        #expect(WeeklySpan(written: "\(WeeklySpan(days: days, from: begin, to: end))")?.days == days)
    }

    @Test(arguments: [
        "", "mon", "08:00-18:00", "mon-fri 8:00-18:00", "mon-fri 08:00", "mon-fri 08:00-24:01", "mon-fri 24:00-08:00",
        "mon-fri 08:60-09:00", "mon-fri 08:00-08:00", "mon-tue-wed 08:00-09:00", "mon, 08:00-09:00",
        "weekdays 08:00-09:00",
        "mon 08:00-09:00 10:00-11:00", "mon 08:00 - 09:00", "mon -1:00-02:00", "mon +1:00-02:00",
    ])
    func whatIsNoSpanIsRefused(text: String) {
        #expect(WeeklySpan(written: text) == nil)
    }

    @Test(arguments: [
        ("mon-fri 08:00-18:00", "mon-fri"), ("mon,tue 08:00-18:00", "mon,tue"),
        ("mon,wed-sun 08:00-09:00", "mon,wed-sun"),
    ])
    func daysInARowAreWrittenAsOne(text: String, days: String) {
        #expect(WeeklySpan(written: text).map { "\($0)" }?.hasPrefix("\(days) ") == true)
    }

    private static let settings: Settings = {
        var settings = Settings.standard
        var office = HostRule(HostGroup("office", may: .everything))
        office.times = [WeeklySpan(days: [0, 1, 2, 3, 4], from: 480, to: 1080)]
        var night = HostRule(HostGroup("night", may: .nothing))
        night.times = [WeeklySpan(days: [6], from: 1320, to: 360)]
        settings.hosts = [office, night, HostRule(HostGroup("rest", may: .chat))]
        return settings
    }()

    private static let moments: [(day: Int, minute: Int, groups: [String], next: Int)] = [
        (0, 479, ["rest"], 1), (0, 480, ["office", "rest"], 600), (0, 1079, ["office", "rest"], 1),
        (0, 1080, ["rest"], 840),
        (4, 1080, ["rest"], 2 * 1440 + 240), (6, 1319, ["rest"], 1), (6, 1320, ["night", "rest"], 480),
        (0, 0, ["night", "rest"], 360), (0, 359, ["night", "rest"], 1), (0, 360, ["rest"], 120),
    ]

    @Test(arguments: moments)
    func groupsCountAtTheirTimes(day: Int, minute: Int, groups: [String], next: Int) {
        #expect(Self.settings.policy(at: day, minute).hosts.map(\.name) == groups)
        #expect(Self.settings.nextChange(after: day, minute) == next)
    }

    @Test func whatNeverChangesHasNoNextChange() {
        #expect(Settings.standard.nextChange(after: 0, 0) == nil)
        var always = Self.settings
        always.hosts[0].times = [WeeklySpan(days: Set(0..<7), from: 0, to: 1440)]
        always.hosts[1].times = []
        #expect(always.nextChange(after: 3, 700) == nil)
    }

    @Test func theNextChangeIsTheFirstMinuteAtWhichOtherGroupsCount() {
        for start in stride(from: 0, to: 10_080, by: 61) {
            let (day, minute) = (start / 1440, start % 1440)
            let now = Self.settings.policy(at: day, minute).hosts
            let first = (1...10_080).first { wait in
                let then = (start + wait) % 10_080
                return Self.settings.policy(at: then / 1440, then % 1440).hosts != now
            }
            #expect(Self.settings.nextChange(after: day, minute) == first)
        }
    }
}
