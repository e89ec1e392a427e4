import Gateway
import NetfilterQueue
import Testing

@Suite struct QueueCountersTests {
    private var counted: QueueCounters {
        var counters = QueueCounters()
        counters.overruns = 1
        counters.queueDropped = 2
        counters.userDropped = 3
        counters.cutPackets = 4
        counters.asynchronousErrors = 5
        counters.unloggedTransfers = 6
        return counters
    }

    @Test func reportsEveryCounter() {
        #expect(counted.rows.map(\.count) == [1, 2, 3, 4, 5, 6])
        #expect(counted.rows.allSatisfy { $0.name == "queue_losses" })
        #expect(Set(counted.rows.flatMap { $0.labels.map(\.value) }).count == 6)
    }

    @Test func sumsQueues() {
        var sum = counted
        sum.add(counted)
        #expect(sum.rows.map(\.count) == [2, 4, 6, 8, 10, 12])
    }
}
