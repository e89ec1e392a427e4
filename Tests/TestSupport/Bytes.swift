public import PacketHeaders

extension [UInt8] {
    /// The UTF-8 bytes of a text.
    public init(text: String) {
        self.init(text.utf8)
    }

    /// A number of any width in network byte order.
    public init(bigEndian number: some FixedWidthInteger) {
        self = stride(from: number.bitWidth - 8, through: 0, by: -8).map { UInt8(truncatingIfNeeded: number >> $0) }
    }

    /// A number of any width with its lowest byte first, as peer-to-peer headers of version 1 have it.
    public init(littleEndian number: some FixedWidthInteger) {
        self = Self(bigEndian: number).reversed()
    }

    /// The bytes of an address: four of an IPv4 one, sixteen of an IPv6 one.
    public init(_ address: IPAddress) {
        if let v4 = address.v4 {
            self.init(bigEndian: v4)
        } else {
            self = Self(bigEndian: address.high) + Self(bigEndian: address.low)
        }
    }

    /// The same bytes with `replacement` written over those from `offset` on; the length stays.
    public func overwriting(at offset: Int, with replacement: [UInt8]) -> [UInt8] {
        var bytes = self
        bytes.replaceSubrange(offset..<(offset + replacement.count), with: replacement)
        return bytes
    }

    /// Where `pattern` first stands, or nil.
    public func firstRange(ofText pattern: String) -> Range<Int>? {
        firstRange(of: Array(pattern.utf8))
    }
}

/// The checksum of RFC 1071 as its section 1 defines it, word by word: the yardstick for faster ones.
public func internetChecksum(of bytes: [UInt8]) -> UInt16 {
    var sum = 0
    for offset in stride(from: 0, to: bytes.count, by: 2) {
        let low = offset + 1 < bytes.count ? bytes[offset + 1] : 0
        sum += Int(bytes[offset]) << 8 | Int(low)
        // The carry goes round at every step (end-around carry).
        sum = (sum & 0xFFFF) + (sum >> 16)
    }
    return ~UInt16(sum)
}
