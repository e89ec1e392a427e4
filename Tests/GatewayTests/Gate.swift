import Gateway
import TestSupport

/// A classifier under test, and what left it.
struct Gate: ~Copyable {
    private var classifier: PacketClassifier
    private var clock = Duration.seconds(1)
    /// The packets that left, edited where they were.
    private(set) var forwarded: [[UInt8]] = []
    /// The decision on each packet, in order.
    private(set) var decisions: [Decision] = []

    init(_ policy: Policy = .standard, limits: Limits = .standard, ledger: TransferLedger = TransferLedger()) {
        classifier = PacketClassifier(policy: policy, limits: limits, ledger: ledger, seed: 1)
    }

    var counters: Counters { classifier.counters }

    var followedFlows: Int { classifier.followedFlows }

    /// The conversations that are MSN, as they are told of now.
    func someConversations(atMost count: Int = 50) -> [FollowedConversation] {
        classifier.someConversations(atMost: count, at: clock)
    }

    /// The count of one counter, all of whose labels' values are told.
    func count(_ name: String, _ labels: String...) -> UInt64 {
        counters.rows.first { $0.name == name && $0.labels.map(\.value) == labels }?.count ?? 0
    }

    /// Goes on by another policy.
    mutating func adopt(_ policy: Policy) { classifier.adopt(policy) }

    /// Sends one packet through, which came in by the interface of that number.
    @discardableResult
    mutating func pass(_ packet: [UInt8], from interface: UInt32? = nil) -> Decision {
        var packet = packet
        clock += .milliseconds(1)
        var span = packet.mutableSpan
        let decision = classifier.classify(&span, checksums: .unverified, interface: interface, at: clock)
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
