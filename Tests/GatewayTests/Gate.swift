import Gateway
import TestSupport
import Testing

/// A classifier under test, and what left it.
///
/// Beside it every packet passes through another one, which puts flows to rest behind each of their packets where the one
/// under test never does: it must come to the same.
struct Gate: ~Copyable {
    private var classifier: PacketClassifier
    private var resting: PacketClassifier
    /// Not where gates share a ledger, to which nothing may be told twice.
    private let isCompared: Bool
    private var clock = Duration.seconds(1)
    /// The packets that left, edited where they were.
    private(set) var forwarded: [[UInt8]] = []
    /// The decision on each packet, in order.
    private(set) var decisions: [Decision] = []

    /// `ledger` is made twice; where it is a ledger that others have as well, nothing is compared.
    init(
        _ policy: Policy = .standard,
        limits: Limits = .standard,
        ledger: @autoclosure () -> TransferLedger = TransferLedger()
    ) {
        let (own, other) = (ledger(), ledger())
        isCompared = own !== other
        var limits = limits
        limits.awakeFlows = .max
        classifier = PacketClassifier(policy: policy, limits: limits, ledger: own, seed: 1)
        limits.awakeFlows = 0
        resting = PacketClassifier(policy: policy, limits: limits, ledger: other, seed: 1)
    }

    deinit {
        guard isCompared else { return }
        let (counted, compared) = (classifier.counters.rows, resting.counters.rows)
        for (row, other) in zip(counted, compared) where row.count != other.count {
            // Where the storage is full: flows at rest keep less, so that others have to make room, and at other times.
            if row.name == "flows_evicted", row.count > 0 { continue }
            Issue.record("\(row.name) \(row.labels.map(\.value)): \(row.count), with rest \(other.count)")
        }
    }

    var counters: Counters { classifier.counters }

    var followedFlows: Int { classifier.followedFlows }

    /// How many flows cannot rest now.
    var restlessFlows: Int { resting.awakeFlows }

    /// The conversations that are MSN, as they are told of now.
    func someConversations(atMost count: Int = 50) -> [FollowedConversation] {
        let told = classifier.someConversations(atMost: count, at: clock)
        let compared = resting.someConversations(atMost: count, at: clock)
        if isCompared { #expect(told == compared) }
        return told
    }

    /// The count of one counter, all of whose labels' values are told.
    func count(_ name: String, _ labels: String...) -> UInt64 {
        counters.rows.first { $0.name == name && $0.labels.map(\.value) == labels }?.count ?? 0
    }

    /// Goes on by another policy.
    mutating func adopt(_ policy: Policy) {
        classifier.adopt(policy)
        resting.adopt(policy)
    }

    /// Sends one packet through, which came in by the interface of that number.
    @discardableResult
    mutating func pass(_ packet: [UInt8], from interface: UInt32? = nil) -> Decision {
        clock += .milliseconds(1)
        var (packet, other) = (packet, packet)
        var span = packet.mutableSpan
        let decision = classifier.classify(&span, checksums: .unverified, interface: interface, at: clock)
        if isCompared {
            var span = other.mutableSpan
            let compared = resting.classify(&span, checksums: .unverified, interface: interface, at: clock)
            if !decision.isSame(as: compared) || packet != other {
                Issue.record("packet \(decisions.count): \(decision), with rest \(compared)")
            }
        }
        decisions.append(decision)
        if decision.verdict != .drop { forwarded.append(packet) }
        return decision
    }

    /// Sends the packets of a conversation through.
    mutating func pass(_ conversation: Conversation) {
        for packet in conversation.packets { pass(packet.bytes) }
    }

    mutating func wait(_ duration: Duration) { clock += duration }
}

extension Decision {
    fileprivate func isSame(as other: Decision) -> Bool {
        verdict == other.verdict && reason == other.reason && action == other.action && mark == other.mark
            && sightings == other.sightings && group == other.group
    }
}
