import MSNP
import PacketHeaders

/// The flows that one worker follows, bounded in number and in what they store.
///
/// Eviction forgets what was read of a conversation, never the conversation: its next packet starts a flow in the middle.
/// So flows that have shown to be MSN go last, those of them last in which both sides have spoken (one side alone can make
/// as many as it likes), and among equals the one that has been silent longest of a few looked at.
///
/// A few flows are awake: those of the latest packets, and those in which something is unfinished. The others are at rest,
/// where they take little memory, and a packet of one of them wakes it.
struct FlowTable {
    /// A flow, in a slot that is used again.
    struct Slot {
        enum State: Equatable {
            case vacant
            case resting
            /// At a place among those that are awake.
            case awake(Int)
        }

        /// Its key, and where it is: a look-up touches nothing else.
        let key: SlotKey
        /// The place, or less than 0: an enumeration with the place in it would make every slot eight bytes longer.
        private var place: Int32 = 0
        /// What is kept of it, if it is at rest.
        var resting = RestingFlow()

        init(key: SlotKey, state: State) {
            self.key = key
            self.state = state
        }

        var state: State {
            get { place >= 0 ? .awake(Int(place)) : place == -1 ? .resting : .vacant }
            set {
                place =
                    switch newValue {
                    case .vacant: -2
                    case .resting: -1
                    case .awake(let awake): Int32(truncatingIfNeeded: awake)
                    }
            }
        }
    }

    private(set) var slots: [Slot] = []
    private(set) var awake = AwakeFlows()
    private var keys = SlotKeys()
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
        // Room that nothing has been written to is none that the kernel has given, and flows never have to move.
        slots.reserveCapacity(limits.flows)
    }

    /// How many flows are followed now.
    var count: Int { slots.count - free.count }

    /// The slot of the flow with this key.
    ///
    /// In line by force: a call would be given a copy of the table's own fields, with every packet.
    @inline(__always)
    func slot(of key: FlowKey) -> Int? {
        index.slot(of: key) { keys.key(of: slots[$0].key) }
    }

    /// The key of the flow in a slot.
    func key(of slot: Int) -> FlowKey { keys.key(of: slots[slot].key) }

    /// Adds a flow, and makes room for it if the table is full; returns its slot and how many others had to go.
    mutating func insert(_ flow: Flow, at time: Duration) -> (slot: Int, expired: Int, evicted: Int) {
        let expired = sweep(at: time)
        var evicted = 0
        if count >= limits.flows {
            remove(victim(besides: nil))
            evicted = 1
        }
        let slot = free.popLast() ?? slots.count
        let place = awake.insert(flow, slot: slot)
        let taken = Slot(key: keys.insert(flow.key), state: .awake(place))
        if slot == slots.count { slots.append(taken) } else { slots[slot] = taken }
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
        let place = wake(slot)
        let wasConversation = awake[place].isConversation
        storedBytes += awake[place].judge(&packet, segment, into: &judgement, in: &context)
        if awake[place].isConversation != wasConversation { conversations += wasConversation ? -1 : 1 }
        var evicted = 0
        while storedBytes > limits.storedBytes, count > 1 {
            remove(victim(besides: slot))
            evicted += 1
        }
        if awake.count > limits.awakeFlows { rest() }
        return evicted
    }

    /// Forgets a flow.
    mutating func remove(_ slot: Int) {
        index.remove(key(of: slot), slot: slot) { keys.key(of: slots[$0].key) }
        keys.remove(slots[slot].key)
        let importance = importance(of: slot)
        storedBytes -= importance.storedBytes
        if importance.isConversation { conversations -= 1 }
        if case .awake(let place) = slots[slot].state { awake.remove(place) }
        slots[slot].state = .vacant
        slots[slot].resting = RestingFlow()
        free.append(slot)
    }

    // MARK: Rest

    /// How many places are looked at with a packet while more flows are awake than need be: each packet wakes one at most,
    /// but of some the latest packet is too fresh, and others cannot rest.
    private static let looks = 8

    /// The place of a flow among those that are awake, where it is put if it is at rest.
    private mutating func wake(_ slot: Int) -> Int {
        if case .awake(let place) = slots[slot].state {
            awake.touch(place)
            return place
        }
        let place = awake.wake(&slots[slot].resting, as: key(of: slot), slot: slot)
        slots[slot].state = .awake(place)
        return place
    }

    /// Puts a flow to rest, if one of the next few can.
    private mutating func rest() {
        for _ in 0..<Self.looks {
            guard let (place, slot) = awake.nextQuiet() else { continue }
            let stored = awake[place].storedBytes
            guard slots[slot].resting.take(from: &awake[place]) else { continue }
            storedBytes += slots[slot].resting.storedBytes - stored
            slots[slot].state = .resting
            return awake.release(place)
        }
    }

    // MARK: Forgetting

    /// Forgets flows that have been silent too long, a few slots at a time so that no packet pays for many.
    private mutating func sweep(at time: Duration) -> Int {
        var expired = 0
        for _ in 0..<min(4, slots.count) {
            hand = (hand + 1) % slots.count
            guard slots[hand].state != .vacant else { continue }
            let importance = importance(of: hand)
            guard time - importance.lastSeen > importance.patience(limits) else { continue }
            remove(hand)
            expired += 1
        }
        return expired
    }

    /// The flow that is missed least among the next few.
    private mutating func victim(besides kept: Int?) -> Int {
        var best: (slot: Int, importance: FlowImportance)?
        var looked = 0
        while looked < 16 || best == nil {
            hand = (hand + 1) % slots.count
            looked += 1
            guard slots[hand].state != .vacant, hand != kept else { continue }
            let importance = importance(of: hand)
            if let known = best, !importance.isLess(than: known.importance) { continue }
            best = (hand, importance)
        }
        return best?.slot ?? hand
    }

    private func importance(of slot: Int) -> FlowImportance {
        switch slots[slot].state {
        case .awake(let place): FlowImportance(awake[place])
        case .resting, .vacant: FlowImportance(slots[slot].resting)
        }
    }
}
