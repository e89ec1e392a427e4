import Configuration
import Logging
import NetfilterQueue
import Telemetry

// What the daemon does of its own accord, at times.

extension Daemon {
    // A policy changes at the turn of a minute, by a clock that may be set meanwhile.
    func nextAppointment(after time: Duration) -> Duration {
        [report.next, beat.next, workers.nextStart ?? report.next, time + WeekTime.untilNextMinute()].min() ?? time
    }

    mutating func keepAppointments(at time: Duration) {
        workers.startDue(at: time)
        if beat.isDue(at: time) { proveAlive() }
        if report.isDue(at: time) {
            journal.tellSettled(at: time)
            tellLosses()
        }
        adoptPolicyOfTheHour()
    }

    private mutating func proveAlive() {
        if let table { workers.endUnbound(table.read()) }
        if workers.areAlive() {
            supervisor.beat()
            supervisor.status(statusLine)
        } else {
            logger.error("no answer from the workers of queues \(workers.roster.silent): they hang, or cannot keep up")
        }
    }

    /// Says which queues have lost packets since this was last asked.
    private mutating func tellLosses() {
        for counted in counters {
            let (lost, told) = (counted.losses.packets, losses[counted.queue, default: 0])
            losses[counted.queue] = lost
            // Fewer than before: the kernel counts anew for a queue that was bound again.
            guard lost > told else { continue }
            logger.warning("queue \(counted.queue) has lost \(lost - told) packets")
            events.tell(.queue(number: counted.queue, .lost(packets: lost - told)))
        }
    }
}
