/// One fragment of an IP packet: which packet it is a part of, and which part.
///
///     IPv4 header, RFC 791, section 3.1         IPv6 fragment header, RFC 8200, section 4.5
///     4..<6   identification                    0       next header
///     6..<8   reserved, DF, MF, offset          2..<4   offset, two reserved bits, M
///     9       protocol                          4..<8   identification
public struct Fragment: Equatable, Sendable {
    /// What all fragments of one packet have in common.
    struct Key: Hashable, Sendable {
        let source: IPAddress
        let destination: IPAddress
        let identification: UInt32
        /// The protocol of IPv4; nil for IPv6, where only the first fragment's next header counts.
        let protocolNumber: UInt8?

        var isV6: Bool { protocolNumber == nil }
    }

    let key: Key
    /// Which bytes of the packet's content these are; the content begins behind the header that is repeated.
    let place: Range<Int>
    /// Whether the content ends here.
    let isLast: Bool
    /// Whether this is a first fragment of IPv6 that ends before the header of what the packet carries does.
    let cutsHeaders: Bool
    /// Where the bytes lie in the fragment.
    let payload: Range<Int>
    /// How much of the fragment stands before the content of the whole packet: no IPv6 fragment header.
    let headerLength: Int
    /// Where that header announces the fragment header; nil for IPv4, which has none.
    private let announcedAt: Int?

    /// Whether a packet is no fragment by the look of one or two fields, as nearly every one is; it need not be read once
    /// more to be told so. False says nothing.
    @inlinable
    public static func isRuledOut(by packet: Span<UInt8>) -> Bool {
        guard packet.count >= 20 else { return true }
        switch packet[0] >> 4 {
        // Neither an offset nor more to come.
        case 4: return packet[6] & 0x3F == 0 && packet[7] == 0
        // TCP at once, with no other header between.
        case 6: return packet[6] == 6
        default: return true
        }
    }

    /// Reads a fragment; nil for anything else, a packet with malformed headers included.
    public init?(parsing packet: Span<UInt8>) {
        guard !Self.isRuledOut(by: packet), let header = try? IPHeader(parsing: packet),
            header.content == .fragment
        else { return nil }
        if header.checksummedLength != nil {
            self.init(v4: packet, header)
        } else {
            self.init(v6: packet, header)
        }
    }

    /// What the checksum of the fragment's own header says; IPv6 has none, which is right.
    public func checksumState(in packet: Span<UInt8>) -> TCPSegment.ChecksumState {
        TCPSegment.ChecksumState(ofHeader: key.isV6 ? nil : headerLength, in: packet)
    }

    /// The header that the whole packet has if this is its first fragment; its length and checksum are still to be
    /// written.
    func wholeHeader(of packet: Span<UInt8>) -> [UInt8] {
        var header: [UInt8] = []
        for offset in 0..<headerLength { header.append(packet[offset]) }
        if let announcedAt {
            header[announcedAt] = packet[headerLength]
        } else {
            header[6] &= 0xC0
            header[7] = 0
        }
        return header
    }
}

extension Fragment {
    private init(v4 packet: Span<UInt8>, _ header: IPHeader) {
        let field = packet.uint16(at: 6)
        isLast = field & 0x2000 == 0
        // Linux takes whole units of eight of a fragment that others follow, and leaves the rest.
        let count = isLast ? header.payload.count : header.payload.count & ~7
        let offset = Int(field & 0x1FFF) * 8
        key = Key(
            source: header.source,
            destination: header.destination,
            identification: UInt32(packet.uint16(at: 4)),
            protocolNumber: packet[9]
        )
        place = offset..<(offset + count)
        headerLength = header.payload.lowerBound
        payload = headerLength..<(headerLength + count)
        announcedAt = nil
        cutsHeaders = false
    }

    private init?(v6 packet: Span<UInt8>, _ header: IPHeader) {
        var extensions = IPv6Extensions(nextHeader: packet[6], offset: 40)
        guard (try? extensions.skip(in: packet.extracting(first: header.payload.upperBound))) == .fragment else {
            return nil
        }
        let start = extensions.offset
        let field = packet.uint16(at: start + 2)
        let offset = Int(field & 0xFFF8)
        key = Key(
            source: header.source,
            destination: header.destination,
            identification: packet.uint32(at: start + 4),
            protocolNumber: nil
        )
        isLast = field & 1 == 0
        payload = (start + 8)..<header.payload.upperBound
        place = offset..<(offset + payload.count)
        headerLength = start
        announcedAt = extensions.announcedAt
        cutsHeaders =
            offset == 0 && Self.cutsHeaders(packet[start], packet.extracting(first: payload.upperBound), payload)
    }

    /// RFC 8200, section 4.5, reckons all headers up to the one of the upper layer among those of the first fragment.
    private static func cutsHeaders(_ nextHeader: UInt8, _ packet: Span<UInt8>, _ payload: Range<Int>) -> Bool {
        var extensions = IPv6Extensions(nextHeader: nextHeader, offset: payload.lowerBound)
        // A chain of extension headers that is itself cut does not count with Linux.
        guard (try? extensions.skip(in: packet)) != nil else { return false }
        let needed =
            switch extensions.nextHeader {
            case 6: 20
            case 17, 58: 8
            default: 1
            }
        return packet.count - extensions.offset < needed
    }
}
