import PacketHeaders
import TestSupport
import Testing

/// However a packet is cut, and in whatever order its fragments come, it is the same packet again.
@Suite struct FragmentCutTests {
    struct Cuttable: Sendable {
        let cutter: FragmentCutter
        /// The least length of a first fragment, which in IPv6 has to hold all headers.
        var least = 8
    }

    private static let v4: [Row<Cuttable>] = [
        Row("IPv4", Cuttable(cutter: FragmentCutter(.cuttable("198.51.100.2:40001", "203.0.113.5:1863", count: 57)))),
        Row(
            "IPv4 with options",
            Cuttable(
                cutter: FragmentCutter(
                    .cuttable("198.51.100.2:40001", "203.0.113.5:1863", count: 60) { $0.addressOptions = [1, 1, 1, 0] }
                )
            )
        ),
        Row(
            "IPv4, although not to be fragmented",
            Cuttable(
                cutter: FragmentCutter(
                    .cuttable("198.51.100.2:40001", "203.0.113.5:1863", count: 41) { $0.fragmentField = 0x4000 }
                )
            )
        ),
    ]

    private static func v6(_ name: String, _ extensions: [ExtensionHeader], leading: Int) -> Row<Cuttable> {
        let builder = PacketBuilder.cuttable("[2001:db8::2]:40001", "[2001:db8:1::5]:1863", count: 43) {
            $0.extensions = extensions
        }
        let least = extensions.dropFirst(leading).reduce(8) { $0 + $1.rest.count + 1 }
        return Row(name, Cuttable(cutter: FragmentCutter(builder, leading: leading), least: least))
    }

    private static let v6 = [
        v6("IPv6", [], leading: 0),
        v6("IPv6 with hop-by-hop options before the fragment header", [.hopByHop], leading: 1),
        v6("IPv6 with two headers before the fragment header", [.hopByHop, .routing], leading: 2),
        v6("IPv6 with an authentication header before the fragment header", [.authentication()], leading: 1),
        v6("IPv6 with destination options behind the fragment header", [.destinationOptions], leading: 0),
        v6("IPv6 with headers on both sides", [.routing, .destinationOptions], leading: 1),
    ]

    /// The positions where a cut is possible, as bits of a number.
    private static func cuts(of cutter: FragmentCutter) -> [[Int]] {
        let positions = Array(stride(from: 8, to: cutter.content.count, by: 8))
        return (1..<(1 << positions.count)).map { bits in
            positions.enumerated().filter { bits >> $0.offset & 1 == 1 }.map(\.element)
        }
    }

    @Test(arguments: v4 + v6)
    func everyCutInOrderReversedAndShuffled(row: Row<Cuttable>) throws {
        let cutter = row.value.cutter
        var desk = Desk()
        var generator = SeededGenerator(seed: 8)
        for cut in Self.cuts(of: cutter) where cut[0] >= row.value.least {
            let fragments = cutter.fragments(cutAt: cut)
            for order in [fragments, fragments.reversed(), fragments.shuffled(using: &generator)] {
                for packet in order.dropLast() { #expect(try desk.add(packet, of: cutter) == .held, "cut at \(cut)") }
                #expect(try desk.add(#require(order.last), of: cutter) == .completed, "cut at \(cut), \(generator)")
            }
        }
        #expect(desk.reassembler.held == 0)
    }

    /// RFC 8200, section 4.5; the rest of the packet is never whole without it.
    @Test(arguments: [(6, 20), (17, 8), (58, 8), (59, 1)] as [(UInt8, Int)])
    func aFirstFragmentOfIPv6HoldsAllHeaders(number: UInt8, length: Int) throws {
        for count in stride(from: 8, through: 40, by: 8) {
            let builder = PacketBuilder.cuttable("[2001:db8::2]:40001", "[2001:db8:1::5]:1863") {
                $0.extensions = [.destinationOptions]
                $0.protocolNumber = number
            }
            let cutter = FragmentCutter(builder, leading: 0)
            let isWhole = count >= 8 + length
            var desk = Desk()
            #expect(try desk.add(cutter.fragment(0..<count), of: cutter) == (isWhole ? .held : .leftAlone(.headersCut)))
            let rest = try desk.add(cutter.fragment(count..<cutter.content.count), of: cutter)
            #expect(rest == (isWhole ? .completed : .held))
        }
    }

    /// What stands in the headers of later fragments is theirs alone.
    @Test func theFirstFragmentGivesTheHeader() throws {
        let cutter = FragmentCutter.v4
        let other = FragmentCutter(
            .cuttable("198.51.100.2:40001", "203.0.113.5:1863") {
                $0.timeToLive = 9
                $0.addressOptions = [1, 1, 1, 0]
            }
        )
        for reversed in [false, true] {
            let fragments = [cutter.fragment(0..<16), other.fragment(16..<48)]
            var desk = Desk()
            var outcome: FragmentReassembler.Outcome?
            for packet in reversed ? fragments.reversed() : fragments { outcome = desk.add(packet) }
            #expect(outcome == .completed(cutter.whole))
        }
    }

    @Test func linkPaddingIsNoContent() throws {
        var desk = Desk()
        #expect(try desk.add(FragmentCutter.v4.fragment(0..<16) + [0xEE, 0xEE], of: .v4) == .held)
        #expect(try desk.add(FragmentCutter.v4.fragment(16..<48) + [0xEE], of: .v4) == .completed)
    }

    @Test(arguments: v4 + v6)
    func aWholePacketIsNoFragment(row: Row<Cuttable>) {
        let packet = row.value.cutter.whole
        #expect(Fragment(parsing: packet.span) == nil)
    }

    @Test func anAtomicFragmentIsNoFragment() {
        let cutter = FragmentCutter.v6
        let packet = cutter.fragment(0..<48)
        #expect(Fragment(parsing: packet.span) == nil)
    }

    @Test(arguments: [FragmentCutter.v4, .v6])
    func aFragmentCutShortIsNoFragment(cutter: FragmentCutter) {
        let packet = cutter.fragment(8..<24)
        for length in 0..<packet.count {
            let start = Array(packet.prefix(length))
            #expect(Fragment(parsing: start.span) == nil, "\(length) bytes")
        }
    }
}
