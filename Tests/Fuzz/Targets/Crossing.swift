import Gateway
import PacketHeaders
import TestSupport

/// Two hosts, a gate between them, and a plain receiver behind it.
struct Crossing: ~Copyable {
    private struct Host {
        let endpoint: Endpoint
        let script: Script
        let start: UInt32
        /// How much has been sent for the first time.
        var sent = 0
        /// How much the other host has read, and says so.
        var acknowledged = 0

        var stream: [UInt8] { script.stream }
    }

    private let world: World
    private var gate: CheckedGate
    private var receiver = Reassembler()
    private var client: Host
    private var server: Host

    init(_ world: World, client: Script, server: Script) throws(Breach) {
        self.world = world
        let start: UInt32 = world.wraps ? .max - 300 : 1000
        self.client = Host(
            endpoint: world.isIPv6 ? "[2001:db8::2]:40001" : "198.51.100.2:40001",
            script: client,
            start: start
        )
        self.server = Host(
            endpoint: world.isIPv6 ? "[2001:db8::5]:1863" : "203.0.113.5:1863",
            script: server,
            start: start &+ 77_777
        )
        gate = CheckedGate(Policy(transfers: world.action), world.limits)
        try gate.offerBefore()
    }

    private subscript(side: Side) -> Host {
        get { side == .client ? client : server }
        set {
            switch side {
            case .client: client = newValue
            case .server: server = newValue
            }
        }
    }

    /// What the other host has read of one.
    func delivered(from side: Side) -> [UInt8] {
        receiver.stream(from: self[side].endpoint, to: self[side.other].endpoint)
    }

    private var isDone: Bool { Side.allCases.allSatisfy { self[$0].acknowledged == self[$0].stream.count } }

    // MARK: What happens

    /// The hosts greet each other; a hostile one greets with other numbers too, which the other never hears.
    mutating func open(_ choices: inout Choices) throws(Breach) {
        if world.isHostile, choices.next() & 1 == 1 {
            var chaff = packet(from: .client, at: choices.below(600) - 300, choices.bytes(choices.below(20)))
            chaff.flags = .syn
            try send(chaff, arrives: false)
        }
        for side in Side.allCases {
            var greeting = packet(from: side, at: -1, [])
            greeting.flags = side == .client ? .syn : [.syn, .ack]
            try pass(greeting)
        }
        guard world.isJoinedLate else { return try acknowledge(from: .client) }
        for side in Side.allCases {
            try pass(packet(from: side, at: 0, Array(self[side].stream.prefix(self[side].script.opening))))
            self[side].sent = self[side].script.opening
        }
        // The first segment of each side that the gate sees comes in order: what it missed cannot be known.
        for side in Side.allCases { try sendNext(from: side, length: length(choices.next()), 0) }
    }

    /// Sends what a late gate does not see.
    private mutating func pass(_ packet: PacketBuilder) throws(Breach) {
        guard world.isJoinedLate else { return try send(packet) }
        arrive(packet.bytes)
    }

    /// One thing happens, as the next bytes choose.
    mutating func step(_ choices: inout Choices) throws(Breach) {
        let choice = choices.next()
        let side: Side = choice & 0x10 == 0 ? .client : .server
        // A packet may be lost before the gate, or behind it.
        let fate = choice >> 5 & 3
        switch choice & 0x0F {
        case 0...4: try sendNext(from: side, length: length(choices.next()), fate)
        case 5...6: try sendAhead(from: side, &choices, fate)
        case 7...8: try sendAgain(from: side, &choices, fate)
        case 9: try acknowledge(from: side, arrives: fate != 3)
        case 10: try burst(from: side, length: length(choices.next()))
        case 11: gate.wait(.milliseconds(40 * choices.below(64)))
        default: world.isHostile ? try attack(from: side, &choices) : try acknowledge(from: side)
        }
    }

    /// Sends again what has not arrived until everything has, or a hostile host has made that hopeless.
    mutating func finish() throws(Breach) {
        for round in 0..<(world.isHostile || !world.deliversAll ? 6 : 400) where !isDone {
            for side in Side.allCases {
                try burst(from: side, length: round < 3 ? 700 : 60)
                try acknowledge(from: side.other)
            }
        }
        try gate.checkCounts()
        guard !world.isHostile, world.action != .reset else { return }
        try require(!gate.hasRefused, "an honest conversation is never refused")
        guard world.deliversAll else { return }
        try require(
            isDone,
            "everything arrives in the end: \(client.acknowledged) and \(server.acknowledged) bytes did"
        )
    }

    // MARK: Honest packets

    /// Segments of all sizes, the small ones most.
    private func length(_ choice: UInt8) -> Int {
        choice < 128 ? Int(choice) / 4 + 1 : (Int(choice) - 120) * 6
    }

    private mutating func sendNext(from side: Side, length: Int, _ fate: UInt8) throws(Breach) {
        let start = self[side].sent
        try send(side, start..<min(start + length, self[side].stream.count), fate)
    }

    /// A segment that overtakes others.
    private mutating func sendAhead(from side: Side, _ choices: inout Choices, _ fate: UInt8) throws(Breach) {
        let count = self[side].stream.count
        let start = min(self[side].sent + 1 + choices.below(256), count)
        try send(side, start..<min(start + length(choices.next()), count), fate)
    }

    private mutating func sendAgain(from side: Side, _ choices: inout Choices, _ fate: UInt8) throws(Breach) {
        guard self[side].sent > 0 else { return }
        // A late gate cannot tell a copy of what it missed from what has been overtaken, and looks for a footing there.
        let first = world.isJoinedLate ? self[side].script.opening : 0
        let start = max(first, self[side].sent - 1 - choices.below(1024))
        try send(side, start..<min(start + length(choices.next()), self[side].sent), fate)
    }

    /// All that is not acknowledged, as far as a window reaches.
    private mutating func burst(from side: Side, length: Int) throws(Breach) {
        var start = self[side].acknowledged
        let end = min(start + 3000, self[side].stream.count)
        while start < end {
            try send(side, start..<min(start + length, end), 0)
            start += length
        }
    }

    private mutating func send(_ side: Side, _ range: Range<Int>, _ fate: UInt8) throws(Breach) {
        guard !range.isEmpty else { return }
        self[side].sent = max(self[side].sent, range.upperBound)
        guard fate != 1 else { return }
        try send(packet(from: side, at: range.lowerBound, Array(self[side].stream[range])), arrives: fate != 2)
    }

    private mutating func acknowledge(from side: Side, arrives: Bool = true) throws(Breach) {
        try send(packet(from: side, at: self[side].sent, []), arrives: arrives)
    }

    // MARK: Hostile packets

    private mutating func attack(from side: Side, _ choices: inout Choices) throws(Breach) {
        let start = max(0, self[side].sent - 64 + choices.below(256))
        let end = min(start + length(choices.next()), self[side].stream.count)
        var packet = packet(from: side, at: start, start < end ? altered(side, start..<end, &choices) : [])
        let kind = choices.next()
        switch kind & 0x0F {
        case 0: packet.flags = [.rst, .ack]
        case 1: packet.flags = [.fin, .ack]
        case 2: packet.flags = .syn
        case 3: (packet.flags, packet.urgentPointer) = ([.psh, .ack, .urg], UInt16(choices.next()))
        case 4: packet.checksum = .wrong
        case 5: packet.sequence &+= UInt32(choices.next()) << 22
        case 6: packet.options = OptionBytes.timestamps(UInt32(choices.next()) << 24)
        case 7: packet.options = [19, 18] + [UInt8](repeating: 7, count: 16)
        case 8: packet.flags = .rst
        // Of less than was acknowledged before: a host that acknowledges what it did not get has given up its part.
        case 9: packet.acknowledgement &-= UInt32(choices.next()) << 4
        // Whole it would be any bytes in the place of those that nobody can forge.
        case 10: (packet.fragmentField, packet.payload) = (UInt16(1 + choices.below(0x3FFF)), choices.bytes(64))
        default: break
        }
        try send(packet, arrives: kind & 0x10 == 0)
    }

    /// A stretch of the stream with a few bytes of it changed.
    private func altered(_ side: Side, _ range: Range<Int>, _ choices: inout Choices) -> [UInt8] {
        var bytes = Array(self[side].stream[range])
        for _ in 0..<choices.below(4) {
            let index = choices.below(bytes.count)
            let byte = choices.next()
            if !self[side].script.isAuthentic(range.lowerBound + index) { bytes[index] = byte }
        }
        return bytes
    }

    // MARK: Packets

    private func packet(from side: Side, at position: Int, _ payload: [UInt8]) -> PacketBuilder {
        var builder = PacketBuilder(from: self[side].endpoint, to: self[side.other].endpoint)
        builder.sequence = self[side].start &+ 1 &+ UInt32(truncatingIfNeeded: position)
        builder.acknowledgement = self[side.other].start &+ 1 &+ UInt32(self[side.other].acknowledged)
        builder.flags = payload.isEmpty ? .ack : [.psh, .ack]
        builder.payload = payload
        return builder
    }

    private mutating func send(_ packet: PacketBuilder, arrives: Bool = true) throws(Breach) {
        guard let forwarded = try gate.pass(packet.bytes), arrives else { return }
        arrive(forwarded)
    }

    private mutating func arrive(_ packet: [UInt8]) {
        receiver.receive(packet)
        for side in Side.allCases {
            self[side].acknowledged = receiver.count(from: self[side].endpoint, to: self[side.other].endpoint)
        }
    }
}
