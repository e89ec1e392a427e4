/// A time by the clock of `classify`, in half the size of a `Duration`: whole nanoseconds, which no clock tells more finely.
struct RestingTime {
    // In halves, which may lie anywhere.
    private var low: UInt32
    private var high: Int32

    /// What 5⁹ is to be multiplied by to make 1, in 64 bits.
    private static let inverse: Int64 = -0x71B8_31BD_C5D1_6393

    init(_ time: Duration) {
        // A division of 128 bits takes longer than all else that putting a flow to rest does. But 10⁹ is 2⁹ · 5⁹: where
        // nothing is left over, shifting takes the one factor out, and multiplying by its inverse the other.
        var nanoseconds = Int64(truncatingIfNeeded: time.attoseconds >> 9) &* Self.inverse
        if Duration.nanoseconds(nanoseconds) != time { nanoseconds = Self.rounded(time) }
        low = UInt32(truncatingIfNeeded: nanoseconds)
        high = Int32(truncatingIfNeeded: nanoseconds >> 32)
    }

    /// Never in line: the compiler would divide first, and then choose.
    @inline(never)
    private static func rounded(_ time: Duration) -> Int64 {
        Int64(truncatingIfNeeded: time.attoseconds / 1_000_000_000)
    }

    var duration: Duration { .nanoseconds(Int64(high) << 32 | Int64(low)) }
}
