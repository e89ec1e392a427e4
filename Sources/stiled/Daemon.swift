import ArgumentParser
import Configuration
import Gateway
import Logging
import NetfilterQueue
import Telemetry

/// The main thread: binds the queues, gives privileges up, starts the workers; then waits for signals, for questions, and
/// for what the workers tell.
struct Daemon: ~Copyable {
    /// How often it is asked which transfers have come to an end.
    private static let reportInterval = Duration.seconds(30)
    /// How often the workers must prove that they are alive where nobody outside insists on it.
    private static let pulse = Duration.seconds(10)

    /// How often, in the time after which the supervisor would end us, it hears from us: one beat that is left out because a
    /// worker was slow must not be the last.
    private static let beatsInPatience = 4

    let logger: Logger
    let signals: Signals
    let supervisor: Supervisor
    let table: QueueTableFile?
    let control: ControlService
    let events: EventLog
    let startTime: Timestamp
    var workers: Workers
    var journal: TransferJournal
    var source: SettingsSource
    /// The settings by which queues, marks and limits are what they are.
    let started: Settings
    /// The settings as they were read last.
    var current: PolicyInForce
    /// How many packets each queue had lost when that was last told.
    var losses: [UInt16: UInt64] = [:]
    var report: Recurrence
    var beat: Recurrence

    /// Binds the queues, keeps no privilege that it does not need, and starts the workers.
    init(_ source: consuming SettingsSource, logger: Logger) throws {
        // Before any other thread, since those inherit the signal mask.
        let signals = try Signals()
        let supervisor = Supervisor()
        let table = QueueTableFile()
        let settings = try source.load()
        let current = PolicyInForce(settings, at: WeekTime.now())
        let queues = try Self.bind(settings)
        try Self.fall(settings, logger: logger)
        let control = try ControlService(settings.service, logger: logger)
        let events = EventLog(to: settings.events, logger: logger)

        let ledger = TransferLedger()
        let terms = Workers.Terms(policy: current.policy, limits: settings.limits, ledger: ledger)
        workers = try Workers(queues, on: terms, events: events, logger: logger)
        journal = TransferJournal(of: ledger, events: events, logger: logger)
        self.signals = signals
        self.supervisor = supervisor
        self.table = table
        self.control = control
        self.events = events
        startTime = Timestamp(WallClock.now())
        self.source = source
        self.current = current
        self.logger = logger
        started = settings
        let time = MonotonicClock.now()
        report = Recurrence(every: Self.reportInterval, from: time)
        beat = Recurrence(every: self.supervisor.patience.map { $0 / Self.beatsInPatience } ?? Self.pulse, from: time)
        tellStart(queues)
    }

    private static func bind(_ settings: Settings) throws -> [BoundQueue] {
        guard let configurations = settings.queueConfigurations else {
            throw ValidationError("The marks \"release\" and \"reset\" must not be zero and must not share a bit.")
        }
        return try configurations.map { try BoundQueue($0) }
    }

    private static func fall(_ settings: Settings, logger: Logger) throws {
        let account = try settings.user.map { name in
            guard let account = UserAccount(named: name) else { throw PrivilegeError.noSuchUser(name) }
            return account
        }
        ControlService.prepareFolder(settings.service, for: account, logger: logger)
        try Privileges.fall(to: account)
        logger.notice("privileges kept: \(Privileges.description)")
    }

    private func tellStart(_ queues: [BoundQueue]) {
        let numbers = queues.map { "\($0.configuration.number)" }.joined(separator: ", ")
        // The same for all queues, since one kernel was asked for the same.
        let grant = queues.first.map { "\($0.grant)" } ?? ""
        let path = source.path ?? "the built-in defaults"
        logger.notice("policy: \(path); file transfers: \(current.policy.invitations)")
        logger.notice("serving queue \(numbers): \(grant)")
        if table == nil { logger.warning("queue lengths and drops are not shown: no right to open their table") }
        events.tell(.daemon(.started, version: Stiled.version))
        for queue in queues { events.tell(.queue(number: queue.configuration.number, .bound)) }
        supervisor.ready(statusLine)
    }

    /// How the daemon does, in a line.
    var statusLine: String {
        let missing = workers.roster.unserved
        let trouble = missing.isEmpty ? "" : "; queues that are not served: \(missing)"
        return "serving queues \(workers.roster.served)\(trouble); file transfers: \(current.policy.invitations)"
    }

    /// Serves until a signal asks for the end or a queue cannot be served any more; throws the cause.
    mutating func run() throws {
        try serve()
        supervisor.stopping()
        events.tell(.daemon(.stopping, version: Stiled.version))
        control.close()
        let hung = workers.stop()
        tellTransfers()
        journal.tellRemainder()
        events.finish()
        printCounters()
        if let failure = workers.failure { throw failure }
        guard hung.isEmpty else {
            logger.error("no answer from the workers of queues \(hung)")
            throw ExitCode.failure
        }
    }

    private mutating func serve() throws {
        while workers.failure == nil {
            let now = MonotonicClock.now()
            try Descriptor.wait(
                forAnyOf: [workers.descriptor, signals.descriptor, control.descriptor],
                atMost: nextAppointment(after: now) - now
            )
            workers.readMailbox()
            keepAppointments(at: MonotonicClock.now())
            tellTransfers()
            answerQuestions()
            if answerSignals() { return }
        }
    }

    mutating func tellTransfers() {
        journal.tell(workers.takeTransfers())
    }

    /// Answers the signals that wait; true when one of them asks for the end.
    private mutating func answerSignals() -> Bool {
        while let request = signals.next() {
            switch request {
            case .report:
                _ = workers.count()
                printCounters()
            case .reload: reload()
            case .stop: return true
            }
        }
        return false
    }

    private func printCounters() {
        StandardStream.output.write(CountersTable(sum(of: counters)).text)
    }

    /// The counters of each queue, with what the kernel counts.
    var counters: [WorkerCounters] {
        let entries = table?.read()
        return workers.roster.counters.map { counted in
            var counted = counted
            if let entry = entries?.entry(for: counted.queue) {
                counted.losses.queueDropped = entry.queueDropped
                counted.losses.userDropped = entry.userDropped
            }
            return counted
        }
    }
}
