/// The search for line ends, which every byte of every header goes through: eight bytes at a time.
extension Span<UInt8> {
    /// The position of the first LF in `start..<end`, or `end`.
    func firstLineFeed(from start: Int, to end: Int) -> Int {
        var index = start
        while end &- index >= 8 {
            let found = eightBytes(at: index).markZeroBytes(after: 0x0A0A_0A0A_0A0A_0A0A)
            if found != 0 { return index &+ found.trailingZeroBitCount / 8 }
            index &+= 8
        }
        while index < end, self[index] != ASCII.lineFeed { index &+= 1 }
        return index
    }

    /// The position of the first CR or LF in `start..<end`, or `end`.
    func firstLineEnd(from start: Int, to end: Int) -> Int {
        var index = start
        while end &- index >= 8 {
            let bytes = eightBytes(at: index)
            let found =
                bytes.markZeroBytes(after: 0x0A0A_0A0A_0A0A_0A0A) | bytes.markZeroBytes(after: 0x0D0D_0D0D_0D0D_0D0D)
            if found != 0 { return index &+ found.trailingZeroBitCount / 8 }
            index &+= 8
        }
        while index < end, !self[index].isLineEnd { index &+= 1 }
        return index
    }

    /// Eight bytes as one number, the first the lowest. The block has one bounds check, and becomes one load.
    @inline(__always)
    func eightBytes(at offset: Int) -> UInt64 {
        let block = extracting(offset..<(offset &+ 8))
        let low =
            UInt64(block[0]) | UInt64(block[1]) << 8 | UInt64(block[2]) << 16 | UInt64(block[3]) << 24
        let high =
            UInt64(block[4]) | UInt64(block[5]) << 8 | UInt64(block[6]) << 16 | UInt64(block[7]) << 24
        return low | high << 32
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
}
