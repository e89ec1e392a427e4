import Gateway
import PacketHeaders
import TestSupport

/// Two hosts that send each other a stream each through a gate, over a network that loses, reorders, repeats and recuts.
///
/// Each host sends what is not acknowledged again and again, cut anew each time; each acknowledges what its plain receiver
/// has read. A hostile host puts altered copies between.
struct Network: ~Copyable {
    /// What the network and its hosts do, each once in so many packets; nil for never.
    struct Weather: Sendable {
        var losesBefore: Int?
        var losesBehind: Int?
        var repeats: Int?
        var reorders: Int?
        var alters: Int?
        var longestSegment = 700
        var window = 3000
    }

    private struct Host {
        let endpoint: Endpoint
        let stream: [UInt8]
        let unaltered: Set<Int>
        let start: UInt32
        var acknowledged = 0
    }

    private(set) var gate: Gate
    private(set) var sentPackets = 0
    /// How many of them brought payload to the gate.
    private(set) var sentPayloads = 0
    private let weather: Weather
    private var generator: SeededGenerator
    private var hosts: [End: Host]
    private var receiver = Reassembler()

    init(
        _ gate: consuming Gate,
        client: Script,
        server: Script,
        _ weather: Weather,
        seed: UInt64
    ) {
        self.gate = gate
        self.weather = weather
        var generator = SeededGenerator(seed: seed)
        let starts = (0..<2).map { _ in UInt32.random(in: 0 ... .max, using: &generator) }
        self.generator = generator
        hosts = [
            .client: Host(
                endpoint: "198.51.100.2:40001",
                stream: client.stream,
                unaltered: client.commandLines,
                start: starts[0]
            ),
            .server: Host(
                endpoint: "203.0.113.5:1863",
                stream: server.stream,
                unaltered: server.commandLines,
                start: starts[1]
            ),
        ]
    }

    /// What the other host has read of one.
    func delivered(from end: End) -> [UInt8] {
        guard let host = hosts[end], let other = hosts[end.other] else { return [] }
        return receiver.stream(from: host.endpoint, to: other.endpoint)
    }

    /// Whether everything has arrived.
    var isDone: Bool { hosts.values.allSatisfy { $0.acknowledged == $0.stream.count } }

    /// Opens the connection and sends until everything has arrived, or for so many rounds.
    mutating func run(rounds: Int) {
        send(packet(from: .client, at: -1, flags: .syn))
        send(packet(from: .server, at: -1, flags: [.syn, .ack]))
        for _ in 0..<rounds where !isDone {
            let order = generator.oneIn(2) ? End.allCases : End.allCases.reversed()
            for end in order { burst(from: end) }
        }
    }

    private mutating func burst(from end: End) {
        guard let host = hosts[end] else { return }
        let waiting = host.acknowledged..<min(host.stream.count, host.acknowledged + weather.window)
        let cut = Cut.random(of: waiting.count, most: waiting.count / weather.longestSegment * 3 + 6, using: &generator)
        var packets = cut.ranges(of: waiting.count).flatMap { range in
            copies(of: waiting.lowerBound + range.lowerBound..<waiting.lowerBound + range.upperBound, from: end)
        }
        if happens(weather.reorders) { packets.shuffle(using: &generator) }
        for bytes in packets where !happens(weather.losesBefore) {
            sentPayloads += 1
            send(bytes)
        }
        send(packet(from: end, at: host.acknowledged, flags: .ack))
    }

    /// The segment, perhaps twice, perhaps with altered copies around it.
    private mutating func copies(of range: Range<Int>, from end: End) -> [[UInt8]] {
        guard let host = hosts[end] else { return [] }
        let payload = Array(host.stream[range])
        var packets = [packet(from: end, at: range.lowerBound, payload: payload)]
        if happens(weather.repeats) { packets += packets }
        if happens(weather.alters) {
            var altered = payload
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                let index = Int.random(in: 0..<altered.count, using: &generator)
                guard !host.unaltered.contains(range.lowerBound + index) else { continue }
                altered[index] = [0x0A, 0x20, 0x31, 0x41, 0x49, 0x58].randomElement(using: &generator) ?? 0
            }
            let copy = packet(from: end, at: range.lowerBound, payload: altered)
            packets.insert(copy, at: generator.oneIn(2) ? 0 : packets.count)
        }
        return packets
    }

    private mutating func send(_ bytes: [UInt8]) {
        sentPackets += 1
        let left = gate.forwarded.count
        gate.pass(bytes)
        guard gate.forwarded.count > left, let forwarded = gate.forwarded.last else { return }
        let isGreeting = sentPackets <= 2
        guard isGreeting || !happens(weather.losesBehind) else { return }
        receiver.receive(forwarded)
        guard let client = hosts[.client]?.endpoint, let server = hosts[.server]?.endpoint else { return }
        hosts[.client]?.acknowledged = receiver.count(from: client, to: server)
        hosts[.server]?.acknowledged = receiver.count(from: server, to: client)
    }

    private func packet(from end: End, at position: Int, flags: TCPFlags = [.psh, .ack], payload: [UInt8] = [])
        -> [UInt8]
    {
        guard let host = hosts[end], let other = hosts[end.other] else { return [] }
        var builder = PacketBuilder(from: host.endpoint, to: other.endpoint)
        builder.sequence = host.start &+ 1 &+ UInt32(truncatingIfNeeded: position)
        if flags.contains(.ack) {
            builder.acknowledgement = other.start &+ 1 &+ UInt32(other.acknowledged)
        }
        builder.flags = flags
        builder.payload = payload
        return builder.bytes
    }

    private mutating func happens(_ often: Int?) -> Bool {
        often.map { generator.oneIn($0) } ?? false
    }
}
