import Testing

@testable import stiled

@Suite struct RestartPlanTests {
    @Test func startsAgainLaterEachTimeAndNotForEver() {
        var plan = RestartPlan(begunAt: .seconds(100))
        var time = Duration.seconds(101)
        var delays: [Duration] = []
        while let next = plan.noteFailure(at: time) {
            delays.append(next - time)
            plan.noteStart(at: next)
            time = next + .seconds(1)
        }
        #expect(delays == [.milliseconds(500), .seconds(1), .seconds(2), .seconds(4), .seconds(8)])
    }

    @Test func forgetsFailuresBeforeAMinuteOfGoodService() {
        var plan = RestartPlan(begunAt: .zero)
        for second in 1...RestartPlan.maximumFailures {
            #expect(plan.noteFailure(at: .seconds(second)) != nil)
        }
        plan.noteStart(at: .seconds(10))
        #expect(plan.noteFailure(at: .seconds(70)) == .seconds(70) + .milliseconds(500))
    }

    @Test func doesNotForgetThemShortOfThat() {
        var plan = RestartPlan(begunAt: .zero)
        for second in 1...RestartPlan.maximumFailures { _ = plan.noteFailure(at: .seconds(second)) }
        plan.noteStart(at: .seconds(10))
        #expect(plan.noteFailure(at: .seconds(69)) == nil)
    }
}
