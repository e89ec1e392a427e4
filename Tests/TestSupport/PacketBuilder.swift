public import PacketHeaders

/// A TCP packet to be, IPv4 or IPv6 by its addresses: every field can be chosen, and what is not chosen is right.
public struct PacketBuilder: Sendable {
    /// What stands in a checksum field.
    public enum ChecksumField: Sendable {
        /// What the receiver computes.
        case right
        /// What a host leaves to its network card: the folded sum of the pseudo-header, or zero in an IPv4 header.
        case offloaded
        /// One that no receiver takes.
        case wrong
    }

    /// The sender; its address decides the IP version.
    public var source: Endpoint
    /// The receiver, of the same IP version.
    public var destination: Endpoint
    /// The sequence number in the header.
    public var sequence: UInt32 = 1
    /// The acknowledgement number in the header, whether or not the flag is set.
    public var acknowledgement: UInt32 = 0
    /// The control bits.
    public var flags: TCPFlags = .ack
    /// The window as it stands in the header.
    public var window: UInt16 = 65535
    /// The urgent pointer.
    public var urgentPointer: UInt16 = 0
    /// TCP options, at most 40 bytes; filled up with zeros to a multiple of four.
    public var options: [UInt8] = []
    /// The payload of the segment.
    public var payload: [UInt8] = []
    /// Time to live, or hop limit.
    public var timeToLive: UInt8 = 64
    /// IPv4 options, at most 40 bytes; filled up with zeros to a multiple of four.
    public var addressOptions: [UInt8] = []
    /// The IPv4 flags (reserved, DF, MF) and the fragment offset in units of eight bytes.
    public var fragmentField: UInt16 = 0x4000
    /// The IPv6 extension headers in their order.
    public var extensions: [ExtensionHeader] = []
    /// The number of the protocol, 6 for TCP; another one only changes what the headers claim.
    public var protocolNumber: UInt8 = 6
    /// The checksum of the IPv4 header.
    public var addressChecksum: ChecksumField = .right
    /// The checksum of the TCP segment.
    public var checksum: ChecksumField = .right
    /// Bytes behind the packet, such as a link layer pads short frames with.
    public var padding: [UInt8] = []

    /// A bare acknowledgement from `source` to `destination`, to be changed by the caller.
    public init(from source: Endpoint, to destination: Endpoint) {
        self.source = source
        self.destination = destination
    }

    /// A segment with a payload, or whatever else `change` makes of it.
    public init(
        from source: Endpoint,
        to destination: Endpoint,
        sequence: UInt32 = 1,
        acknowledgement: UInt32 = 0,
        flags: TCPFlags = .ack,
        payload: [UInt8] = [],
        change: (inout PacketBuilder) -> Void = { _ in }
    ) {
        self.init(from: source, to: destination)
        self.sequence = sequence
        self.acknowledgement = acknowledgement
        self.flags = flags
        self.payload = payload
        change(&self)
    }

    /// The packet from its first IP byte on.
    public var bytes: [UInt8] {
        (source.address.v4 == nil ? v6Header : v4Header) + segment + padding
    }

    /// How many bytes lie before the TCP header.
    public var headerLength: Int {
        source.address.v4 == nil ? v6Header.count : v4Header.count
    }
}

extension PacketBuilder {
    private var v4Header: [UInt8] {
        let options = padded(addressOptions)
        let length = 20 + options.count
        var header: [UInt8] = [0x40 | UInt8(length / 4), 0]
        header += [UInt8](bigEndian: UInt16(length + segment.count)) + [0x12, 0x34]
        header += [UInt8](bigEndian: fragmentField) + [timeToLive, protocolNumber, 0, 0]
        header += [UInt8](source.address) + [UInt8](destination.address) + options
        let right = internetChecksum(of: header)
        let field: UInt16 =
            switch addressChecksum {
            case .right: right
            case .offloaded: 0
            case .wrong: right ^ 0x0101
            }
        return header.overwriting(at: 10, with: [UInt8](bigEndian: field))
    }

    private var v6Header: [UInt8] {
        var chain: [UInt8] = []
        var next = protocolNumber
        for header in extensions.reversed() {
            chain = [next] + header.rest + chain
            next = header.number
        }
        var header: [UInt8] = [0x60, 0, 0, 0]
        header += [UInt8](bigEndian: UInt16(chain.count + segment.count)) + [next, timeToLive]
        header += [UInt8](source.address) + [UInt8](destination.address)
        return header + chain
    }

    private var segment: [UInt8] {
        let options = padded(options)
        var segment = [UInt8](bigEndian: source.port) + [UInt8](bigEndian: destination.port)
        segment += [UInt8](bigEndian: sequence) + [UInt8](bigEndian: acknowledgement)
        segment += [UInt8((20 + options.count) / 4) << 4, flags.rawValue] + [UInt8](bigEndian: window)
        segment += [0, 0] + [UInt8](bigEndian: urgentPointer) + options + payload
        return segment.overwriting(at: 16, with: [UInt8](bigEndian: checksumField(of: segment)))
    }

    private func checksumField(of segment: [UInt8]) -> UInt16 {
        var pseudoHeader = [UInt8](source.address) + [UInt8](destination.address)
        pseudoHeader += [0, 6] + [UInt8](bigEndian: UInt16(segment.count))
        let right = internetChecksum(of: pseudoHeader + segment)
        return switch checksum {
        case .right: right
        case .offloaded: ~internetChecksum(of: pseudoHeader)
        case .wrong: right ^ 0x0101
        }
    }

    private func padded(_ options: [UInt8]) -> [UInt8] {
        options + [UInt8](repeating: 0, count: (4 - options.count % 4) % 4)
    }
}
