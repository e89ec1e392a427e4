/// An IPv4 or IPv6 address as a packed value that compares and hashes in a few instructions.
///
/// An IPv4 address is kept in the IPv4-mapped form of RFC 4291, section 2.5.5.2 (`::ffff:a.b.c.d`), so one type
/// serves both families and no optional is needed in a flow key.
public struct IPAddress: Hashable, Sendable {
    /// The first eight bytes, as a number read in network byte order.
    public let high: UInt64
    /// The last eight bytes, as a number read in network byte order.
    public let low: UInt64

    /// An IPv6 address from its two halves, each read in network byte order.
    public init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// An IPv4 address from its 32 bits, read in network byte order: 192.0.2.1 is `0xC000_0201`.
    public init(v4 bits: UInt32) {
        self.init(high: 0, low: 0xFFFF_0000_0000 | UInt64(bits))
    }

    /// The 32 bits of an IPv4 address (or of an IPv4-mapped IPv6 one), or nil.
    public var v4: UInt32? {
        high == 0 && low >> 32 == 0xFFFF ? UInt32(truncatingIfNeeded: low) : nil
    }
}

extension IPAddress: Comparable {
    /// Orders by the 128-bit number, which gives a flow key one form for both directions.
    public static func < (a: IPAddress, b: IPAddress) -> Bool {
        a.high != b.high ? a.high < b.high : a.low < b.low
    }
}
