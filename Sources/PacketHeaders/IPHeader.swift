/// The header of an IP packet of either version, and what follows it.
///
///     IPv4, RFC 791, section 3.1                      IPv6, RFC 8200, section 3
///      0       version, header length in words         0       version
///      2..<4   total length                            4..<6   payload length
///      6..<8   flags, fragment offset in 8 bytes       6       next header
///      9       protocol                                8..<24  source
///     12..<16  source                                 24..<40  destination
///     16..<20  destination
public struct IPHeader: Equatable, Sendable {
    /// What the packet carries.
    public enum Content: Equatable, Sendable {
        /// A whole TCP segment.
        case tcp
        /// A part of a packet, the first one included: its ports and its bytes cannot be trusted to be the ones that
        /// the receiver will assemble (RFC 1858).
        case fragment
        /// Another protocol, by its number.
        case other(UInt8)
    }

    /// The address of the sender.
    public let source: IPAddress
    /// The address of the receiver.
    public let destination: IPAddress
    /// What the packet carries.
    public let content: Content
    /// Where the packet's content lies, behind options and extension headers; padding of the link is not part of it.
    public let payload: Range<Int>
    /// The length of the IPv4 header, which has a checksum; nil for IPv6, which has none.
    public let checksummedLength: Int?

    /// Reads the header at the start of `packet`.
    public init(parsing packet: Span<UInt8>) throws(HeaderError) {
        try self.init(reading: packet)
    }

    @inline(__always)
    init(reading packet: Span<UInt8>) throws(HeaderError) {
        guard packet.count > 0 else { throw .truncatedIPHeader }
        switch packet[0] >> 4 {
        case 4: try self.init(parsingV4: packet)
        case 6: try self.init(parsingV6: packet)
        default: throw .unknownVersion
        }
    }

    @inline(__always)
    private init(parsingV4 packet: Span<UInt8>) throws(HeaderError) {
        guard packet.count >= 20 else { throw .truncatedIPHeader }
        // One bounds check for all the fields.
        let fields = packet.extracting(first: 20)
        let headerLength = Int(fields[0] & 0x0F) &* 4
        let totalLength = Int(fields.uint16(at: 2))
        guard headerLength >= 20, headerLength <= totalLength else { throw .badIPHeaderLength }
        guard totalLength <= packet.count else { throw .badTotalLength }
        let isFragment = fields.uint16(at: 6) & 0x3FFF != 0
        source = IPAddress(v4: fields.uint32(at: 12))
        destination = IPAddress(v4: fields.uint32(at: 16))
        content = isFragment ? .fragment : Content(protocolNumber: fields[9])
        payload = headerLength..<totalLength
        checksummedLength = headerLength
    }

    private init(parsingV6 packet: Span<UInt8>) throws(HeaderError) {
        guard packet.count >= 40 else { throw .truncatedIPHeader }
        let totalLength = 40 + Int(packet.uint16(at: 4))
        guard totalLength <= packet.count else { throw .badTotalLength }
        var extensions = IPv6Extensions(nextHeader: packet[6], offset: 40)
        content = try extensions.skip(in: packet.extracting(first: totalLength))
        source = IPAddress(high: packet.uint64(at: 8), low: packet.uint64(at: 16))
        destination = IPAddress(high: packet.uint64(at: 24), low: packet.uint64(at: 32))
        payload = extensions.offset..<totalLength
        checksummedLength = nil
    }
}

extension IPHeader.Content {
    init(protocolNumber: UInt8) {
        self = protocolNumber == 6 ? .tcp : .other(protocolNumber)
    }
}
