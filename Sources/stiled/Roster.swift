import Gateway
import NetfilterQueue

/// What the daemon knows of its workers from what they have told.
struct Roster {
    /// Why the first worker that failed did so.
    private(set) var failure: QueueError?
    private let queues: [UInt16]
    private var grants: [UInt16: QueueGrant] = [:]
    private var counters: [UInt16: WorkerCounters] = [:]
    private var awaitingCounters: Set<UInt16> = []
    private var ended: Set<UInt16> = []

    /// Workers that have told nothing yet.
    init(queues: [UInt16]) {
        self.queues = queues
    }

    /// Takes in a message.
    mutating func note(_ message: WorkerMessage) {
        switch message {
        case .bound(let queue, let grant):
            grants[queue] = grant
        case .transfer:
            break
        case .counters(let counted):
            take(counted)
        case .ended(let counted, let cause):
            take(counted)
            ended.insert(counted.queue)
            failure = failure ?? cause
        }
    }

    private mutating func take(_ counted: WorkerCounters) {
        counters[counted.queue] = counted
        awaitingCounters.remove(counted.queue)
    }

    /// From here on `hasAllCounters` waits for every worker that has not ended.
    mutating func expectCounters() {
        awaitingCounters = Set(queues).subtracting(ended)
    }

    /// Whether every queue is bound, or bound to fail.
    var hasStarted: Bool { grants.count + ended.subtracting(grants.keys).count == queues.count }

    /// Whether every worker has answered the last `expectCounters`.
    var hasAllCounters: Bool { awaitingCounters.isEmpty }

    /// Whether every worker is gone.
    var hasEnded: Bool { ended.count == queues.count }

    /// The queues whose workers have not ended.
    var running: [UInt16] { queues.filter { !ended.contains($0) } }

    /// The counters of all workers, summed, as they last told them.
    var rows: [Counters.Row] {
        var packets = Counters()
        var losses = QueueCounters()
        for counted in counters.values {
            packets.add(counted.packets)
            losses.add(counted.losses)
        }
        return packets.rows + losses.rows
    }

    /// What the kernel granted; the same for all queues, since one kernel was asked for the same.
    var grant: QueueGrant? { grants.values.first }
}
