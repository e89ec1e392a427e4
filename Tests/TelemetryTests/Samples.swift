import MSNP
import PacketHeaders
import Telemetry

@testable import Gateway

/// A daemon that has something of everything to tell.
enum Samples {
    static let noon = Timestamp(microseconds: 1_700_000_000_123_456)

    static let offer = Decision(
        verdict: .edit,
        reason: .transfer,
        action: .decline,
        mark: .unchanged,
        endpoints: (alice, switchboard),
        sightings: [sighting(1, from: "alice@example.org", to: "bob@example.org", file: "cat.jpg", size: 2048)]
    )

    static let alice = Endpoint(address: IPAddress(v4: 0xC633_6402), port: 49_152)
    static let switchboard = Endpoint(address: IPAddress(v4: 0xCB00_7114), port: 1863)

    static func sighting(
        _ number: TransferID,
        from: String?,
        to: String?,
        file: String?,
        size: UInt64?,
        stage: TransferStage = .invite
    ) -> TransferSighting {
        var details = TransferDetails(kind: .msnftp, carrier: .switchboard)
        details.from = from
        details.to = to
        details.file = file
        details.size = size
        return TransferSighting(transfer: number, stage: stage, details: details)
    }

    static func packets(_ verdict: String, _ count: UInt64) -> Counters.Row {
        Counters.Row("packets", labels: [("verdict", verdict), ("reason", "ordinary")], count)
    }

    static var snapshot: DaemonSnapshot {
        var snapshot = DaemonSnapshot(
            version: "0.1.0",
            started: noon,
            taken: Timestamp(microseconds: noon.microseconds + 3_723_000_000)
        )
        snapshot.policy = [PolicyRow("policy.invitations", "decline"), PolicyRow("queues.numbers", "0:1")]
        snapshot.counters = [
            packets("accept", 1_234_567), packets("edit", 12), packets("drop", 3),
            Counters.Row("transfers", labels: [("stage", "invite"), ("outcome", "declined")], 7),
            Counters.Row("transfers", labels: [("stage", "invite"), ("outcome", "passed")], 1),
            Counters.Row("outcomes", labels: [("outcome", "declined")], 7),
        ]
        var first = QueueState(number: 0)
        first.length = 4096
        first.waiting = 5
        first.latency.record(.microseconds(40), packets: 99)
        first.latency.record(.milliseconds(2), packets: 1)
        var second = QueueState(number: 1)
        second.isServed = false
        second.length = 4096
        second.droppedByUser = 11
        second.cutPackets = 2
        second.overruns = 1
        second.restarts = 3
        snapshot.queues = [first, second]
        snapshot.flows = 20
        snapshot.conversations = 1
        snapshot.latestConversations = [
            ConversationState(originator: alice, responder: switchboard, standing: "read", silentSeconds: 75)
        ]
        snapshot.storedBytes = 65_536
        var latest = LatestTransfers()
        latest.note(offer, at: snapshot.taken)
        snapshot.latestTransfers = latest.entries
        snapshot.eventsLost = 4
        snapshot.residentBytes = 12_345_678
        return snapshot
    }
}
