/// What one direction has in hand of the P2P layer, and who writes to whom there.
struct PeerToPeer {
    var packet = PacketReader()
    /// How long the packets are that come next in the same message, the last of them first.
    var upcoming: [Int] = []
    /// The account that the carrier names as the sender's, as bytes; empty if it names none.
    var from: [UInt8] = []
    /// The account that the carrier names as the receiver's.
    var to: [UInt8] = []
    /// Where a direct connection stands, or the search for one.
    var frames = DirectFrames()

    /// In line by force, as that of `StreamReader`.
    @inline(__always)
    var storedBytes: Int { packet.storedBytes + from.count + to.count + frames.storedBytes }

    /// What is known of the rest of a message in whose packets the stream stands.
    func outlook(_ remaining: Int) -> Outlook {
        if packet.stage != nil || packet.phase == .disorder { return .condemned }
        return packet.phase == .other && upcoming.isEmpty ? .harmless(remaining) : .open
    }

    /// Notes whom the carrier names.
    mutating func address(from: [UInt8], to: [UInt8]) {
        self.from = from
        self.to = to
    }

    /// A number that stands for the two, by which one client's messages are told from another's.
    func origin(_ sender: [UInt8]) -> UInt64 {
        var hash = FNVHash()
        hash.add(from)
        hash.add(to)
        hash.add(sender)
        return hash.value
    }

    /// Cuts a body of `count` bytes into packets, which begin at `offsets`; false if they are not in order.
    mutating func cut(_ count: Int, at offsets: [Int]) -> Bool {
        upcoming.removeAll(keepingCapacity: true)
        guard !offsets.isEmpty else {
            upcoming.append(count)
            return true
        }
        guard offsets[0] == 0 else { return false }
        for (begin, end) in zip(offsets, offsets.dropFirst() + [count]) {
            guard begin < end else { return false }
            upcoming.append(end - begin)
        }
        upcoming.reverse()
        return true
    }
}

/// The hash FNV-1a of accounts, whatever the case of their letters.
private struct FNVHash {
    private(set) var value: UInt64 = 14_695_981_039_346_656_037

    mutating func add(_ account: [UInt8]) {
        for byte in account { add(byte.lowerCased) }
        add(0)
    }

    private mutating func add(_ byte: UInt8) {
        value = (value ^ UInt64(byte)) &* 1_099_511_628_211
    }
}
