import Gateway
import PacketHeaders
import TestSupport

/// A gate of which every verdict is checked against the packet that it was given on.
struct CheckedGate: ~Copyable {
    private var classifier: PacketClassifier
    private var clock = Duration.seconds(1)
    private var passed: UInt64 = 0
    private let mostStored: Int
    /// Whether a connection was refused.
    private(set) var hasRefused = false

    init(_ policy: Policy, _ limits: Limits) {
        // What one more packet brings, the edits of a direction, and the lines and halves of lines of a connection.
        let perDirection = limits.copiesPerDirection + limits.recordPerDirection + (64 << 10)
        mostStored = 2 * (2 * perDirection + (256 << 10))
        // Every flow that can is put to rest behind each of its packets, which must not show.
        var limits = limits
        limits.awakeFlows = 0
        classifier = PacketClassifier(policy: policy, limits: limits, ledger: TransferLedger(), seed: 1)
    }

    mutating func wait(_ duration: Duration) {
        clock += duration
    }

    /// A file is offered on a connection of its own, so that its cookie is known.
    mutating func offerBefore() throws(Breach) {
        var conversation = Conversation(client: "198.51.100.7:41000")
        conversation.handshake()
        conversation.client(Examples.e04)
        conversation.server(Examples.e05)
        conversation.client(Examples.e12)
        for packet in conversation.packets { _ = try pass(packet.bytes) }
    }

    /// Sends a packet through; what leaves, or nil.
    mutating func pass(_ packet: [UInt8]) throws(Breach) -> [UInt8]? {
        var left = packet
        clock += .milliseconds(1)
        passed += 1
        var span = left.mutableSpan
        let decision = classifier.classify(&span, checksums: .unverified, at: clock)
        let stored = classifier.storedBytes
        try require(stored <= mostStored, "two flows store at most \(mostStored) bytes, not \(stored)")
        if decision.reason == .slipped || decision.reason == .refused { hasRefused = true }
        // A rule behind the gate answers the mark, and forwards nothing.
        guard decision.mark != .reset else { return nil }
        switch decision.verdict {
        case .accept:
            try require(left == packet, "an accepted packet stays as it was")
            return packet
        case .edit:
            try checkEdit(of: packet, into: left)
            return left
        case .drop: return nil
        }
    }

    /// Only payload, checksum and the urgent mark are ever changed, and the checksum is right.
    private func checkEdit(of packet: [UInt8], into left: [UInt8]) throws(Breach) {
        guard let header = try? IPHeader(parsing: left.span),
            let segment = try? TCPSegment(parsing: left.span, behind: header)
        else { throw Breach("an edited packet has headers") }
        try require(segment.checksumState(in: left.span) == .right, "an edited packet has right checksums")
        try require(!segment.flags.contains(.urg), "an edited packet has no urgent mark")
        let start = header.payload.lowerBound
        let writable = [start + 13, start + 16, start + 17, start + 18, start + 19]
        let headers = 0..<segment.payload.lowerBound
        let changed = headers.filter { packet[$0] != left[$0] && !writable.contains($0) }
        try require(changed.isEmpty, "an edit leaves the headers alone, not \(changed)")
    }

    /// Every packet was counted once.
    func checkCounts() throws(Breach) {
        let counted = classifier.counters.rows.filter { $0.name == "packets" }.reduce(0) { $0 + $1.count }
        try require(counted == passed, "\(passed) packets are counted, not \(counted)")
    }
}
