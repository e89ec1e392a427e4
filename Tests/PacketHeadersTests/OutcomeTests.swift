import PacketHeaders
import TestSupport
import Testing

/// What a well-formed packet is taken for: a segment with its payload, a fragment, or another protocol.
@Suite struct OutcomeTests {
    @Test(arguments: [
        Shape("plain") { _ in },
        Shape("no payload") { $0.payload = [] },
        Shape("link padding behind the packet") { $0.padding = [0xEE, 0xEE, 0xEE] },
        Shape("4 bytes of IP options") { $0.addressOptions = [1, 1, 1, 0] },
        Shape("40 bytes of IP options") { $0.addressOptions = [UInt8](repeating: 1, count: 40) },
        Shape("40 bytes of TCP options") { $0.options = [UInt8](repeating: 1, count: 40) },
        Shape("may be fragmented") { $0.fragmentField = 0 },
        Shape("reserved flag set") { $0.fragmentField = 0x8000 },
        Shape("largest packet") { $0.payload = [UInt8](repeating: 7, count: 65495) },
    ])
    func tcpOverIPv4(shape: Shape) throws {
        try expectSegment(of: PacketBuilder.v4.changed(by: shape))
    }

    @Test(arguments: [
        Shape("plain") { _ in },
        Shape("no payload") { $0.payload = [] },
        Shape("link padding behind the packet") { $0.padding = [0xEE, 0xEE, 0xEE] },
        Shape("hop-by-hop options") { $0.extensions = [.hopByHop] },
        Shape("routing") { $0.extensions = [.routing] },
        Shape("destination options") { $0.extensions = [.destinationOptions] },
        Shape("mobility") { $0.extensions = [.padded(number: 135)] },
        Shape("host identity") { $0.extensions = [.padded(number: 139)] },
        Shape("shim6") { $0.extensions = [.padded(number: 140)] },
        Shape("authentication") { $0.extensions = [.authentication()] },
        Shape("authentication without a value") { $0.extensions = [.authentication(words: 0)] },
        Shape("atomic fragment") { $0.extensions = [.fragment()] },
        Shape("long options") { $0.extensions = [.padded(number: 60, units: 255)] },
        Shape("a chain of different ones") {
            $0.extensions = [.hopByHop, .destinationOptions, .routing, .fragment(), .authentication()]
        },
        Shape("a chain of eight") { $0.extensions = [ExtensionHeader](repeating: .destinationOptions, count: 8) },
    ])
    func tcpOverIPv6(shape: Shape) throws {
        try expectSegment(of: PacketBuilder.v6.changed(by: shape))
    }

    private func expectSegment(of builder: PacketBuilder) throws {
        let segment = try #require(try Reading(builder.bytes).segment)
        #expect(segment.source == builder.source)
        #expect(segment.destination == builder.destination)
        #expect(segment.payload.upperBound == builder.bytes.count - builder.padding.count)
        #expect(Array(builder.bytes[segment.payload]) == builder.payload)
        #expect(segment.checksumState(in: builder.bytes.span) == .right)
    }

    @Test(arguments: [
        Shape("first") { $0.fragmentField = 0x2000 },
        Shape("first, although not to be fragmented") { $0.fragmentField = 0x6000 },
        Shape("middle") { $0.fragmentField = 0x2001 },
        Shape("last") { $0.fragmentField = 0x0001 },
        Shape("furthest") { $0.fragmentField = 0x1FFF },
        Shape("of another protocol") {
            $0.fragmentField = 0x2000
            $0.protocolNumber = 17
        },
        Shape("too short for a TCP header") {
            $0.fragmentField = 0x2000
            $0.payload = []
        },
    ])
    func fragmentOverIPv4(shape: Shape) throws {
        #expect(try Reading(PacketBuilder.v4.changed(by: shape).bytes) == .fragment)
    }

    @Test(arguments: [
        Shape("first") { $0.extensions = [.fragment(more: true)] },
        Shape("middle") { $0.extensions = [.fragment(offset: 1, more: true)] },
        Shape("last") { $0.extensions = [.fragment(offset: 0x1FFF)] },
        Shape("behind other headers") { $0.extensions = [.hopByHop, .routing, .fragment(offset: 2)] },
        Shape("before other headers") { $0.extensions = [.fragment(more: true), .destinationOptions] },
    ])
    func fragmentOverIPv6(shape: Shape) throws {
        #expect(try Reading(PacketBuilder.v6.changed(by: shape).bytes) == .fragment)
    }

    @Test(arguments: [0, 1, 17, 41, 47, 58, 255] as [UInt8])
    func anotherProtocolOverIPv4(number: UInt8) throws {
        var builder = PacketBuilder.v4
        builder.protocolNumber = number
        #expect(try Reading(builder.bytes) == .other(number))
    }

    /// 50 is ESP, whose content nobody can read, and 59 says that nothing follows.
    @Test(arguments: [1, 17, 50, 58, 59, 255] as [UInt8])
    func anotherProtocolOverIPv6(number: UInt8) throws {
        var builder = PacketBuilder.v6
        builder.protocolNumber = number
        builder.extensions = [.destinationOptions]
        #expect(try Reading(builder.bytes) == .other(number))
    }

    @Test func tellsWhereTheContentLies() throws {
        let v4 = try IPHeader(parsing: PacketBuilder.v4.bytes.span)
        #expect(v4.payload == 20..<45)
        #expect(v4.checksummedLength == 20)
        var builder = PacketBuilder.v6
        builder.extensions = [.hopByHop]
        let v6 = try IPHeader(parsing: builder.bytes.span)
        #expect(v6.payload == 48..<73)
        #expect(v6.checksummedLength == nil)
    }
}
