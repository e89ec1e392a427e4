/// What is wrong with the headers of a packet.
///
/// Each case has a counter of its own.
public enum HeaderError: UInt8, Error, CaseIterable, Sendable {
    /// Nothing that begins with an IP version of 4 or 6.
    case unknownVersion
    /// The packet ends inside its IP header.
    case truncatedIPHeader
    /// An IPv4 header length below 20 bytes, or beyond the total length.
    case badIPHeaderLength
    /// A total length that is longer than what is there.
    case badTotalLength
    /// IPv6 extension headers that run past the packet, or more of them than any honest packet carries.
    case badExtensionHeaders
    /// The packet ends inside its TCP header.
    case truncatedTCPHeader
    /// A TCP data offset below 20 bytes, or beyond the segment.
    case badDataOffset
}
