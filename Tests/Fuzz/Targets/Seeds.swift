import PacketHeaders
import TestSupport

extension FuzzTarget {
    /// Inputs to begin with: from the examples of the protocol, and from the packets of captures, from their IP header on.
    package func seeds(from packets: [[UInt8]] = []) -> [[UInt8]] {
        switch self {
        case .headers: Self.packets + packets.filter { $0.count <= 512 }.prefix(200)
        case .framer: Self.streams + CapturedStreams(in: packets).streams.map { FramerTarget.seed($0, cuts: [0x7F]) }
        case .messages: Self.payloads
        case .classifier: Self.conversations
        }
    }

    private static var packets: [[UInt8]] {
        let builders: [PacketBuilder] = [
            PacketBuilder(from: "198.51.100.2:40001", to: "203.0.113.5:1863"),
            PacketBuilder(from: "[2001:db8::2]:40001", to: "[2001:db8::5]:1863"),
        ]
        return builders.flatMap { plain in
            var full = plain
            full.options = OptionBytes.timestamps(1) + OptionBytes.windowScale(2)
            full.addressOptions = [1, 1, 1, 1]
            full.extensions = [.hopByHop, .fragment(), .authentication(), .destinationOptions]
            full.payload = Examples.e12
            full.flags = [.psh, .ack, .urg]
            var piece = plain
            piece.fragmentField = 0x2000
            return [plain.bytes, full.bytes, piece.bytes]
        }
    }

    private static var streams: [[UInt8]] {
        let examples = Examples.all.flatMap { example in
            [[0x7F], [3], [0x7F, 0x86, 0x40]].map { cuts in
                FramerTarget.seed(example.bytes, cuts: cuts.map { $0 ^ (example.sender == .server ? 0x80 : 0) })
            }
        }
        let connection = Examples.e04 + Examples.e08 + Examples.e12 + Examples.e14 + Examples.e15 + Examples.e52
        return examples + [[0x7F], [0x20], [0]].map { FramerTarget.seed(connection, cuts: $0) }
    }

    private static var payloads: [[UInt8]] {
        let known = Examples.all.filter { $0.bytes.starts(with: Array("MSG".utf8)) }.map { example in
            Array(example.bytes.drop { $0 != 0x0A }.dropFirst())
        }
        let parts = (1...6).map { cut in Offer.parts(of: Offer.plain, cutAt: cut * 40) }
        let single = (known + [Offer.backwards, Offer.ofLineFeeds]).flatMap { payload in
            [MessagesTarget.seed([payload]), MessagesTarget.seed([payload, Offer.plain], from: .server)]
        }
        return single + (parts + parts.map { $0.reversed() }).map { MessagesTarget.seed($0) }
    }

    private static var conversations: [[UInt8]] {
        (0..<64 as Range<UInt64>).map { seed in
            var generator = SeededGenerator(seed: seed)
            return generator.bytes(40 + Int(seed) * 4)
        }
    }
}

/// The streams in the packets of a capture, as far as they come in order, cut to the length of an input.
private struct CapturedStreams {
    private var parts: [Endpoint: [UInt8]] = [:]

    private static let longest = 4096

    init(in packets: [[UInt8]]) {
        for packet in packets {
            guard let header = try? IPHeader(parsing: packet.span), header.content == .tcp,
                let segment = try? TCPSegment(parsing: packet.span, behind: header)
            else { continue }
            parts[segment.source, default: []] += packet[segment.payload]
        }
    }

    var streams: [[UInt8]] {
        parts.values.filter { !$0.isEmpty }.map { Array($0.prefix(Self.longest)) }
    }
}
