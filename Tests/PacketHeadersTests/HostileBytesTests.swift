import PacketHeaders
import TestSupport
import Testing

/// Bytes that nobody meant to be a packet give an error or a packet within its bounds, and never a trap.
@Suite struct HostileBytesTests {
    private static let seeds: [Shape] = [
        Shape("plain") { _ in },
        Shape("with options") {
            $0.options = OptionBytes.timestamps(1) + OptionBytes.windowScale(2)
            $0.addressOptions = [1, 1, 1, 1]
        },
        Shape("with extension headers and padding") {
            $0.extensions = [.hopByHop, .fragment(), .authentication(), .destinationOptions]
            $0.padding = [0, 0, 0, 0]
        },
    ]

    private static func builders(_ shape: Shape) -> [PacketBuilder] {
        [PacketBuilder.v4.changed(by: shape), PacketBuilder.v6.changed(by: shape)]
    }

    @Test(arguments: seeds)
    func aPacketCutAnywhereIsAnError(shape: Shape) throws {
        for builder in Self.builders(shape) {
            let end = builder.bytes.count - builder.padding.count
            for length in 0..<end {
                #expect(throws: HeaderError.self, "\(length) bytes") {
                    try Reading(Array(builder.bytes.prefix(length)))
                }
            }
            for length in end...builder.bytes.count {
                #expect(try Reading(Array(builder.bytes.prefix(length))) == Reading(builder.bytes), "\(length) bytes")
            }
        }
    }

    @Test(arguments: seeds)
    func aPacketThatSaysItEndsEarlierIsAnErrorOrHasTheSameHeaders(shape: Shape) throws {
        for builder in Self.builders(shape) {
            let whole = try #require(try Reading(builder.bytes).segment)
            let isV4 = builder.source.address.v4 != nil
            for length in (isV4 ? 20 : 40)..<builder.bytes.count {
                let field = [UInt8](bigEndian: UInt16(isV4 ? length : length - 40))
                let packet = Array(builder.bytes.prefix(length)).overwriting(at: isV4 ? 2 : 4, with: field)
                guard length >= whole.payload.lowerBound else {
                    #expect(throws: HeaderError.self, "\(length) bytes") { try Reading(packet) }
                    continue
                }
                let segment = try #require(try Reading(packet).segment)
                #expect(segment.payload == whole.payload.lowerBound..<length)
                #expect(segment.options == whole.options && segment.sequence == whole.sequence)
            }
        }
    }

    @Test(arguments: 1...24 as ClosedRange<UInt64>)
    func aMutatedPacketStaysWithinItsBounds(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        for shape in Self.seeds {
            for builder in Self.builders(shape) {
                for _ in 0..<100 {
                    try expectBounds(of: Self.mutated(builder.bytes, using: &generator), "\(generator)")
                }
            }
        }
    }

    @Test(arguments: 1...24 as ClosedRange<UInt64>)
    func randomBytesStayWithinTheirBounds(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<200 {
            let version: UInt8 = generator.oneIn(2) ? 0x45 : 0x60
            try expectBounds(
                of: [version] + generator.bytes(Int.random(in: 0...120, using: &generator)),
                "\(generator)"
            )
        }
    }

    private static func mutated(_ packet: [UInt8], using generator: inout SeededGenerator) -> [UInt8] {
        var packet = packet
        for _ in 0..<Int.random(in: 1...6, using: &generator) {
            // Most of what decides anything stands in the first bytes.
            let reach = generator.oneIn(2) ? min(64, packet.count) : packet.count
            packet[Int.random(in: 0..<reach, using: &generator)] = UInt8(truncatingIfNeeded: generator.next())
        }
        return generator.oneIn(4) ? Array(packet.prefix(Int.random(in: 0...packet.count, using: &generator))) : packet
    }

    private func expectBounds(of bytes: [UInt8], _ comment: Comment) throws {
        var packet = bytes
        // An error is as good as a packet here.
        guard let segment = (try? Reading(packet))?.segment else { return }
        #expect(segment.payload.upperBound <= packet.count, comment)
        #expect(segment.payload.lowerBound >= 40, comment)
        _ = segment.checksumState(in: packet.span)
        var span = packet.mutableSpan
        segment.writeChecksum(into: &span)
        #expect(segment.checksumState(in: packet.span) == (try headerState(of: packet)), comment)
    }

    private func headerState(of packet: [UInt8]) throws -> TCPSegment.ChecksumState {
        guard let length = try IPHeader(parsing: packet.span).checksummedLength else { return .right }
        if internetChecksum(of: Array(packet[..<length])) == 0 { return .right }
        return packet[10..<12] == [0, 0] ? .offloaded : .wrong
    }
}
