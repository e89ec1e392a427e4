import MSNP
import PacketHeaders

/// Turns packets into decisions: the one path that live and replayed packets take.
///
///     headers ─▶ flow ─▶ standing verdict? ─▶ stream: old copy, in order, or behind a hole ─▶ MSNP ─▶ policy ─▶ decision
///
/// One classifier belongs to one worker, which owns its flow table without a lock; only the ledger of transfers is shared.
package struct PacketClassifier: ~Copyable {
    private var table: FlowTable
    private var context: Context

    /// What the reading of a packet needs besides the packet and its flow.
    struct Context: ~Copyable {
        /// The policy in force, and how many have been: what a flow was granted by an earlier one is asked again.
        fileprivate(set) var policy: Policy
        fileprivate(set) var generation: UInt32 = 1
        let limits: Limits
        let ledger: TransferLedger
        var counters = Counters()
        var time = Duration.zero
        /// The number of the interface by which the packet at hand came in; nil if that is not told.
        var interface: UInt32?
    }

    /// A classifier that knows no flow yet. `seed` is for the hash of the flow table, and should be unknown to others.
    package init(
        policy: Policy,
        limits: Limits = .standard,
        ledger: TransferLedger,
        seed: UInt64 = .random(in: .min ... .max)
    ) {
        table = FlowTable(limits: limits, seed: seed)
        context = Context(policy: policy, limits: limits, ledger: ledger)
    }

    /// Goes on by another policy from the next packet on, in open conversations too.
    ///
    /// What has been done stays done: bytes that left overwritten leave so again, and a connection that was condemned on
    /// account of a file stays condemned.
    package mutating func adopt(_ policy: Policy) {
        context.policy = policy
        context.generation &+= 1
    }

    /// What this classifier has counted.
    package var counters: Counters { context.counters }

    /// How many flows are followed now.
    package var followedFlows: Int { table.count }

    /// How many of them are not at rest.
    package var awakeFlows: Int { table.awake.count }

    /// How many of them have shown to be MSN.
    package var conversations: Int { table.conversations }

    /// How many bytes all flows together store of their streams, as `Limits.storedBytes` bounds them.
    package var storedBytes: Int { table.storedBytes }

    /// Some of the conversations that are MSN, at most so many, as of `time` by the clock of `classify`; the one that spoke
    /// last comes first.
    package func someConversations(atMost count: Int, at time: Duration) -> [FollowedConversation] {
        table.someConversations(atMost: count, at: time)
    }

    /// Decides one packet, from its IP header on, and edits it in place where the decision says so.
    ///
    /// `interface` is the number of the interface by which it came in, where the policy has groups that name interfaces.
    /// `time` is the time since any fixed point in the past, never running backwards by more than a replayed
    /// capture does; it only ages flows.
    package mutating func classify(
        _ packet: inout MutableSpan<UInt8>,
        checksums: ChecksumTrust,
        interface: UInt32? = nil,
        at time: Duration
    ) -> Decision {
        context.time = time
        context.interface = interface
        let decision = decide(&packet, checksums: checksums)
        context.counters.record(decision.verdict, decision.reason)
        return decision
    }

    private mutating func decide(_ packet: inout MutableSpan<UInt8>, checksums: ChecksumTrust) -> Decision {
        let segment: TCPSegment
        do throws(HeaderError) {
            switch try PacketContent(parsing: packet.span) {
            case .segment(let read): segment = read
            case .fragment: return Decision(context.policy.fragments.verdict, .fragment)
            case .other: return Decision(.accept, .notTCP)
            }
        } catch {
            return Decision(.accept, Reason(error))
        }
        guard isIntact(segment, in: packet.span, checksums: checksums) else {
            return Decision(.drop, .badChecksum, segment)
        }
        guard let slot = slot(for: segment) else { return Decision(.accept, .unfollowed, segment) }
        var judgement = Judgement()
        let evicted = table.judge(&packet, segment, slot: slot, into: &judgement, in: &context)
        context.counters.flowsEvicted &+= UInt64(evicted)
        if judgement.isEdited, !judgement.isDropped { segment.writeChecksum(into: &packet) }
        guard judgement.tellsMore else {
            return Decision(judgement.verdict, judgement.reason, segment, mark: judgement.mark)
        }
        return Decision(judgement, segment, in: &context)
    }

    /// Whether a receiver would take the segment, as far as checksums tell (RFC 9293, section 3.1).
    private mutating func isIntact(
        _ segment: TCPSegment,
        in packet: Span<UInt8>,
        checksums: ChecksumTrust
    ) -> Bool {
        guard checksums != .vouched else { return true }
        switch segment.checksumState(in: packet) {
        case .right: return true
        case .wrong: return false
        case .offloaded:
            guard checksums == .unverifiedOrOffloaded else { return false }
            context.counters.checksumsTrusted &+= 1
            return true
        }
    }

    /// The slot of the segment's flow, a new one if it begins something; nil if there is nothing to follow.
    private mutating func slot(for segment: TCPSegment) -> Int? {
        let key = FlowKey(segment)
        if let slot = table.slot(of: key) { return slot }
        guard !segment.payload.isEmpty || segment.flags.contains(.syn), !segment.flags.contains(.rst) else {
            return nil
        }
        let flow = Flow(segment, key: key, knowing: context.ledger.servers, at: context.time)
        let inserted = table.insert(flow, at: context.time)
        context.counters.flowsBegun &+= 1
        context.counters.flowsExpired &+= UInt64(inserted.expired)
        context.counters.flowsEvicted &+= UInt64(inserted.evicted)
        return inserted.slot
    }
}
