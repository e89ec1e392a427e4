import PacketHeaders
import TestSupport
import Testing

@Suite struct ChecksumTests {
    @Test(arguments: 0...200)
    func isRightForEveryLength(count: Int) throws {
        var generator = SeededGenerator(seed: UInt64(count))
        let payloads = [
            generator.bytes(count), [UInt8](repeating: 0xFF, count: count), [UInt8](repeating: 0, count: count),
        ]
        for payload in payloads {
            for var builder in [PacketBuilder.v4, .v6] {
                builder.payload = payload
                #expect(try TCPSegment.ChecksumState(of: builder.bytes) == .right, "\(generator)")
                try expectWrittenAnew(builder)
            }
        }
    }

    /// Whatever stood in the field before, the one written is the one computed word by word.
    private func expectWrittenAnew(_ builder: PacketBuilder) throws {
        var packet = builder.bytes.overwriting(at: builder.headerLength + 16, with: [0x5A, 0xA5])
        let segment = try #require(try Reading(packet).segment)
        var bytes = packet.mutableSpan
        segment.writeChecksum(into: &bytes)
        #expect(packet == builder.bytes)
    }

    @Test func changesWithEveryByteOfTheSegment() throws {
        for builder in [PacketBuilder.v4, .v6] {
            let packet = builder.bytes
            // The data offset is left alone: with it the shape of the packet changes too.
            for offset in builder.headerLength..<packet.count where offset != builder.headerLength + 12 {
                let spoilt = packet.overwriting(at: offset, with: [packet[offset] ^ 0x10])
                #expect(try TCPSegment.ChecksumState(of: spoilt) == .wrong, "byte \(offset)")
            }
        }
    }

    @Test func changesWithTheAddresses() throws {
        for offset in 12..<20 {
            let spoilt = PacketBuilder.v4.bytes.overwriting(at: offset, with: [0x77])
            #expect(try TCPSegment.ChecksumState(of: spoilt) == .wrong, "byte \(offset) of IPv4")
        }
        for offset in 8..<40 {
            let spoilt = PacketBuilder.v6.bytes.overwriting(at: offset, with: [0x77])
            #expect(try TCPSegment.ChecksumState(of: spoilt) == .wrong, "byte \(offset) of IPv6")
        }
    }

    @Test func leavesLinkPaddingOut() throws {
        var builder = PacketBuilder.v4
        builder.padding = [1, 2, 3]
        #expect(try TCPSegment.ChecksumState(of: builder.bytes) == .right)
        try expectWrittenAnew(builder)
    }

    @Test(
        arguments: [
            ("right", .right, .right),
            ("left to the network card", .offloaded, .offloaded),
            ("wrong", .wrong, .wrong),
        ] as [(String, PacketBuilder.ChecksumField, TCPSegment.ChecksumState)]
    )
    func tells(name: String, field: PacketBuilder.ChecksumField, state: TCPSegment.ChecksumState) throws {
        for var builder in [PacketBuilder.v4, .v6] {
            builder.checksum = field
            #expect(try TCPSegment.ChecksumState(of: builder.bytes) == state)
        }
    }

    @Test func aWrongHeaderChecksumIsWrongWhateverTheSegmentSays() throws {
        for field in [PacketBuilder.ChecksumField.right, .offloaded] {
            var builder = PacketBuilder.v4
            builder.checksum = field
            builder.addressChecksum = .wrong
            #expect(try TCPSegment.ChecksumState(of: builder.bytes) == .wrong)
        }
    }

    @Test(
        arguments: [
            (.right, .offloaded), (.offloaded, .offloaded), (.wrong, .wrong),
        ] as [(PacketBuilder.ChecksumField, TCPSegment.ChecksumState)]
    )
    func aHeaderChecksumOfZeroIsLeftToTheNetworkCard(
        field: PacketBuilder.ChecksumField,
        state: TCPSegment.ChecksumState
    ) throws {
        var builder = PacketBuilder.v4
        builder.checksum = field
        builder.addressChecksum = .offloaded
        #expect(try TCPSegment.ChecksumState(of: builder.bytes) == state)
    }

    @Test func coversIPv4Options() throws {
        var builder = PacketBuilder.v4
        builder.addressOptions = [1, 1, 1, 1]
        #expect(try TCPSegment.ChecksumState(of: builder.bytes) == .right)
        let spoilt = builder.bytes.overwriting(at: 21, with: [0])
        #expect(try TCPSegment.ChecksumState(of: spoilt) == .wrong)
    }

    /// A mapped address in an IPv6 packet has a word of ones more than the IPv4 address, which is nothing to the sum.
    @Test func isRightForMappedAddressesInIPv6() throws {
        let mapped = [UInt8](repeating: 0, count: 10) + [0xFF, 0xFF, 192, 0, 2, 1]
        var packet = PacketBuilder.v6.bytes.overwriting(at: 8, with: mapped)
        let segment = try #require(try Reading(packet).segment)
        var bytes = packet.mutableSpan
        segment.writeChecksum(into: &bytes)
        let summed = Array(packet[8..<40]) + [0, 6, 0, UInt8(packet.count - 40)] + packet[40...]
        #expect(internetChecksum(of: summed) == 0)
    }
}
