import PacketHeaders

/// The key of a flow as its slot holds it, in twelve bytes: two ends with IPv4 addresses, or the place of any other key.
struct SlotKey {
    fileprivate let low: UInt32
    fileprivate let high: UInt32
    fileprivate let lowPort: UInt16
    fileprivate let highPort: UInt16

    /// Stands as the lower address where `high` is the place of a key. No host has this address (RFC 919); where a packet
    /// claims it nevertheless, its key is one of the others.
    fileprivate static let elsewhere = UInt32.max
}

/// The keys that are none of two ends with IPv4 addresses, each in a place that is used again: MSN knows no others, and a
/// table full of flows has room for all of them but pays for few.
struct SlotKeys {
    private var others: [FlowKey] = []
    private var free: [UInt32] = []

    /// The key that a slot holds.
    func key(of slotKey: SlotKey) -> FlowKey {
        guard slotKey.low != SlotKey.elsewhere else { return others[Int(slotKey.high)] }
        return FlowKey(
            low: Endpoint(address: IPAddress(v4: slotKey.low), port: slotKey.lowPort),
            high: Endpoint(address: IPAddress(v4: slotKey.high), port: slotKey.highPort)
        )
    }

    /// What a slot is to hold of a key.
    mutating func insert(_ key: FlowKey) -> SlotKey {
        if let low = key.low.address.v4, let high = key.high.address.v4, low != SlotKey.elsewhere {
            return SlotKey(low: low, high: high, lowPort: key.low.port, highPort: key.high.port)
        }
        let place = free.popLast() ?? UInt32(truncatingIfNeeded: others.count)
        if Int(place) == others.count { others.append(key) } else { others[Int(place)] = key }
        return SlotKey(low: SlotKey.elsewhere, high: place, lowPort: 0, highPort: 0)
    }

    /// Forgets the key that a slot held.
    mutating func remove(_ slotKey: SlotKey) {
        if slotKey.low == SlotKey.elsewhere { free.append(slotKey.high) }
    }
}
