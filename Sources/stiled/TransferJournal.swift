import Gateway
import Logging
import NetfilterQueue
import Telemetry

/// What log and events tell of transfers: each step as it is seen, and each transfer once more when it has come to its end.
struct TransferJournal {
    private var steps = TransferLog()
    /// The transfers that were heard of last.
    private(set) var latest = LatestTransfers()
    private(set) var outcomes = OutcomeCounts()
    private let ledger: TransferLedger
    private let events: EventLog
    private let logger: Logger

    /// Nothing told yet.
    init(of ledger: TransferLedger, events: EventLog, logger: Logger) {
        self.ledger = ledger
        self.events = events
        self.logger = logger
    }

    /// Tells what packets have shown of transfers.
    mutating func tell(_ decisions: [Decision]) {
        for decision in decisions {
            latest.note(decision, at: Timestamp(WallClock.now()))
            for sighting in steps.news(in: decision) {
                logger.notice("\(TransferLine(sighting, in: decision))")
                events.tell(.transfer(sighting, decision), on: EventGrounds(sighting, in: decision))
            }
        }
    }

    /// Tells of each transfer of which nothing more is expected.
    mutating func tellSettled(at time: Duration) { tell(ledger.settled(at: time)) }

    /// Tells of all transfers as they stand.
    mutating func tellRemainder() { tell(ledger.remainder()) }

    private mutating func tell(_ reports: [TransferReport]) {
        for report in reports {
            outcomes.record(report.outcome)
            latest.note(report)
            logger.notice("\(TransferSummary(report))")
            events.tell(.outcome(report), on: EventGrounds(report))
        }
    }
}
