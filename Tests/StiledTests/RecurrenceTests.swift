import Testing

@testable import stiled

@Suite struct RecurrenceTests {
    @Test func isDueOncePerInterval() {
        var beat = Recurrence(every: .seconds(5), from: .seconds(100))
        let times = [Duration.milliseconds(104_999), .seconds(105), .seconds(105), .seconds(109), .seconds(111)]
        let due = times.map { beat.isDue(at: $0) }
        #expect(due == [false, true, false, false, true])
        #expect(beat.next == .seconds(116))
    }

    @Test func doesNotMakeUpForWhatWasMissed() {
        var beat = Recurrence(every: .seconds(5), from: .zero)
        let isDue = beat.isDue(at: .seconds(3600))
        #expect(isDue)
        #expect(beat.next == .seconds(3605))
    }
}
