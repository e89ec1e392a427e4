import MSNP
import PacketHeaders
import Synchronization

/// The transfers of one run, shared by all workers: what was announced on one connection and is used on another.
///
/// It is asked and told only when a packet belongs to a transfer, so its lock is never taken for chat. Transfers are
/// forgotten oldest first beyond `maximumTransfers`, and after `life`.
package final class TransferLedger: Sendable {
    /// More than a network has in an hour; a flood of offers forgets the oldest, whose edits stay in their flows.
    static let maximumTransfers = 4096
    /// How long an offer can be taken up; clients give up after minutes.
    static let life = Duration.seconds(3600)

    /// What one packet's part in a transfer looks like when the packet has been read to its end.
    struct Entry {
        var details: TransferDetails
        /// The name of the group of hosts that decides what becomes of it; nil where none does.
        var group: String?
        /// Whether this step of this transfer had not been seen before.
        var isFirst: Bool
    }

    /// A message that is a step of a transfer.
    struct Message {
        var finding: Finding
        var carrier: TransferCarrier
        var stage: TransferStage
        /// Who sent the message, and to whom, as far as that is known.
        var from: String?
        var to: String?
        var leg: TransferRecords.Leg
        /// Whether it is a further part of a message that was noted before.
        var isContinuation: Bool

        /// The family of protocols that it belongs to.
        var family: TransferKind {
            switch finding {
            case .invitation: .msnftp
            case .session, .data: .msnslp
            }
        }
    }

    /// The servers that clients were sent to.
    let servers = ServerAddresses()

    private let records = Mutex(TransferRecords())
    private let generations = SessionGenerations()
    /// The sessions of the HTTP gateway, which go from one connection to another.
    private let sessions = Mutex(GatewaySessions())

    /// An empty ledger.
    package init() {}

    /// Whether a cookie is that of a file offered between these accounts, either of which may be unknown.
    func isOffered(cookie: UInt32, between one: String?, and other: String?, at time: Duration) -> Bool {
        records.withLock { $0.find(cookie: cookie, between: one, and: other, at: time) != nil }
    }

    /// Changes whenever anything is told that may change what is known of a session.
    func generation(ofSession number: UInt32) -> UInt64 { generations[number] }

    /// Whether an answer is still the one about this session, in packets of this origin.
    func confirms(_ answer: SessionAnswer, _ number: UInt32, _ origin: UInt64, at time: Duration) -> Bool {
        answer.holds(for: number, origin, generation(ofSession: number), at: time)
    }

    private func change<Result>(_ body: (inout TransferRecords) -> sending Result) -> Result {
        records.withLock { records in
            defer { generations.advance(records.sessions.takeChanged()) }
            return body(&records)
        }
    }

    /// What is known of a session between these accounts, either of which may be unknown; nil for nothing.
    func kind(ofSession number: UInt32, between one: String?, and other: String?, at time: Duration) -> SessionKind? {
        records.withLock { records in
            guard let known = records.sessions.find(number: number, between: one, and: other, at: time) else {
                return nil
            }
            records.sessions.refresh(known, at: time)
            return records.sessions[known]?.kind
        }
    }

    /// Notes an MSNSLP message that has been read to its end: what it tells of its session, and whether that is a
    /// transfer, with the step that the message is of it.
    func note(_ text: SessionMessage, of message: Message, at time: Duration) -> (
        transfer: TransferID, stage: TransferStage
    )? {
        change { $0.follow(text, of: message, at: time) }
    }

    /// Notes a message that is a step of a transfer.
    func note(_ message: Message, at time: Duration) -> TransferID {
        change { $0.note(message, at: time) }
    }

    /// Adds what a message has told since. The number can change: when its cookie tells that it is another leg of a
    /// transfer already known.
    func complete(_ transfer: TransferID, with message: Message, at time: Duration) -> TransferID {
        change { $0.complete(transfer, with: message, at: time) }
    }

    /// Notes a data connection, and finds the announced transfer that it belongs to.
    func noteDataConnection(between ends: FlowKey, at time: Duration) -> TransferID {
        records.withLock { $0.noteDataConnection(between: ends, at: time) }
    }

    /// What is known of a direct connection by the nonce that it has shown; nil for nothing.
    func announcement(of nonce: GUID, at time: Duration) -> TransferRecords.KnownConnection? {
        records.withLock { $0.announcement(of: nonce, at: time) }
    }

    /// Notes that the direct connection for a session that carries files has been opened.
    func noteDirectConnection(of known: TransferRecords.KnownConnection, at time: Duration) -> TransferID {
        change { $0.noteConnection(known, at: time) }
    }

    /// Adds what the data connection itself tells.
    func complete(_ transfer: TransferID, with detail: DataConnectionDetail) {
        records.withLock { $0.complete(transfer, with: detail) }
    }

    /// Whether an account is known to be the one that offers the file.
    func isOffered(_ transfer: TransferID, by account: String?) -> Bool {
        records.withLock { records in
            guard let account, let from = records.records[transfer]?.details.from else { return false }
            return from.names(account)
        }
    }

    /// Whether the sender of such a step has not been told yet that it was declined; from now on it has.
    func isFirstDenial(of step: TransferStep) -> Bool {
        records.withLock { $0.isFirstDenial(of: step) }
    }

    /// How much memory the sessions of the HTTP gateway take between two connections.
    package var sessionBytes: Int { sessions.withLock { $0.storedBytes } }

    /// Keeps the session of the HTTP gateway that a connection has come to the end of, and gives it the one it goes on with.
    func exchangeTalk(of connection: inout Connection) {
        sessions.withLock { connection.exchangeTalk(in: &$0) }
    }

    /// What is known of a transfer when a packet has been read to its end; nil if it has been forgotten.
    func sight(_ transfer: TransferID, stage: TransferStage, action: Action?, at time: Duration) -> Entry? {
        records.withLock { $0.sight(transfer, stage: stage, action: action, at: time) }
    }

    /// Notes what a group of hosts, or none in particular, has said of a step of a transfer.
    func note(_ permission: Permission, of group: String?, on transfer: TransferID) {
        records.withLock { $0.note(permission, of: group, on: transfer) }
    }

    /// The name of the group by whose leave every step of a transfer has passed so far; nil if there is none.
    func groupGivingLeave(to transfer: TransferID) -> String? {
        records.withLock { records in
            guard let ruling = records.records[transfer]?.ruling, ruling.permission == .everything else { return nil }
            return ruling.group
        }
    }

    /// Notes that a packet of a file goes by of which everything else has been told.
    func noteData(of transfer: TransferID, on carrier: TransferCarrier, at time: Duration) {
        records.withLock { $0.noteData(of: transfer, on: carrier, at: time) }
    }

    /// Notes that the last packet of a file has come by.
    func noteAllData(of transfer: TransferID) {
        records.withLock { $0.noteAllData(of: transfer) }
    }

    /// The reports of the transfers of which nothing more is expected at `time`, by the clock of
    /// `PacketClassifier.classify`; each is given once. To be asked every minute or so: a transfer that must make room for
    /// others is kept for the next asking, as long as there are no more than `maximumTransfers` of those.
    package func settled(at time: Duration) -> [TransferReport] {
        records.withLock { $0.settle(at: time) }
    }

    /// The reports of all transfers that have not been given, as they stand: for the end of a run.
    package func remainder() -> [TransferReport] {
        records.withLock { $0.settle(at: nil) }
    }
}
