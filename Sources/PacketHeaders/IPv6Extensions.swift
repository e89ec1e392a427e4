/// The chain of IPv6 extension headers (RFC 8200, section 4), walked until something else begins.
struct IPv6Extensions {
    private(set) var nextHeader: UInt8
    private(set) var offset: Int
    /// Where the byte stands that announces `nextHeader`: in the fixed header, or in the extension header before.
    private(set) var announcedAt = 6

    /// RFC 8200 recommends each header once, destination options twice; a longer chain only serves to hide what
    /// it leads to.
    static let maximumHeaders = 8

    init(nextHeader: UInt8, offset: Int) {
        self.nextHeader = nextHeader
        self.offset = offset
    }

    /// Walks to the end of the chain and tells what follows; `offset` then stands there.
    mutating func skip(in packet: Span<UInt8>) throws(HeaderError) -> IPHeader.Content {
        for _ in 0...Self.maximumHeaders {
            switch nextHeader {
            case 0, 43, 60, 135, 139, 140:  // hop-by-hop, routing, destination, mobility, HIP, shim6
                try step(in: packet, lengthUnit: 8, extra: 8)
            case 51:  // authentication header, counted in four bytes less two (RFC 4302, section 2.2)
                try step(in: packet, lengthUnit: 4, extra: 8)
            case 44:
                guard packet.count - offset >= 8 else { throw .badExtensionHeaders }
                // An atomic fragment is a whole packet with a fragment header (RFC 6946).
                guard packet.uint16(at: offset + 2) & 0xFFF9 == 0 else { return .fragment }
                advance(by: 8, in: packet)
            default:
                return IPHeader.Content(protocolNumber: nextHeader)
            }
        }
        throw .badExtensionHeaders
    }

    private mutating func step(in packet: Span<UInt8>, lengthUnit: Int, extra: Int) throws(HeaderError) {
        guard packet.count - offset >= 8 else { throw .badExtensionHeaders }
        let length = Int(packet[offset + 1]) * lengthUnit + extra
        guard length <= packet.count - offset else { throw .badExtensionHeaders }
        advance(by: length, in: packet)
    }

    private mutating func advance(by length: Int, in packet: Span<UInt8>) {
        nextHeader = packet[offset]
        announcedAt = offset
        offset += length
    }
}
