import Configuration
import Gateway
import Logging
import NetfilterQueue
import Telemetry

/// The workers, one for each queue: all are asked together, and one that fails is started again.
struct Workers {
    /// How long a worker may take to answer: far longer than a batch takes, and short of the time after which whoever
    /// started us would kill us.
    static let patience = Duration.seconds(5)

    /// What all workers have in common.
    struct Terms {
        var policy: Policy
        let limits: Limits
        let ledger: TransferLedger
    }

    private(set) var roster: Roster
    /// Why a worker cannot be kept going; the daemon is of no use then.
    private(set) var failure: QueueError?
    /// What the workers have told of transfers and nobody has taken yet.
    private var transfers: [Decision] = []
    private var terms: Terms
    private let configurations: [UInt16: QueueConfiguration]
    private var workers: [UInt16: QueueWorker] = [:]
    private var plans: [UInt16: RestartPlan] = [:]
    private var due: [UInt16: Duration] = [:]
    private var isStopping = false
    private let mailbox: Mailbox<WorkerMessage>
    private let events: EventLog
    private let logger: Logger

    /// Starts one worker for each queue.
    init(_ queues: [BoundQueue], on terms: Terms, events: EventLog, logger: Logger) throws {
        self.terms = terms
        self.events = events
        self.logger = logger
        mailbox = try Mailbox<WorkerMessage>()
        configurations = Dictionary(uniqueKeysWithValues: queues.map { ($0.configuration.number, $0.configuration) })
        roster = Roster(queues: configurations.keys.sorted())
        let now = MonotonicClock.now()
        for queue in queues {
            try start(queue)
            plans[queue.configuration.number] = RestartPlan(begunAt: now)
        }
    }

    /// Readable when a worker has told something.
    var descriptor: Int32 { mailbox.descriptor }

    /// When a worker is to be started again; nil if all are there.
    var nextStart: Duration? { due.values.min() }

    private mutating func start(_ bound: BoundQueue) throws(QueueError) {
        workers[bound.configuration.number] = try QueueWorker(
            bound,
            policy: terms.policy,
            limits: terms.limits,
            ledger: terms.ledger,
            reportingTo: mailbox
        )
    }
}

// MARK: - Messages

extension Workers {
    /// Takes in what the workers have told.
    mutating func readMailbox() {
        for message in mailbox.takeAll() {
            roster.note(message)
            switch message {
            case .transfer(let decision): transfers.append(decision)
            case .ended(let counted, let cause): noteEnd(of: counted.queue, cause ?? .ended(queue: counted.queue))
            case .adopted, .counters: break
            }
        }
    }

    /// The decisions on transfers that have come in since the last time.
    mutating func takeTransfers() -> [Decision] {
        defer { transfers.removeAll() }
        return transfers
    }

    /// Has all workers decide by this policy from their next packet on; returns the queues of those that do not answer.
    mutating func adopt(_ policy: Policy) -> [UInt16] {
        terms.policy = policy
        for queue in roster.ask(for: .adoption) { workers[queue]?.askToAdopt(policy) }
        return wait(for: .adoption)
    }

    /// Brings the counters up to date; returns the queues of the workers that do not answer.
    mutating func count() -> [UInt16] {
        askForCounters()
        return wait(for: .counters)
    }

    /// Brings the counters up to date as far as that goes without delay: whoever hangs has been asked before, and is not
    /// waited for.
    mutating func countBriefly() {
        let asked = askForCounters()
        _ = wait(atMost: .milliseconds(500)) { roster in roster.owing(.counters).filter(asked.contains) }
    }

    /// Has the workers tell their counters, without waiting for them.
    ///
    /// Returns the queues of those that are asked.
    @discardableResult
    mutating func askForCounters() -> [UInt16] {
        let asked = roster.ask(for: .counters)
        for queue in asked { workers[queue]?.askForCounters() }
        return asked
    }

    /// Whether all workers have been heard of since this was last asked; asks them to be heard of again.
    mutating func areAlive() -> Bool {
        guard roster.silent.isEmpty else { return false }
        roster.forgetHeard()
        askForCounters()
        return true
    }

    /// Ends all workers, each after it has answered what waits; returns the queues of those that do not end.
    mutating func stop() -> [UInt16] {
        isStopping = true
        due = [:]
        for queue in roster.served { workers[queue]?.askToStop() }
        return wait { $0.served }
    }

    private mutating func wait(for answer: Roster.Answer) -> [UInt16] { wait { $0.owing(answer) } }

    /// Reads messages until nobody is missing, or for as long as our patience lasts; returns who is missing then.
    private mutating func wait(
        atMost patience: Duration = Self.patience,
        until missing: (Roster) -> [UInt16]
    ) -> [UInt16] {
        let deadline = MonotonicClock.now() + patience
        readMailbox()
        while !missing(roster).isEmpty {
            let left = deadline - MonotonicClock.now()
            guard left > .zero, (try? Descriptor.wait(forAnyOf: [descriptor], atMost: left)) != nil else { break }
            readMailbox()
        }
        return missing(roster)
    }
}

// MARK: - Failures

extension Workers {
    /// Starts the workers anew whose time has come.
    mutating func startDue(at time: Duration) {
        for (queue, _) in due.filter({ $0.value <= time }) {
            guard let configuration = configurations[queue] else { continue }
            due[queue] = nil
            do throws(QueueError) {
                try start(BoundQueue(configuration))
                plans[queue]?.noteStart(at: time)
                roster.noteStart(of: queue)
                logger.warning("queue \(queue) is served again")
                events.tell(.queue(number: queue, .bound))
            } catch {
                noteFailure(of: queue, error)
            }
        }
    }

    /// Asks the workers to end whose queues the kernel does not know any more; they are started again like those that
    /// failed.
    mutating func endUnbound(_ table: QueueTable) {
        for queue in roster.served where table.entry(for: queue) == nil {
            logger.error("the kernel has unbound queue \(queue)")
            workers[queue]?.askToStop()
        }
    }

    private mutating func noteEnd(of queue: UInt16, _ cause: QueueError) {
        workers[queue] = nil
        guard !isStopping else {
            if cause != .ended(queue: queue) { failure = failure ?? cause }
            return
        }
        noteFailure(of: queue, cause)
    }

    private mutating func noteFailure(of queue: UInt16, _ cause: QueueError) {
        events.tell(.queue(number: queue, .failed("\(cause)")))
        let now = MonotonicClock.now()
        guard let time = plans[queue]?.noteFailure(at: now) else {
            failure = failure ?? cause
            return
        }
        due[queue] = time
        logger.error("queue \(queue) is not served: \(cause) It is tried again in \(time - now).")
    }
}
