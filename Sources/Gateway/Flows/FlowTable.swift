import MSNP
import PacketHeaders

/// The flows that one worker follows, bounded in number and in what they store.
///
/// Eviction forgets what was read of a conversation, never the conversation: its next packet starts a flow in the middle.
/// So flows that have shown to be MSN go last, those of them last in which both sides have spoken (one side alone can make
/// as many as it likes), and among equals the one that has been silent longest of a few looked at.
struct FlowTable {
    /// The flows, in slots that are used again.
    private(set) var flows: [Flow] = []
    /// Their keys, apart, so that a look-up touches nothing else.
    private var keys: [FlowKey] = []
    private var index: FlowIndex
    private var free: [Int] = []
    private var hand = 0
    /// How many bytes all flows together store.
    private(set) var storedBytes = 0
    /// How many flows have shown to be MSN.
    private(set) var conversations = 0
    private let limits: Limits

    init(limits: Limits, seed: UInt64) {
        self.limits = limits
        index = FlowIndex(capacity: limits.flows, seed: seed)
    }

    /// How many flows are followed now.
    var count: Int { flows.count - free.count }

    /// The slot of the flow with this key.
    func slot(of key: FlowKey) -> Int? {
        index.slot(of: key) { keys[$0] }
    }

    /// Adds a flow, and makes room for it if the table is full; returns its slot and how many others had to go.
    mutating func insert(_ flow: Flow, at time: Duration) -> (slot: Int, expired: Int, evicted: Int) {
        let expired = sweep(at: time)
        var evicted = 0
        if count >= limits.flows {
            remove(victim(besides: nil))
            evicted = 1
        }
        let slot: Int
        if let reused = free.popLast() {
            flows[reused] = flow
            keys[reused] = flow.key
            slot = reused
        } else {
            flows.append(flow)
            keys.append(flow.key)
            slot = flows.count - 1
        }
        index.insert(flow.key, slot: slot)
        return (slot, expired, evicted)
    }

    /// Judges a segment of the flow in a slot; returns how many other flows had to go to make room for what it stores.
    mutating func judge(
        _ packet: inout MutableSpan<UInt8>,
        _ segment: TCPSegment,
        slot: Int,
        into judgement: inout Judgement,
        in context: inout PacketClassifier.Context
    ) -> Int {
        let wasConversation = flows[slot].isConversation
        storedBytes += flows[slot].judge(&packet, segment, into: &judgement, in: &context)
        if flows[slot].isConversation != wasConversation { conversations += wasConversation ? -1 : 1 }
        var evicted = 0
        while storedBytes > limits.storedBytes, count > 1 {
            remove(victim(besides: slot))
            evicted += 1
        }
        return evicted
    }

    /// Forgets a flow.
    mutating func remove(_ slot: Int) {
        index.remove(keys[slot]) { keys[$0] }
        storedBytes -= flows[slot].storedBytes
        if flows[slot].isConversation { conversations -= 1 }
        flows[slot].vacate()
        free.append(slot)
    }

    /// Forgets flows that have been silent too long, a few slots at a time so that no packet pays for many.
    private mutating func sweep(at time: Duration) -> Int {
        var expired = 0
        for _ in 0..<min(4, flows.count) {
            hand = (hand + 1) % flows.count
            guard !flows[hand].isVacant, time - flows[hand].lastSeen > flows[hand].patience(limits) else { continue }
            remove(hand)
            expired += 1
        }
        return expired
    }

    /// The flow that is missed least among the next few.
    private mutating func victim(besides kept: Int?) -> Int {
        var best: Int?
        var looked = 0
        while looked < 16 || best == nil {
            hand = (hand + 1) % flows.count
            looked += 1
            guard !flows[hand].isVacant, hand != kept else { continue }
            if let known = best, !flows[hand].isMissedLess(than: flows[known]) { continue }
            best = hand
        }
        return best ?? hand
    }
}

extension Flow {
    /// How long the flow may be silent before it is forgotten.
    @inline(__always)
    fileprivate func patience(_ limits: Limits) -> Duration {
        conversation.phase == .open && isConversation ? limits.idleConversation : limits.idleOther
    }

    fileprivate func isMissedLess(than other: Flow) -> Bool {
        let (mine, others) = (importance, other.importance)
        return mine != others ? mine < others : lastSeen < other.lastSeen
    }

    private var importance: Int {
        guard isConversation else { return 0 }
        return isTwoSided ? 2 : 1
    }
}
