/// The internet checksum (RFC 1071), as a sum that is still to be folded.
///
/// The sum is kept in the byte order of the words as read (network order); sums of ranges that begin at even
/// distances from each other can be added.
struct Checksum {
    private(set) var sum: UInt64 = 0

    /// Adds one word.
    @inline(__always)
    mutating func add(_ word: UInt16) {
        sum &+= UInt64(word)
    }

    /// Adds the words of an address. Those of the prefix that an IPv4 address is kept with add up to 0xFFFF, which is
    /// zero in this arithmetic.
    @inline(__always)
    mutating func add(_ address: IPAddress) {
        sum &+= (address.high >> 32) &+ (address.high & 0xFFFF_FFFF)
        sum &+= (address.low >> 32) &+ (address.low & 0xFFFF_FFFF)
    }

    /// Adds a range of bytes; an odd last byte counts as the high half of a word (RFC 1071, section 1).
    ///
    /// Eight bytes at a time in the order of the machine, which gives the same sum with its bytes swapped (section 2).
    mutating func add(_ bytes: Span<UInt8>) {
        var swapped: UInt64 = 0
        var offset = 0
        // Sixty-four bytes a turn behind one bounds check, which would otherwise cost as much as the sum.
        while bytes.count &- offset >= 64 {
            let block = bytes.extracting(offset..<(offset &+ 64))
            swapped = swapped.addingWithCarry(block.eightBytes(at: 0)).addingWithCarry(block.eightBytes(at: 8))
                .addingWithCarry(block.eightBytes(at: 16)).addingWithCarry(block.eightBytes(at: 24))
                .addingWithCarry(block.eightBytes(at: 32)).addingWithCarry(block.eightBytes(at: 40))
                .addingWithCarry(block.eightBytes(at: 48)).addingWithCarry(block.eightBytes(at: 56))
            offset &+= 64
        }
        while bytes.count &- offset >= 8 {
            swapped = swapped.addingWithCarry(bytes.extracting(offset..<(offset &+ 8)).eightBytes(at: 0))
            offset &+= 8
        }
        sum &+= UInt64(Self.fold(swapped).byteSwapped)
        if bytes.count &- offset >= 4 {
            sum &+= UInt64(bytes.uint32(at: offset))
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
    @inline(__always)
    var folded: UInt16 { Self.fold(sum) }

    /// Brings the four words of a number together: 2^16 is 1 modulo 2^16 - 1.
    @inline(__always)
    private static func fold(_ sum: UInt64) -> UInt16 {
        var rest = (sum >> 32) &+ (sum & 0xFFFF_FFFF)
        rest = (rest >> 32) &+ (rest & 0xFFFF_FFFF)
        rest = (rest >> 16) &+ (rest & 0xFFFF)
        rest = (rest >> 16) &+ (rest & 0xFFFF)
        return UInt16(truncatingIfNeeded: rest)
    }
}

extension UInt64 {
    /// The sum in ones' complement: what goes over the top comes in again at the bottom.
    @inline(__always)
    fileprivate func addingWithCarry(_ other: UInt64) -> UInt64 {
        let (sum, overflow) = addingReportingOverflow(other)
        return sum &+ (overflow ? 1 : 0)
    }
}

extension Span<UInt8> {
    /// Eight bytes as one number, the first the lowest: one load on the machines that this runs on.
    @inline(__always)
    fileprivate func eightBytes(at offset: Int) -> UInt64 {
        var number = UInt64(self[offset &+ 7]) << 56
        number |= UInt64(self[offset &+ 6]) << 48
        number |= UInt64(self[offset &+ 5]) << 40
        number |= UInt64(self[offset &+ 4]) << 32
        number |= UInt64(self[offset &+ 3]) << 24
        number |= UInt64(self[offset &+ 2]) << 16
        number |= UInt64(self[offset &+ 1]) << 8
        return number | UInt64(self[offset])
    }
}
