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
        Self.note(from, as: &self.from)
        Self.note(to, as: &self.to)
    }

    /// Most messages go between those whom the last one went between. The bytes are copied: storage that two share is made
    /// anew by whoever changes it first.
    private static func note(_ account: [UInt8], as known: inout [UInt8]) {
        guard !account.span.isEqual(to: known.span, in: account.indices) else { return }
        known.removeAll(keepingCapacity: true)
        known.append(contentsOf: account)
    }

    /// A number that stands for those whom a carrier names and for the sender that the server names, by which one client's
    /// messages are told from another's.
    static func origin(from: [UInt8], to: [UInt8], _ session: Session, _ side: Side) -> UInt64 {
        var hash = AccountHash()
        hash.add(from.span)
        hash.add(to.span)
        switch side {
        case .client: hash.add(Span())
        case .server: session.accounts.withSender { hash.add($0) }
        }
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

/// A hash of accounts, whatever the case of their letters: FNV-1a, but of eight bytes at a time.
private struct AccountHash {
    private(set) var value: UInt64 = 14_695_981_039_346_656_037

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
