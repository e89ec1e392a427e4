import PacketHeaders

/// Finds the slot of a flow by its key: open addressing, linear probing, no allocation after the first.
///
/// Each taken place holds a slot and as many bits of its key's hash as fit beside it: the slots lie far apart in memory, and
/// hardly one is looked at that is not the one sought.
///
/// Invariant: every key is stored at its home place or behind it with no empty place between, and at most three quarters of
/// the places are taken, so that a search ends soon.
struct FlowIndex {
    private var places: [UInt32]
    private let mask: Int
    private let slotBits: Int
    /// Keeps a sender who can choose ports from choosing collisions.
    private let seed: UInt64

    /// No slot has so high a number.
    private static let empty = UInt32.max

    /// An index for at most `capacity` flows.
    init(capacity: Int, seed: UInt64) {
        var bits = 4
        while 3 << bits < capacity * 4 { bits += 1 }
        places = [UInt32](repeating: Self.empty, count: 1 << bits)
        mask = 1 << bits - 1
        slotBits = bits
        self.seed = seed | 1
    }

    /// The slot stored for a key; `keyAt` tells the key of a slot.
    func slot(of key: FlowKey, keyAt: (Int) -> FlowKey) -> Int? {
        let hash = hash(of: key)
        let mark = mark(of: hash)
        var place = home(of: hash)
        while places[place] != Self.empty {
            let isMarked = places[place] ^ mark <= UInt32(truncatingIfNeeded: mask)
            if isMarked, keyAt(slot(at: place)) == key { return slot(at: place) }
            place = (place + 1) & mask
        }
        return nil
    }

    /// Stores the slot of a key that is not stored.
    mutating func insert(_ key: FlowKey, slot: Int) {
        let hash = hash(of: key)
        var place = home(of: hash)
        while places[place] != Self.empty { place = (place + 1) & mask }
        places[place] = mark(of: hash) | UInt32(truncatingIfNeeded: slot)
    }

    /// Removes a key and the slot stored for it, and moves those behind it up, so that no gap breaks a search.
    mutating func remove(_ key: FlowKey, slot: Int, keyAt: (Int) -> FlowKey) {
        var gap = home(of: hash(of: key))
        while places[gap] != Self.empty, self.slot(at: gap) != slot { gap = (gap + 1) & mask }
        guard places[gap] != Self.empty else { return }
        var place = (gap + 1) & mask
        while places[place] != Self.empty {
            let wanted = home(of: hash(of: keyAt(self.slot(at: place))))
            if (place - wanted) & mask >= (place - gap) & mask {
                places[gap] = places[place]
                gap = place
            }
            place = (place + 1) & mask
        }
        places[gap] = Self.empty
    }

    private func slot(at place: Int) -> Int { Int(places[place]) & mask }

    // MARK: Hashes

    private func home(of hash: UInt64) -> Int { Int(truncatingIfNeeded: hash >> 20) & mask }

    /// The bits of a hash that stand beside a slot.
    private func mark(of hash: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: hash) << slotBits }

    private func hash(of key: FlowKey) -> UInt64 {
        var hash = seed
        mix(key.low.address.high, into: &hash)
        mix(key.low.address.low, into: &hash)
        mix(key.high.address.high, into: &hash)
        mix(key.high.address.low, into: &hash)
        mix(UInt64(key.low.port) << 16 | UInt64(key.high.port), into: &hash)
        return hash
    }

    private func mix(_ word: UInt64, into hash: inout UInt64) {
        hash = (hash ^ word) &* 0x9E37_79B9_7F4A_7C15
        hash ^= hash >> 29
    }
}
