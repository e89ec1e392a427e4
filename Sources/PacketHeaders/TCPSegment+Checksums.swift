extension TCPSegment {
    /// What the checksums of a packet say about it.
    public enum ChecksumState: Sendable {
        /// The checksums of the IP header and of the segment are right.
        case right
        /// The TCP field holds the folded sum of the pseudo-header, or the IPv4 one zero: the sending host left the
        /// rest to its network card, and the packet was recorded before that.
        case offloaded
        /// A receiver would discard the packet.
        case wrong
    }

    /// Verifies the IPv4 header checksum (RFC 791, section 3.1) and the TCP checksum (RFC 9293, section 3.1).
    public func checksumState(in packet: Span<UInt8>) -> ChecksumState {
        let header = ChecksumState(ofHeader: checksummedIPHeaderLength, in: packet)
        guard header != .wrong else { return .wrong }
        let pseudoHeader = pseudoHeaderSum
        var whole = pseudoHeader
        whole.add(packet.extracting(headerOffset..<payload.upperBound))
        if whole.folded == 0xFFFF { return header }
        return packet.uint16(at: checksumOffset) == pseudoHeader.folded ? .offloaded : .wrong
    }

    /// Computes the TCP checksum anew and writes it.
    ///
    /// Always in full: where the kernel left the checksum unfinished, the field holds a partial sum, and mending it
    /// incrementally (RFC 1624) gives a packet that the receiver drops.
    public func writeChecksum(into packet: inout MutableSpan<UInt8>) {
        packet[checksumOffset] = 0
        packet[checksumOffset + 1] = 0
        var checksum = pseudoHeaderSum
        checksum.add(packet.span.extracting(headerOffset..<payload.upperBound))
        let value = ~checksum.folded
        packet[checksumOffset] = UInt8(value >> 8)
        packet[checksumOffset + 1] = UInt8(truncatingIfNeeded: value)
    }

    /// Takes the urgent mark off the segment, so that every byte of the stream is read in its place.
    ///
    /// Receivers differ in whether an urgent byte stands in the stream or beside it (RFC 6093, section 3); without the
    /// mark it stands in it. The checksum must be written anew.
    public func clearUrgent(in packet: inout MutableSpan<UInt8>) {
        packet[headerOffset + 13] &= ~TCPFlags.urg.rawValue
        packet[headerOffset + 18] = 0
        packet[headerOffset + 19] = 0
    }

    /// Moves the segment back in the stream, so that it ends before `position`: a receiver that has everything up to there
    /// takes it for an old copy and reads nothing of it. The checksum must be written anew.
    public func retreat(behind position: SequenceNumber, in packet: inout MutableSpan<UInt8>) {
        let number = (position + -payload.count).rawValue
        for index in 0..<4 {
            packet[headerOffset + 4 + index] = UInt8(truncatingIfNeeded: number >> UInt32(24 - 8 * index))
        }
    }

    private var checksumOffset: Int { headerOffset + 16 }

    /// The pseudo-header: both addresses, the protocol and the length of the segment.
    private var pseudoHeaderSum: Checksum {
        var checksum = Checksum()
        checksum.add(source.address)
        checksum.add(destination.address)
        checksum.add(6)
        checksum.add(UInt16(truncatingIfNeeded: payload.upperBound - headerOffset))
        return checksum
    }
}

extension TCPSegment.ChecksumState {
    /// Verifies an IPv4 header of this length; nil stands for IPv6, whose header has no checksum.
    init(ofHeader length: Int?, in packet: Span<UInt8>) {
        guard let length else {
            self = .right
            return
        }
        var header = Checksum()
        header.add(packet.extracting(first: length))
        if header.folded == 0xFFFF {
            self = .right
        } else {
            // No kernel lets such a packet into a queue, so a zero that does not fit was recorded by its sender.
            self = packet.uint16(at: 10) == 0 ? .offloaded : .wrong
        }
    }
}
