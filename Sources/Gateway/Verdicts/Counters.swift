import MSNP

/// What one worker has counted.
///
/// A worker owns its own and adds without a lock; a report sums them.
package struct Counters: Sendable {
    /// Packets by verdict and reason.
    private var packets = Grid<Verdict, Reason>()
    /// Payload packets by what the source of the packet said of their checksums.
    var checksumsTrusted: UInt64 = 0
    /// Flows that began, and that were forgotten: in silence, or to make room.
    var flowsBegun: UInt64 = 0
    var flowsExpired: UInt64 = 0
    var flowsEvicted: UInt64 = 0
    /// Flows that turned out to be MSN, and directions of flows that turned out not to be.
    var flowsRecognized: UInt64 = 0
    var directionsForeign: UInt64 = 0
    /// Requests to the HTTP gateway.
    var gatewayRequests: UInt64 = 0
    /// Command lines and messages.
    var read = ReadingCounts()
    private var sessions = KindCounts<SessionKind>()
    private var invitations = KindCounts<InvitationKind>()
    private var transfers = Grid<TransferStage, Outcome>()

    /// Nothing counted yet.
    package init() {}

    /// What became of a step of a transfer.
    package enum Outcome: UInt8, Sendable, CaseIterable {
        /// Made harmless in place.
        case declined
        /// Dropped.
        case dropped
        /// The connection was reset.
        case reset
        /// Let through, but counted.
        case observed
        /// Let through.
        case passed
        /// A step that needs no action.
        case seen

        init(_ action: Action?) {
            switch action {
            case .decline: self = .declined
            case .drop: self = .dropped
            case .reset: self = .reset
            case .observe: self = .observed
            case .pass: self = .passed
            case nil: self = .seen
            }
        }
    }

    mutating func record(_ verdict: Verdict, _ reason: Reason) { packets[verdict, reason] &+= 1 }
    /// An MSNSLP invitation to a session, on one of its legs.
    mutating func record(_ kind: SessionKind) { sessions[kind] &+= 1 }
    /// A text invitation, on one of its legs.
    mutating func record(_ kind: InvitationKind) { invitations[kind] &+= 1 }
    mutating func record(_ stage: TransferStage, _ action: Action?) { transfers[stage, Outcome(action)] &+= 1 }

    /// Adds what another worker has counted.
    package mutating func add(_ other: Counters) {
        packets.add(other.packets)
        checksumsTrusted &+= other.checksumsTrusted
        flowsBegun &+= other.flowsBegun
        flowsExpired &+= other.flowsExpired
        flowsEvicted &+= other.flowsEvicted
        flowsRecognized &+= other.flowsRecognized
        directionsForeign &+= other.directionsForeign
        gatewayRequests &+= other.gatewayRequests
        read.add(other.read)
        sessions.add(other.sessions)
        invitations.add(other.invitations)
        transfers.add(other.transfers)
    }

    /// Every counter, in a fixed order, zeros included.
    package var rows: [Row] {
        var rows = packets.rows("packets", "verdict", "reason")
        rows += [
            Row("packets_checksum_trusted", checksumsTrusted),
            Row("flows_begun", flowsBegun), Row("flows_expired", flowsExpired), Row("flows_evicted", flowsEvicted),
            Row("flows_recognized", flowsRecognized), Row("directions_foreign", directionsForeign),
            Row("gateway_requests", gatewayRequests),
        ]
        rows += read.commands.rows("commands", "kind")
        rows += read.messages.rows("messages", "kind")
        rows += sessions.rows("session_invitations", "kind")
        rows += invitations.rows("text_invitations", "kind")
        rows += transfers.rows("transfers", "stage", "outcome")
        return rows
    }

    /// One line of a report: a name in snake case, its labels, and the number.
    package struct Row: Sendable, Equatable {
        /// The counter's family, for example `packets`.
        package var name: String
        /// What distinguishes this counter within its family, for example `("verdict", "accept")`.
        package var labels: [(name: String, value: String)]
        /// How many.
        package var count: UInt64

        /// A row with its labels.
        package init(_ name: String, labels: [(name: String, value: String)] = [], _ count: UInt64) {
            self.name = name
            self.labels = labels
            self.count = count
        }

        package static func == (a: Row, b: Row) -> Bool {
            a.name == b.name && a.count == b.count && a.labels.elementsEqual(b.labels, by: ==)
        }
    }
}
