import PacketHeaders

/// Cuts a packet into fragments, honest ones or not.
public struct FragmentCutter: Sendable, CustomStringConvertible {
    /// The packet that is cut.
    public let whole: [UInt8]
    /// What can be cut: everything behind the header that each fragment repeats.
    public let content: [UInt8]
    /// The number that all fragments share; the default is the one that `PacketBuilder` gives to IPv4 packets.
    public var identification: UInt32 = 0x1234
    private let header: [UInt8]
    /// Where the header announces what follows it; nil for IPv4.
    private let announcedAt: Int?

    /// Cuts the packet of `builder`; in IPv6 the first `leading` extension headers stand in every fragment, and all
    /// if that is nil.
    public init(_ builder: PacketBuilder, leading: Int? = nil) {
        whole = Array(builder.bytes.dropLast(builder.padding.count))
        if builder.source.address.v4 != nil {
            header = Array(whole.prefix(builder.headerLength))
            announcedAt = nil
        } else {
            let lengths = builder.extensions.prefix(leading ?? .max).map { $0.rest.count + 1 }
            let length = lengths.reduce(40, +)
            header = Array(whole.prefix(length))
            announcedAt = lengths.last.map { length - $0 } ?? 6
        }
        content = Array(whole.dropFirst(header.count))
    }

    /// Cuts a packet without extension headers, whose header is so long.
    public init(_ packet: [UInt8], headerLength: Int) {
        whole = packet
        header = Array(packet.prefix(headerLength))
        announcedAt = packet[0] >> 4 == 4 ? nil : 6
        content = Array(packet.dropFirst(headerLength))
    }

    /// The IP version and the length.
    public var description: String { "IPv\(whole[0] >> 4), \(whole.count) bytes" }

    /// The fragment with this part of the content, or with other `bytes` in that place; the last one unless told
    /// otherwise is the one that reaches the end.
    public func fragment(_ place: Range<Int>, isLast: Bool? = nil, bytes: [UInt8]? = nil) -> [UInt8] {
        let bytes = bytes ?? Array(content[place])
        let more = !(isLast ?? (place.upperBound == content.count))
        if let announcedAt {
            return fragmentV6(at: place.lowerBound, more: more, bytes, announcedAt: announcedAt)
        }
        return fragmentV4(at: place.lowerBound, more: more, bytes)
    }

    /// The fragments of an honest cut at these positions, in order.
    public func fragments(cutAt positions: [Int]) -> [[UInt8]] {
        zip([0] + positions, positions + [content.count]).map { fragment($0..<$1) }
    }

    private func fragmentV4(at offset: Int, more: Bool, _ bytes: [UInt8]) -> [UInt8] {
        let flags = UInt16(header[6] & 0xC0) << 8 | (more ? 0x2000 : 0)
        let header =
            header
            .overwriting(at: 2, with: [UInt8](bigEndian: UInt16(header.count + bytes.count)))
            .overwriting(at: 4, with: [UInt8](bigEndian: UInt16(truncatingIfNeeded: identification)))
            .overwriting(at: 6, with: [UInt8](bigEndian: flags | UInt16(offset / 8)))
            .overwriting(at: 10, with: [0, 0])
        return header.overwriting(at: 10, with: [UInt8](bigEndian: internetChecksum(of: header))) + bytes
    }

    private func fragmentV6(at offset: Int, more: Bool, _ bytes: [UInt8], announcedAt: Int) -> [UInt8] {
        let field = UInt16(offset / 8) << 3 | (more ? 1 : 0)
        let fragmentHeader =
            [header[announcedAt], 0] + [UInt8](bigEndian: field) + [UInt8](bigEndian: identification)
        return
            header
            .overwriting(at: 4, with: [UInt8](bigEndian: UInt16(header.count - 40 + 8 + bytes.count)))
            .overwriting(at: announcedAt, with: [44])
            + fragmentHeader + bytes
    }
}
