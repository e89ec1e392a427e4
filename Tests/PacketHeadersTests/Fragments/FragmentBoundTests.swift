import PacketHeaders
import TestSupport
import Testing

/// What is kept has bounds: in length, time, number and bytes.
@Suite struct FragmentBoundTests {
    private typealias Limits = FragmentReassembler.Limits

    private static func cutter(isV6: Bool, content: Int, extensions: [ExtensionHeader] = []) -> FragmentCutter {
        FragmentCutter(
            isV6
                ? .cuttable("[2001:db8::2]:40001", "[2001:db8:1::5]:1863", count: content - 20) {
                    $0.extensions = extensions
                } : .cuttable("198.51.100.2:40001", "203.0.113.5:1863", count: content - 20)
        )
    }

    @Test(arguments: [
        Row("IPv4, 65,535 bytes with the header", cutter(isV6: false, content: 65_515)),
        Row("IPv6, 65,535 bytes behind the header", cutter(isV6: true, content: 65_535)),
        Row("IPv6, of them eight in a header", cutter(isV6: true, content: 65_527, extensions: [.hopByHop])),
    ])
    func theLongestPacketIsPutTogether(row: Row<FragmentCutter>) throws {
        var desk = Desk()
        #expect(try desk.add(row.value.fragment(0..<32_768), of: row.value) == .held)
        #expect(try desk.add(row.value.fragment(32_768..<row.value.content.count), of: row.value) == .completed)
    }

    @Test(arguments: [
        Row("IPv4, one byte too many", (cutter(isV6: false, content: 48), 65_516)),
        Row("IPv6, one byte too many", (cutter(isV6: true, content: 48, extensions: [.hopByHop]), 65_528)),
    ])
    func oneByteMoreIsRefused(row: Row<(FragmentCutter, Int)>) throws {
        let (cutter, length) = row.value
        let rest = [UInt8](repeating: 0, count: length - 32_768)
        var desk = Desk()
        #expect(
            try desk.add(cutter.fragment(0..<32_768, bytes: .init(repeating: 0, count: 32_768)), of: cutter) == .held
        )
        #expect(
            try desk.add(cutter.fragment(32_768..<length, isLast: true, bytes: rest), of: cutter) == .refused(.tooLong)
        )
        #expect(desk.reassembler.held == 0)
        #expect(desk.reassembler.discarded == 1)
    }

    @Test(arguments: [FragmentCutter.v4, .v6])
    func noFragmentReachesBehindTheLongestPacket(cutter: FragmentCutter) throws {
        var desk = Desk()
        let seven = cutter.fragment(65_528..<65_535, isLast: true, bytes: [UInt8](repeating: 0, count: 7))
        let eight = cutter.fragment(65_528..<65_536, isLast: true, bytes: [UInt8](repeating: 0, count: 8))
        #expect(
            try desk.add(eight, of: cutter)
                == (cutter.whole[0] >> 4 == 4 ? .refused(.beyondReach) : .leftAlone(.beyondReach))
        )
        #expect(try desk.add(seven, of: cutter) == .held)
    }

    @Test(arguments: [(FragmentCutter.v4, 30), (.v6, 60)])
    func aPacketMayTakeSoLongAndNoLonger(cutter: FragmentCutter, seconds: Int) throws {
        for direction in [1, -1] {
            let start = Duration.seconds(1_000)
            var inTime = Desk()
            #expect(try inTime.add(cutter.fragment(0..<16), of: cutter, at: start) == .held)
            let nearly = (Duration.seconds(seconds) - .nanoseconds(1)) * direction
            #expect(try inTime.add(cutter.fragment(16..<48), of: cutter, at: start + nearly) == .completed)
            var tooLate = Desk()
            #expect(try tooLate.add(cutter.fragment(0..<16), of: cutter, at: start) == .held)
            let over = Duration.seconds(seconds) * direction
            #expect(try tooLate.add(cutter.fragment(16..<48), of: cutter, at: start + over) == .held)
            #expect(tooLate.reassembler.expired == 1)
            #expect(tooLate.reassembler.held == 1)
        }
    }

    /// The first fragment to come starts the clock, and no later one sets it back.
    @Test func patienceIsWithThePacketAndNotWithEachFragment() throws {
        var desk = Desk()
        #expect(try desk.add(FragmentCutter.v4.fragment(0..<16), of: .v4, at: .seconds(0)) == .held)
        #expect(try desk.add(FragmentCutter.v4.fragment(16..<32), of: .v4, at: .seconds(20)) == .held)
        #expect(try desk.add(FragmentCutter.v4.fragment(32..<48), of: .v4, at: .seconds(30)) == .held)
        #expect(desk.reassembler.expired == 2)
    }

    @Test func soManyPacketsAndNoMore() throws {
        var limits = Limits()
        limits.packets = 2
        var desk = Desk(limits)
        var cutters = [FragmentCutter](repeating: .v4, count: 3)
        for index in cutters.indices { cutters[index].identification = UInt32(index) }
        #expect(desk.add(cutters[0].fragment(0..<16)) == .held)
        #expect(desk.add(cutters[1].fragment(0..<16)) == .held)
        #expect(desk.add(cutters[2].fragment(0..<16)) == .refused(.noRoom))
        // What is being put together goes on, and makes room when it is done.
        #expect(desk.add(cutters[0].fragment(16..<32)) == .held)
        guard case .completed = desk.add(cutters[0].fragment(32..<48)) else {
            Issue.record("not put together")
            return
        }
        #expect(desk.add(cutters[2].fragment(0..<16)) == .held)
    }

    @Test func thereIsALimitOfBytesBelowWhichThereIsNoRoom() throws {
        func completes(within bytes: Int) throws -> Bool {
            var limits = Limits()
            limits.storedBytes = bytes
            var desk = Desk(limits)
            let outcomes = try [0..<16, 16..<48].map { try desk.add(FragmentCutter.v4.fragment($0), of: .v4) }
            #expect(outcomes.last == .completed || outcomes.contains(.refused(.noRoom)))
            return outcomes == [.held, .completed]
        }
        let least = try #require(try (0...2048).first { try completes(within: $0) })
        #expect(least > 48)
        #expect(try (least...2048).allSatisfy { try completes(within: $0) })
    }

    @Test(arguments: [8, 1480])
    func aFloodStaysWithinTheLimitsAndPasses(size: Int) throws {
        let limits = Limits()
        var desk = Desk(limits)
        var refused = 0
        var cutter = FragmentCutter(.cuttable("198.51.100.2:40001", "203.0.113.5:1863", count: size))
        for number in 0..<20_000 as Range<UInt32> {
            cutter.identification = number
            if desk.add(cutter.fragment(0..<size), at: .milliseconds(Int(number) / 10)) == .refused(.noRoom) {
                refused += 1
            }
        }
        #expect(refused == 20_000 - desk.reassembler.held)
        #expect(desk.reassembler.held <= limits.packets)
        #expect(desk.reassembler.held * size <= limits.storedBytes)
        #expect(desk.reassembler.held > 1000)
        #expect(desk.add(cutter.fragment(0..<size), at: .seconds(40)) == .held)
        #expect(desk.reassembler.held == 1)
        #expect(desk.reassembler.expired == UInt64(20_000 - refused))
    }

    /// Many pieces of one packet, none of which touches another.
    @Test func thePiecesOfOnePacketAreCountedToo() throws {
        var limits = Limits()
        limits.storedBytes = 64 << 10
        var desk = Desk(limits)
        let piece = [UInt8](repeating: 1, count: 8)
        let outcomes = try (0..<4000).map { index in
            try desk.add(
                FragmentCutter.v4.fragment((16 * index)..<(16 * index + 8), isLast: false, bytes: piece),
                of: .v4
            )
        }
        #expect(outcomes.contains(.refused(.noRoom)))
        #expect(desk.reassembler.held < 1000)
    }

    /// Whatever fragments claim, nothing traps and what is held stays within the limits.
    @Test(arguments: 1...16 as ClosedRange<UInt64>)
    func hostileFragmentsStayWithinTheLimits(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        var limits = Limits()
        limits.storedBytes = 4096
        var desk = Desk(limits)
        var completed = 0
        for number in 0..<500 {
            let cutter = generator.oneIn(2) ? FragmentCutter.v4 : .v6
            let start = 16 * Int.random(in: 0..<3, using: &generator)
            let end = generator.oneIn(4) ? Int.random(in: start...48, using: &generator) : start + 16
            var packet = cutter.fragment(start..<end)
            if generator.oneIn(4) {
                packet[Int.random(in: packet.indices, using: &generator)] = UInt8(truncatingIfNeeded: generator.next())
            }
            guard case .completed(let bytes) = desk.add(packet, at: .milliseconds(number)) else { continue }
            completed += 1
            #expect(try IPHeader(parsing: bytes.span).payload.upperBound == bytes.count, "\(generator)")
        }
        #expect(completed > 0, "\(generator)")
        #expect(desk.reassembler.held <= limits.storedBytes / 64, "\(generator)")
    }

    private static let others: [Row<FragmentCutter>] = {
        func changed(_ change: (inout PacketBuilder) -> Void) -> FragmentCutter {
            FragmentCutter(.cuttable("198.51.100.2:40001", "203.0.113.5:1863", change: change))
        }
        var numbered = FragmentCutter.v4
        numbered.identification = 0x1235
        return [
            Row("source", changed { $0.source = "198.51.100.3:40001" }),
            Row("destination", changed { $0.destination = "203.0.113.6:1863" }),
            Row("protocol", changed { $0.protocolNumber = 6 }),
            Row("identification", numbered),
            Row("version", .v6),
        ]
    }()

    @Test(arguments: others)
    func packetsThatDifferInThisAreNotMixed(row: Row<FragmentCutter>) throws {
        let (one, other) = (FragmentCutter.v4, row.value)
        var desk = Desk()
        #expect(desk.add(one.fragment(0..<16)) == .held)
        #expect(desk.add(other.fragment(16..<48)) == .held)
        #expect(desk.reassembler.held == 2)
        #expect(try desk.add(one.fragment(16..<48), of: one) == .completed)
    }
}
