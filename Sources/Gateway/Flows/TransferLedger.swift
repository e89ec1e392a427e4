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
        /// Whether this step of this transfer had not been seen before.
        var isFirst: Bool
    }

    private let records = Mutex(TransferRecords())

    /// An empty ledger.
    package init() {}

    /// Whether a cookie is that of a file offered between these accounts, either of which may be unknown.
    func isOffered(cookie: UInt32, between one: String?, and other: String?, at time: Duration) -> Bool {
        records.withLock { $0.find(cookie: cookie, between: one, and: other, at: time) != nil }
    }

    /// Notes a step of a transfer by invitation; `from` and `to` are the sender and the receivers of the message.
    func note(_ invitation: Invitation, stage: TransferStage, from: String?, to: String?, at time: Duration)
        -> TransferID
    {
        records.withLock { $0.note(invitation, stage: stage, from: from, to: to, at: time) }
    }

    /// Adds what an invitation has told since. The number can change: when its cookie tells that it is another leg of a
    /// transfer already known.
    func complete(_ transfer: TransferID, with invitation: Invitation, at time: Duration) -> TransferID {
        records.withLock { $0.complete(transfer, with: invitation, at: time) }
    }

    /// Notes a data connection, and finds the announced transfer that it belongs to.
    func noteDataConnection(between ends: FlowKey, at time: Duration) -> TransferID {
        records.withLock { $0.noteDataConnection(between: ends, at: time) }
    }

    /// Adds what the data connection itself tells.
    func complete(_ transfer: TransferID, with detail: DataConnectionDetail) {
        records.withLock { $0.complete(transfer, with: detail) }
    }

    /// What is known of a transfer when a packet has been read to its end; nil if it has been forgotten.
    func sight(_ transfer: TransferID, stage: TransferStage) -> Entry? {
        records.withLock { $0.sight(transfer, stage: stage) }
    }
}
