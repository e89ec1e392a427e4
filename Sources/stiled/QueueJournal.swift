import NetfilterQueue
import Telemetry

/// What events tell of queues: only what has changed.
struct QueueJournal {
    private var served: Set<UInt16> = []
    private var lost: [UInt16: UInt64] = [:]

    /// Tells which queues have got a worker, or have none any more.
    mutating func tell(served now: [UInt16], to events: EventLog) {
        let now = Set(now)
        guard now != served else { return }
        for number in now.subtracting(served).sorted() { events.tell(.queue(number: number, .bound)) }
        for number in served.subtracting(now).sorted() {
            events.tell(.queue(number: number, .failed("its worker has ended")))
        }
        served = now
    }

    /// Tells how many packets the queues have lost since they were last told of.
    mutating func tell(losses counters: [WorkerCounters], to events: EventLog) {
        for counted in counters {
            let losses = counted.losses
            let total = losses.queueDropped &+ losses.userDropped &+ losses.cutPackets
            let before = lost[counted.queue, default: 0]
            lost[counted.queue] = total
            if total > before { events.tell(.queue(number: counted.queue, .lost(packets: total - before))) }
        }
    }
}
