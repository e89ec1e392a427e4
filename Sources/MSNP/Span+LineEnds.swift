/// What every byte of every line goes through, eight bytes at a time: the search for line ends and blanks.
extension Span<UInt8> {
    /// The position of the first LF in `start..<end`, or `end`.
    func firstLineFeed(from start: Int, to end: Int) -> Int {
        var index = start
        // Cut from the front with every turn: a span that is known to hold eight bytes needs no further check. Also beyond
        // the end, as far as there is anything, which spares the search byte by byte behind most lines.
        var rest = extracting(droppingFirst: start)
        while rest.count >= 8, index < end {
            let found = rest.eightBytes(at: 0).markZeroBytes(after: 0x0A0A_0A0A_0A0A_0A0A)
            if found != 0 { return Swift.min(end, index &+ found.trailingZeroBitCount / 8) }
            index &+= 8
            rest = rest.extracting(droppingFirst: 8)
        }
        while index < end, self[index] != ASCII.lineFeed { index &+= 1 }
        return Swift.min(end, index)
    }

    /// The position of the first CR or LF in `start..<end`, or `end`.
    func firstLineEnd(from start: Int, to end: Int) -> Int {
        var index = start
        while true {
            index = firstByte(below: 0x1010_1010_1010_1010, from: index, to: end)
            // It may be a tab or another control.
            guard index < end, !self[index].isLineEnd else { return index }
            index &+= 1
        }
    }

    /// The position in `start..<end` of the first byte that is less than each byte of `limit`, or `end`.
    @inline(__always)
    private func firstByte(below limit: UInt64, from start: Int, to end: Int) -> Int {
        var index = start
        var rest = extracting(droppingFirst: start)
        while rest.count >= 16, index < end {
            let (low, high) = (rest.eightBytes(at: 0), rest.eightBytes(at: 8))
            guard low.markBytes(below: limit) | high.markBytes(below: limit) == 0 else { break }
            index &+= 16
            rest = rest.extracting(droppingFirst: 16)
        }
        while rest.count >= 8, index < end {
            let found = rest.eightBytes(at: 0).markBytes(below: limit)
            if found != 0 { return Swift.min(end, index &+ found.trailingZeroBitCount / 8) }
            index &+= 8
            rest = rest.extracting(droppingFirst: 8)
        }
        guard index < end, count >= 8 else { return firstByteOfFew(below: limit, from: index, to: end) }
        // The last eight bytes without those that have been looked at: the zeros in their place are less than any limit.
        let last = eightBytes(at: count &- 8) >> UInt64(truncatingIfNeeded: (8 &- rest.count) &* 8)
        return Swift.min(end, index &+ last.markBytes(below: limit).trailingZeroBitCount / 8)
    }

    private func firstByteOfFew(below limit: UInt64, from start: Int, to end: Int) -> Int {
        var index = start
        while index < end, self[index] >= UInt8(truncatingIfNeeded: limit) { index &+= 1 }
        return Swift.min(end, index)
    }

    /// The highest bit of every byte that is a space or a tab among the eight from `start` on, or those that are left.
    @inline(__always)
    func blanksAmongEight(from start: Int) -> UInt64 {
        if count &- start >= 8 { return eightBytes(at: start).markBlanks }
        // The last eight bytes without those before `start`: the zeros in their place are no blanks.
        let surplus = UInt64(truncatingIfNeeded: 8 &- (count &- start))
        if count >= 8 { return (eightBytes(at: count &- 8) >> (surplus &* 8)).markBlanks }
        var blanks: UInt64 = 0
        for index in start..<count where self[index].isBlank { blanks |= 0x80 << UInt64(8 &* (index &- start)) }
        return blanks
    }

    /// Eight bytes as one number, the first the lowest: one bounds check, since the last byte is read first, and one load.
    @inline(__always)
    func eightBytes(at offset: Int) -> UInt64 {
        let block = extracting(droppingFirst: offset)
        var number = UInt64(block[7]) << 56
        number |= UInt64(block[6]) << 48
        number |= UInt64(block[5]) << 40
        number |= UInt64(block[4]) << 32
        number |= UInt64(block[3]) << 24
        number |= UInt64(block[2]) << 16
        number |= UInt64(block[1]) << 8
        return number | UInt64(block[0])
    }
}

extension UInt64 {
    /// The highest bit of every byte that equals its counterpart in `pattern`; bytes above the lowest such one may be
    /// marked by mistake, so only the lowest mark counts.
    @inline(__always)
    fileprivate func markZeroBytes(after pattern: UInt64) -> UInt64 {
        let difference = self ^ pattern
        return (difference &- 0x0101_0101_0101_0101) & ~difference & 0x8080_8080_8080_8080
    }

    /// The highest bit of every byte that is less than its counterpart in `limit`, none of which is above 0x80; again only
    /// the lowest mark counts.
    @inline(__always)
    fileprivate func markBytes(below limit: UInt64) -> UInt64 {
        (self &- limit) & ~self & 0x8080_8080_8080_8080
    }

    /// The highest bit of every byte that is a space or a tab.
    @inline(__always)
    var markBlanks: UInt64 {
        (self ^ 0x2020_2020_2020_2020).markEveryZeroByte | (self ^ 0x0909_0909_0909_0909).markEveryZeroByte
    }

    /// The eight bytes with ASCII capitals made small.
    @inline(__always)
    var lowerCased: UInt64 {
        // No sum of seven bits carries into the next byte: the highest bit tells `>= "A"`, and `> "Z"`.
        let low = self & 0x7F7F_7F7F_7F7F_7F7F
        let reachA = low &+ 0x3F3F_3F3F_3F3F_3F3F
        let passZ = low &+ 0x2525_2525_2525_2525
        let capitals = (reachA ^ passZ) & ~self & 0x8080_8080_8080_8080
        return self | capitals >> 2
    }

    /// The highest bit of every byte that is zero, and of no other.
    @inline(__always)
    private var markEveryZeroByte: UInt64 {
        let low = self & 0x7F7F_7F7F_7F7F_7F7F
        return ~((low &+ 0x7F7F_7F7F_7F7F_7F7F) | self) & 0x8080_8080_8080_8080
    }
}
