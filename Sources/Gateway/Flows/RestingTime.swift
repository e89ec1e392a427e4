/// A time by the clock of `classify` in twelve bytes instead of a `Duration`'s sixteen: the lower 96 bits of its
/// attoseconds, which reach 1,200 years to either side.
struct RestingTime {
    private var low: UInt32
    private var middle: UInt32
    private var high: Int32

    init(_ time: Duration) {
        let attoseconds = time.attoseconds
        low = UInt32(truncatingIfNeeded: attoseconds)
        middle = UInt32(truncatingIfNeeded: attoseconds >> 32)
        high = Int32(truncatingIfNeeded: attoseconds >> 64)
    }

    var duration: Duration {
        Duration(attoseconds: Int128(high) << 64 | Int128(middle) << 32 | Int128(low))
    }
}
