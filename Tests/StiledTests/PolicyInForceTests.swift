import Configuration
import Gateway
import Testing

@testable import stiled

@Suite struct PolicyInForceTests {
    // The office may do everything on weekdays from 8 to 18 o'clock, and less at all other times.
    private var settings: Settings {
        var office = HostRule(HostGroup("office", may: .everything))
        office.times = [WeeklySpan(days: [0, 1, 2, 3, 4], from: 480, to: 1080)]
        var settings = Settings()
        settings.hosts = [office, HostRule(HostGroup("everybody", may: .chat))]
        return settings
    }

    private func names(_ current: PolicyInForce) -> [String] { current.policy.hosts.map(\.name) }

    @Test func isTheOneOfTheHour() {
        #expect(names(PolicyInForce(settings, at: WeekTime(day: 0, minute: 480))) == ["office", "everybody"])
        #expect(names(PolicyInForce(settings, at: WeekTime(day: 0, minute: 479))) == ["everybody"])
        #expect(names(PolicyInForce(settings, at: WeekTime(day: 5, minute: 480))) == ["everybody"])
    }

    @Test func changesWithTheClockWhicheverWayItIsSet() {
        var current = PolicyInForce(settings, at: WeekTime(day: 0, minute: 479))
        let steps = [(0, 479), (0, 480), (0, 481), (0, 479), (4, 1079), (4, 1080), (0, 600), (0, 600)]
        let told = steps.map { day, minute in
            current.isAnother(at: WeekTime(day: day, minute: minute)) ? names(current).count : 0
        }
        #expect(told == [0, 2, 0, 1, 2, 1, 2, 0])
    }
}
