import ArgumentParser
import Gateway
import Logging
import NetfilterQueue
import Telemetry

/// The main thread: starts the workers, then waits for signals and for what the workers tell.
struct Daemon: ~Copyable {
    /// How many seconds a worker may be silent when something is asked of it: far longer than a batch takes, and short
    /// of the time after which whoever started us would kill us.
    private static let patience: Int32 = 5
    /// How often, in seconds, it is asked which transfers have come to an end.
    private static let reportInterval: Int32 = 30

    private let logger: Logger
    private let signals: Signals
    private let mailbox: Mailbox<WorkerMessage>
    private let workers: [QueueWorker]
    private let policy: Policy
    private var roster: Roster
    private var transfers = TransferLog()
    private let ledger: TransferLedger
    private var outcomes = OutcomeCounts()
    private var lastReport = MonotonicClock.now()

    /// Starts one worker for each queue.
    init(_ configurations: [QueueConfiguration], policy: Policy, logger: Logger) throws {
        // Before any other thread, since those inherit the signal mask.
        let signals = try Signals()
        let mailbox = try Mailbox<WorkerMessage>()
        let ledger = TransferLedger()
        workers = try configurations.map { configuration in
            try QueueWorker(configuration, policy: policy, ledger: ledger, reportingTo: mailbox)
        }
        self.signals = signals
        self.mailbox = mailbox
        self.logger = logger
        self.policy = policy
        self.ledger = ledger
        roster = Roster(queues: configurations.map(\.number))
    }

    /// Serves until a signal asks for the end or a worker fails; throws the failure.
    mutating func run() throws {
        try waitForWorkers { $0.hasStarted }
        let started = roster.failure == nil
        if started { try serve() }
        try stopWorkers()
        log(ledger.remainder())
        if started { printCounters() }
        if let failure = roster.failure { throw failure }
        // Said in the log already.
        if !roster.hasEnded { throw ExitCode.failure }
    }

    private mutating func serve() throws {
        logStart()
        while roster.failure == nil {
            let ready = try Descriptor.wait(
                for: mailbox.descriptor,
                or: signals.descriptor,
                seconds: Self.reportInterval
            )
            if ready.first { readMailbox() }
            logSettledTransfers()
            if ready.second, try answerSignals() { return }
        }
    }

    /// Answers the signals that wait; true when one of them asks for the end.
    private mutating func answerSignals() throws -> Bool {
        while let request = signals.next() {
            switch request {
            case .report: try report()
            case .stop: return true
            }
        }
        return false
    }

    private mutating func report() throws {
        roster.expectCounters()
        for worker in workers { worker.askForCounters() }
        try waitForWorkers { $0.hasAllCounters }
        printCounters()
    }

    private mutating func stopWorkers() throws {
        for worker in workers { worker.askToStop() }
        try waitForWorkers { $0.hasEnded }
    }

    private func printCounters() {
        StandardStream.output.write(CountersTable(roster.rows + outcomes.rows).text)
    }

    /// Reads messages until the workers are where we want them, one of them has failed, or all of them are silent.
    private mutating func waitForWorkers(until arrived: (Roster) -> Bool) throws {
        while !arrived(roster) {
            let ready = try Descriptor.wait(for: mailbox.descriptor, or: Self.noDescriptor, seconds: Self.patience)
            guard ready.first else {
                logger.error("no answer from the workers of queues \(roster.running)")
                return
            }
            readMailbox()
        }
    }

    private static let noDescriptor: Int32 = -1

    private mutating func readMailbox() {
        for message in mailbox.takeAll() {
            if case .transfer(let decision) = message {
                for line in transfers.lines(for: decision) { logger.notice("\(line)") }
            } else {
                roster.note(message)
            }
        }
    }

    /// One line for each transfer of which nothing more is expected.
    private mutating func logSettledTransfers() {
        let now = MonotonicClock.now()
        guard now - lastReport >= .seconds(Int64(Self.reportInterval)) else { return }
        lastReport = now
        log(ledger.settled(at: now))
    }

    private mutating func log(_ reports: [TransferReport]) {
        for report in reports {
            outcomes.record(report.outcome)
            logger.notice("\(TransferSummary(report))")
        }
    }

    private func logStart() {
        let queues = workers.map { "\($0.queue)" }.joined(separator: ", ")
        let grant = roster.grant.map { "\($0)" } ?? ""
        logger.notice("serving queue \(queues): \(grant); file transfers: \(policy.invitations)")
    }
}
