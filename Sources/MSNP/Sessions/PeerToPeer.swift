/// What one direction has in hand of the P2P layer, and who writes to whom there.
struct PeerToPeer {
    var packet = PacketReader()
    /// How long the packets are that come behind the one at hand in the same message, the last of them first.
    var upcoming: [Int] = []
    /// The account that the carrier names as the sender's, as bytes; empty if it names none.
    var from: [UInt8] = []
    /// The account that the carrier names as the receiver's.
    var to: [UInt8] = []
    /// The hash of those two.
    private var named = AccountHash(from: [], to: [])
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
        // Most messages go between those whom the last one went between.
        guard
            !from.span.isEqual(to: self.from.span, in: from.indices)
                || !to.span.isEqual(to: self.to.span, in: to.indices)
        else { return }
        Self.copy(from, to: &self.from)
        Self.copy(to, to: &self.to)
        named = AccountHash(from: from, to: to)
    }

    /// Copies bytes: storage that two share is made anew by whoever changes it first.
    private static func copy(_ account: [UInt8], to known: inout [UInt8]) {
        known.removeAll(keepingCapacity: true)
        known.append(contentsOf: account)
    }

    /// A number that stands for those whom a carrier names and for the sender that the server names, by which one client's
    /// messages are told from another's.
    ///
    /// In line by force, as `storedBytes`.
    @inline(__always)
    func origin(_ session: Session, _ side: Side) -> UInt64 {
        var hash = named
        switch side {
        case .client: hash.add(Span())
        case .server: session.accounts.withSender { hash.add($0) }
        }
        return hash.value
    }

    /// Cuts a body of `count` bytes into packets, which begin at `offsets`, if there are any, and tells how long the first
    /// is; nil if they are not in order.
    mutating func cut(_ count: Int, at offsets: [Int]) -> Int? {
        if !upcoming.isEmpty { upcoming.removeAll(keepingCapacity: true) }
        guard let first = offsets.first else { return count }
        guard first == 0 else { return nil }
        for (begin, end) in zip(offsets, offsets.dropFirst() + [count]) {
            guard begin < end else { return nil }
            upcoming.append(end - begin)
        }
        upcoming.reverse()
        return upcoming.popLast()
    }
}

/// A hash of accounts, whatever the case of their letters: FNV-1a, but of eight bytes at a time.
private struct AccountHash {
    private(set) var value: UInt64 = 14_695_981_039_346_656_037

    init(from: [UInt8], to: [UInt8]) {
        add(from.span)
        add(to.span)
    }

    mutating func add(_ account: Span<UInt8>) {
        var index = 0
        while account.count &- index >= 8 {
            add(account.eightBytes(at: index).lowerCased)
            index &+= 8
        }
        // What is left over, with bytes before it that have been taken already, or as much as there is.
        if account.count >= 8 {
            add(account.eightBytes(at: account.count &- 8).lowerCased)
        } else {
            for index in account.indices { add(UInt64(account[index].lowerCased)) }
        }
        add(UInt64(account.count))
    }

    private mutating func add(_ word: UInt64) {
        value = (value ^ word) &* 1_099_511_628_211
        // A product carries upwards only.
        value ^= value >> 32
    }
}
