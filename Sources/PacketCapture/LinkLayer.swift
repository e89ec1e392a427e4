import CPcap

/// The link layers that a capture may have.
package enum LinkLayer: Sendable {
    /// Ethernet II, with any number of VLAN tags.
    case ethernet
    /// Linux cooked capture, version 1 (`tcpdump -i any` of old).
    case linuxCooked1
    /// Linux cooked capture, version 2.
    case linuxCooked2
    /// IP packets with nothing before them.
    case ip
    /// BSD loopback: the address family as a number in either byte order.
    case loopback

    /// The link layer of one of libpcap's `DLT_` numbers, or nil where it is not read here.
    init?(number: CInt) {
        switch number {
        case DLT_EN10MB: self = .ethernet
        case DLT_LINUX_SLL: self = .linuxCooked1
        case DLT_LINUX_SLL2: self = .linuxCooked2
        // 14 and 101: what BSD/OS and the file format itself call raw IP.
        case DLT_RAW, 14, 101, DLT_IPV4, DLT_IPV6: self = .ip
        case DLT_NULL, DLT_LOOP: self = .loopback
        default: return nil
        }
    }

    /// What a frame carries.
    @inline(__always)
    func content(of frame: borrowing CaptureFrame) -> FrameContent {
        // The frame's own memory, for as long as it is borrowed.
        unsafe content(of: frame.memory.span, originalLength: frame.originalLength)
    }

    @inline(__always)
    private func content(of frame: Span<UInt8>, originalLength: Int) -> FrameContent {
        let wasCut = frame.count < originalLength
        switch networkLayer(of: frame) {
        case .foreign: return .notIP
        case .beyondTheEnd: return wasCut ? .cut : .notIP
        case .ip(let start):
            let packet = frame.extracting(droppingFirst: start)
            guard let length = ipPacketLength(told: packet) else {
                return wasCut ? .cut : .packet(start..<frame.count)
            }
            return wasCut && length > packet.count ? .cut : .packet(start..<(start &+ min(length, packet.count)))
        }
    }

    private enum NetworkLayer {
        case ip(start: Int)
        case foreign
        case beyondTheEnd
    }

    @inline(__always)
    private func networkLayer(of frame: Span<UInt8>) -> NetworkLayer {
        switch self {
        case .ethernet: etherType(in: frame, at: 12, payload: 14)
        case .linuxCooked1: etherType(in: frame, at: 14, payload: 16)
        case .linuxCooked2: etherType(in: frame, at: 0, payload: 20)
        case .ip: .ip(start: 0)
        case .loopback: addressFamily(in: frame)
        }
    }

    /// Follows the EtherType, and behind any VLAN tags (IEEE 802.1Q, 802.1ad) the one that they carry.
    @inline(__always)
    private func etherType(in frame: Span<UInt8>, at offset: Int, payload: Int) -> NetworkLayer {
        var typeOffset = offset
        var start = payload
        while start <= frame.count {
            switch bigEndian16(in: frame, at: typeOffset) {
            case 0x0800, 0x86DD: return .ip(start: start)
            // 0x9100 is what switches wrote for the outer tag before 802.1ad.
            case 0x8100, 0x88A8, 0x9100:
                typeOffset = start + 2
                start += 4
            default: return .foreign
            }
        }
        return .beyondTheEnd
    }

    /// The address family is in the byte order of the recording machine (`DLT_NULL`) or of the network (`DLT_LOOP`),
    /// and IPv6 has another number on every BSD; none of them is ambiguous.
    private func addressFamily(in frame: Span<UInt8>) -> NetworkLayer {
        guard frame.count >= 4 else { return .beyondTheEnd }
        let number = UInt32(bigEndian16(in: frame, at: 0)) << 16 | UInt32(bigEndian16(in: frame, at: 2))
        switch min(number, number.byteSwapped) {
        case 2, 10, 24, 28, 30: return .ip(start: 4)
        default: return .foreign
        }
    }
}

/// The length that an IP header tells, or nil where it tells none: too short, of no known version, or zero, as
/// recorders see it in packets that the network card was still to cut up.
@inline(__always)
private func ipPacketLength(told packet: Span<UInt8>) -> Int? {
    guard packet.count > 0 else { return nil }
    switch packet[0] >> 4 {
    case 4 where packet.count >= 20:
        let total = Int(bigEndian16(in: packet, at: 2))
        return total >= 20 ? total : nil
    case 6 where packet.count >= 40:
        let payload = Int(bigEndian16(in: packet, at: 4))
        return payload > 0 ? 40 &+ payload : nil
    default: return nil
    }
}

@inline(__always)
private func bigEndian16(in frame: Span<UInt8>, at offset: Int) -> UInt16 {
    UInt16(frame[offset]) << 8 | UInt16(frame[offset + 1])
}
