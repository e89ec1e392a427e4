/// The internet checksum (RFC 1071), as a sum that is still to be folded.
///
/// The sum is kept in the byte order of the words as read (network order); sums of ranges that begin at even
/// distances from each other can be added.
struct Checksum {
    private(set) var sum: UInt64 = 0

    /// Adds one word.
    mutating func add(_ word: UInt16) {
        sum &+= UInt64(word)
    }

    /// Adds the 16-bit words of a 128-bit address, of which an IPv4 one has only the last two.
    mutating func add(_ address: IPAddress) {
        if let v4 = address.v4 {
            addWords(of: UInt64(v4))
        } else {
            addWords(of: address.high)
            addWords(of: address.low)
        }
    }

    /// Adds a range of bytes; an odd last byte counts as the high half of a word (RFC 1071, section 1).
    mutating func add(_ bytes: Span<UInt8>) {
        var offset = 0
        // Thirty-two bytes a turn behind one bounds check: what the compiler turns into vector additions.
        while bytes.count &- offset >= 32 {
            let block = bytes.extracting(offset..<(offset &+ 32))
            sum &+= block.sum32(0) &+ block.sum32(4) &+ block.sum32(8) &+ block.sum32(12)
            sum &+= block.sum32(16) &+ block.sum32(20) &+ block.sum32(24) &+ block.sum32(28)
            offset &+= 32
        }
        while bytes.count &- offset >= 4 {
            sum &+= bytes.extracting(offset..<(offset &+ 4)).sum32(0)
            offset &+= 4
        }
        if bytes.count &- offset >= 2 {
            add(bytes.uint16(at: offset))
            offset &+= 2
        }
        if offset < bytes.count {
            add(UInt16(bytes[offset]) << 8)
        }
    }

    /// The sum folded to 16 bits, not complemented; 0xFFFF over data whose checksum field is right.
    var folded: UInt16 {
        var rest = sum
        while rest > 0xFFFF {
            rest = (rest & 0xFFFF) &+ (rest >> 16)
        }
        return UInt16(truncatingIfNeeded: rest)
    }

    private mutating func addWords(of number: UInt64) {
        sum &+= (number >> 48) &+ (number >> 32 & 0xFFFF) &+ (number >> 16 & 0xFFFF) &+ (number & 0xFFFF)
    }
}

extension Span<UInt8> {
    /// Two words as one 32-bit number; folding brings both halves together (2^16 is 1 modulo 2^16 - 1).
    @inline(__always)
    fileprivate func sum32(_ offset: Int) -> UInt64 {
        UInt64(uint32(at: offset))
    }
}
