/// What every byte of an MSNSLP text goes through, eight bytes at a time: the search for what ends a run of them.
extension Span<UInt8> {
    /// How many bytes there are before the first that is a colon, a control below 16, or `letter` in either case.
    func plainCount(besides letter: UInt8) -> Int {
        let pattern = UInt64(letter) &* 0x0101_0101_0101_0101
        var index = 0
        while count &- index >= 8 {
            let found = eightBytes(at: index).markEndsOfRuns(pattern)
            if found != 0 { return index &+ found.trailingZeroBitCount / 8 }
            index &+= 8
        }
        while index < count {
            let byte = self[index]
            guard byte >= 0x10, byte != ASCII.colon, byte | 0x20 != letter else { break }
            index &+= 1
        }
        return index
    }
}

extension UInt64 {
    /// The highest bit of every byte that ends a run; only the lowest mark counts.
    @inline(__always)
    fileprivate func markEndsOfRuns(_ letter: UInt64) -> UInt64 {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let colon = self ^ 0x3A3A_3A3A_3A3A_3A3A
        let other = (self | 0x2020_2020_2020_2020) ^ letter
        let controls = (self &- 0x1010_1010_1010_1010) & ~self
        return (controls | ((colon &- ones) & ~colon) | ((other &- ones) & ~other)) & 0x8080_8080_8080_8080
    }
}
