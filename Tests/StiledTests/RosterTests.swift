import Gateway
import NetfilterQueue
import Testing

@testable import stiled

@Suite struct RosterTests {
    private func counters(_ queue: UInt16, overruns: UInt64 = 0, flows: Int = 0) -> WorkerCounters {
        var counters = WorkerCounters(queue: queue)
        counters.losses.overruns = overruns
        counters.followedFlows = flows
        return counters
    }

    @Test func waitsForTheAnswersOfAll() {
        var roster = Roster(queues: [0, 1])
        #expect(roster.ask(for: .adoption) == [0, 1])
        roster.note(.adopted(queue: 1))
        #expect(roster.owing(.adoption) == [0])
        roster.note(.counters(counters(0)))
        #expect(roster.owing(.adoption) == [0])
        roster.note(.adopted(queue: 0))
        #expect(roster.owing(.adoption).isEmpty)
    }

    @Test func doesNotAskAHungWorkerWithoutEnd() {
        var roster = Roster(queues: [0, 1])
        _ = roster.ask(for: .counters)
        roster.note(.counters(counters(1)))
        #expect(roster.ask(for: .counters) == [1])
    }

    @Test func knowsWhoHasBeenSilentSinceTheLastBeat() {
        var roster = Roster(queues: [0, 1])
        #expect(roster.silent.isEmpty)
        roster.forgetHeard()
        #expect(roster.silent == [0, 1])
        roster.note(.counters(counters(0)))
        roster.note(.adopted(queue: 1))
        #expect(roster.silent.isEmpty)
    }

    @Test func expectsNothingOfAQueueWithoutAWorker() {
        var roster = Roster(queues: [0, 1])
        _ = roster.ask(for: .adoption)
        roster.forgetHeard()
        roster.note(.ended(counters(0), cause: nil))
        #expect(roster.served == [1])
        #expect(roster.unserved == [0])
        #expect(roster.owing(.adoption) == [1])
        #expect(roster.silent == [1])
        roster.noteStart(of: 0)
        #expect(roster.served == [0, 1])
        #expect(roster.silent == [1])
        #expect(roster.ask(for: .adoption) == [0])
    }

    @Test func keepsWhatAWorkerCountedBeforeItWasStartedAgain() {
        var roster = Roster(queues: [3])
        roster.note(.ended(counters(3, overruns: 5, flows: 7), cause: nil))
        roster.noteStart(of: 3)
        roster.note(.counters(counters(3, overruns: 2, flows: 1)))
        roster.note(.counters(counters(3, overruns: 3, flows: 2)))
        #expect(roster.counters.map(\.queue) == [3])
        #expect(roster.counters.first?.losses.overruns == 8)
        #expect(roster.counters.first?.followedFlows == 2)
    }
}
