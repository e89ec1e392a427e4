import PacketHeaders
import TestSupport
import Testing

/// A reassembler under test.
struct Desk {
    /// What can become of a fragment, without the bytes of the packet.
    enum Outcome: Equatable {
        case held
        /// The packet came out as it was before it was cut.
        case completed
        case refused(FragmentRefusal)
        case leftAlone(FragmentRefusal)
    }

    private(set) var reassembler: FragmentReassembler

    init(_ limits: FragmentReassembler.Limits = .init()) {
        reassembler = FragmentReassembler(limits: limits)
    }

    /// Adds a packet; nil if it is no fragment.
    mutating func add(_ packet: [UInt8], at time: Duration = .zero) -> FragmentReassembler.Outcome? {
        guard let fragment = Fragment(parsing: packet.span) else { return nil }
        return reassembler.add(fragment, of: packet.span, at: time)
    }

    /// Adds a fragment of `cutter`'s packet.
    mutating func add(_ packet: [UInt8], of cutter: FragmentCutter, at time: Duration = .zero) throws -> Outcome {
        switch try #require(add(packet, at: time)) {
        case .held: return .held
        case .refused(let refusal): return .refused(refusal)
        case .leftAlone(let refusal): return .leftAlone(refusal)
        case .completed(let bytes):
            #expect(bytes == cutter.whole)
            return .completed
        }
    }
}

extension FragmentCutter {
    /// An IPv4 packet with 48 bytes of content.
    static let v4 = FragmentCutter(.cuttable("198.51.100.2:40001", "203.0.113.5:1863"))
    /// An IPv6 packet with 48 bytes of content.
    static let v6 = FragmentCutter(.cuttable("[2001:db8::2]:40001", "[2001:db8:1::5]:1863"))
}

extension PacketBuilder {
    /// A packet that may be cut, with a TCP header of 20 bytes and `count` bytes that are all different for 256.
    ///
    /// It claims to carry UDP, whose header of eight bytes is in every first fragment.
    static func cuttable(
        _ source: Endpoint,
        _ destination: Endpoint,
        count: Int = 28,
        change: (inout PacketBuilder) -> Void = { _ in }
    ) -> PacketBuilder {
        PacketBuilder(from: source, to: destination) { builder in
            builder.fragmentField = 0
            builder.protocolNumber = 17
            builder.payload = (0..<count).map { UInt8(truncatingIfNeeded: $0) }
            change(&builder)
        }
    }
}
