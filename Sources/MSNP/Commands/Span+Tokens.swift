/// The tokens of a line: runs of other bytes than blanks (reference, section 1.1).
extension Span<UInt8> {
    /// Where token `number` lies, the first being number 0; nil if there are fewer.
    func token(_ number: Int) -> Range<Int>? {
        var ended = 0
        var start = 0
        var isInToken = false
        var index = 0
        while index < count {
            // The highest bit of each of eight bytes at which a token begins or ends.
            let blanks = upToEightBytes(at: index).markBlanks
            var changes = (blanks ^ (blanks << 8 | (isInToken ? 0 : 0x80))) & marks(at: index)
            while changes != 0 {
                let place = index &+ changes.trailingZeroBitCount / 8
                if !isInToken {
                    start = place
                } else if ended == number {
                    return start..<place
                } else {
                    ended &+= 1
                }
                isInToken.toggle()
                changes &= changes &- 1
            }
            index &+= 8
        }
        return isInToken && ended == number ? start..<count : nil
    }

    /// Whether there are more than `number` tokens.
    func hasToken(_ number: Int) -> Bool {
        var begun = 0
        var wasInToken = false
        var index = 0
        while index < count {
            let blanks = upToEightBytes(at: index).markBlanks
            let begins = (blanks << 8 | (wasInToken ? 0 : 0x80)) & ~blanks & marks(at: index)
            begun &+= begins.nonzeroBitCount
            guard begun <= number else { return true }
            wasInToken = blanks >> 56 == 0
            index &+= 8
        }
        return false
    }

    /// Where the last token lies; empty if there is none.
    var lastToken: Range<Int> {
        var end = count
        while end > 0, self[end &- 1].isBlank { end &-= 1 }
        var start = end
        while start > 0, !self[start &- 1].isBlank { start &-= 1 }
        return start..<end
    }

    /// Eight bytes as one number, the first the lowest; of fewer the rest is zero.
    @inline(__always)
    private func upToEightBytes(at offset: Int) -> UInt64 {
        let rest = count &- offset
        guard rest < 8 else { return eightBytes(at: offset) }
        guard count < 8 else { return eightBytes(at: count &- 8) >> UInt64((8 &- rest) &* 8) }
        var number: UInt64 = 0
        for index in offset..<count { number |= UInt64(self[index]) << UInt64((index &- offset) &* 8) }
        return number
    }

    /// The highest bit of each of the eight bytes from `offset` on that there are.
    @inline(__always)
    private func marks(at offset: Int) -> UInt64 {
        let rest = count &- offset
        return 0x8080_8080_8080_8080 & (rest < 8 ? (1 << UInt64(rest &* 8)) &- 1 : .max)
    }
}
