import PacketHeaders

/// Finds the slot of a flow by its key: open addressing, linear probing, no allocation after the first.
///
/// Invariant: every key is stored at its home place or behind it with no empty place between, and at most half of the
/// places are taken, so that a search ends soon.
struct FlowIndex {
    private var places: [Int32]
    private let mask: Int
    /// Keeps a sender who can choose ports from choosing collisions.
    private let seed: UInt64

    private static let empty: Int32 = -1

    /// An index for at most `capacity` flows.
    init(capacity: Int, seed: UInt64) {
        var size = 16
        while size < capacity * 2 { size *= 2 }
        places = [Int32](repeating: Self.empty, count: size)
        mask = size - 1
        self.seed = seed | 1
    }

    /// The slot stored for a key; `keyAt` tells the key of a slot.
    func slot(of key: FlowKey, keyAt: (Int) -> FlowKey) -> Int? {
        var place = home(of: key)
        while places[place] != Self.empty {
            if keyAt(Int(places[place])) == key { return Int(places[place]) }
            place = (place + 1) & mask
        }
        return nil
    }

    /// Stores the slot of a key that is not stored.
    mutating func insert(_ key: FlowKey, slot: Int) {
        var place = home(of: key)
        while places[place] != Self.empty { place = (place + 1) & mask }
        places[place] = Int32(truncatingIfNeeded: slot)
    }

    /// Removes a key, and moves those behind it up, so that no gap breaks a search.
    mutating func remove(_ key: FlowKey, keyAt: (Int) -> FlowKey) {
        var gap = home(of: key)
        while places[gap] != Self.empty, keyAt(Int(places[gap])) != key { gap = (gap + 1) & mask }
        guard places[gap] != Self.empty else { return }
        var place = (gap + 1) & mask
        while places[place] != Self.empty {
            let wanted = home(of: keyAt(Int(places[place])))
            if (place - wanted) & mask >= (place - gap) & mask {
                places[gap] = places[place]
                gap = place
            }
            place = (place + 1) & mask
        }
        places[gap] = Self.empty
    }

    private func home(of key: FlowKey) -> Int {
        var hash = seed
        mix(key.low.address.high, into: &hash)
        mix(key.low.address.low, into: &hash)
        mix(key.high.address.high, into: &hash)
        mix(key.high.address.low, into: &hash)
        mix(UInt64(key.low.port) << 16 | UInt64(key.high.port), into: &hash)
        return Int(truncatingIfNeeded: hash >> 20) & mask
    }

    private func mix(_ word: UInt64, into hash: inout UInt64) {
        hash = (hash ^ word) &* 0x9E37_79B9_7F4A_7C15
        hash ^= hash >> 29
    }
}
