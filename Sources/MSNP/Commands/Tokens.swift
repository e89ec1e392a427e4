/// Where the first tokens of a line lie: runs of other bytes than blanks (reference, section 1.1).
struct Tokens {
    /// How many are looked for: the code, and the five at most of which one may be the first that tells a length.
    static let maximum = 6

    /// Where they begin, in the upper half, and end. A line has fewer bytes than `CommandLine.maximumLength`.
    private let bounds: InlineArray<6, UInt32>
    /// How many there are, as far as they were looked for.
    let count: Int

    /// Where token `number` lies, the first being number 0; nil if there are fewer.
    subscript(number: Int) -> Range<Int>? {
        guard number < count else { return nil }
        let bound = bounds[number]
        return Int(bound >> 16)..<Int(bound & 0xFFFF)
    }

    init(of line: Span<UInt8>) {
        var bounds = InlineArray<6, UInt32>(repeating: 0)
        var count = 0
        var start = 0
        var index = 0
        while index < line.count, count < Self.maximum {
            // Eight bytes together, since every byte of a line goes through here.
            var blanks = line.blanksAmongEight(from: index)
            while blanks != 0, count < Self.maximum {
                let end = index &+ blanks.trailingZeroBitCount / 8
                if end > start {
                    bounds[count] = UInt32(truncatingIfNeeded: start << 16 | end)
                    count &+= 1
                }
                start = end &+ 1
                blanks &= blanks &- 1
            }
            index &+= 8
        }
        if start < line.count, count < Self.maximum {
            bounds[count] = UInt32(truncatingIfNeeded: start << 16 | line.count)
            count &+= 1
        }
        self.bounds = bounds
        self.count = count
    }
}

extension Span<UInt8> {
    /// Where the last token lies; empty if there is none.
    var lastToken: Range<Int> {
        var end = count
        while end > 0, self[end &- 1].isBlank { end &-= 1 }
        var start = end
        while start > 0, !self[start &- 1].isBlank { start &-= 1 }
        return start..<end
    }
}
