import PacketHeaders

/// What both headers of a packet make of it.
enum Reading: Equatable {
    case tcp(TCPSegment)
    case fragment
    case other(UInt8)

    init(_ packet: [UInt8]) throws(HeaderError) {
        let header = try IPHeader(parsing: packet.span)
        switch header.content {
        case .tcp: self = .tcp(try TCPSegment(parsing: packet.span, behind: header))
        case .fragment: self = .fragment
        case .other(let number): self = .other(number)
        }
    }

    var segment: TCPSegment? {
        if case .tcp(let segment) = self { segment } else { nil }
    }
}

extension TCPSegment.ChecksumState {
    init?(of packet: [UInt8]) throws(HeaderError) {
        guard let segment = try Reading(packet).segment else { return nil }
        self = segment.checksumState(in: packet.span)
    }
}
