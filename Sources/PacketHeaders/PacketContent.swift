/// What an IP packet is to somebody who reads TCP.
public enum PacketContent: Sendable {
    /// A whole segment.
    case segment(TCPSegment)
    /// A part of a packet, in which nothing can be read: see `IPHeader.Content.fragment`.
    case fragment
    /// Another protocol.
    case other

    /// Reads the headers of `packet`, from its IP header on.
    ///
    /// Both at once: the one would be copied on its way to the other, for every packet.
    public init(parsing packet: Span<UInt8>) throws(HeaderError) {
        let header = try IPHeader(reading: packet)
        switch header.content {
        case .tcp: self = .segment(try TCPSegment(reading: packet, behind: header))
        case .fragment: self = .fragment
        case .other: self = .other
        }
    }
}
