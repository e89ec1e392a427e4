/// The addresses that share their first bits.
public struct Network: Hashable, Sendable {
    /// The lowest of them: the bits behind the prefix are zero.
    public let address: IPAddress
    /// How many bits they share, counted in 128 bits: 96 more than written for IPv4.
    public let prefix: Int

    /// The network of `address` whose addresses share `prefix` bits of 128; nil if there are no so many.
    public init?(_ address: IPAddress, prefix: Int) {
        guard (0...128).contains(prefix) else { return nil }
        self.prefix = prefix
        self.address = IPAddress(
            high: address.high & Self.mask(prefix),
            low: address.low & Self.mask(prefix - 64)
        )
    }

    /// Whether the address is one of them.
    public func contains(_ other: IPAddress) -> Bool {
        other.high & Self.mask(prefix) == address.high && other.low & Self.mask(prefix - 64) == address.low
    }

    /// Whether all addresses of IPv4, or of IPv6, are in it.
    public var isWholeFamily: Bool { prefix == 0 || prefix == 96 && address.v4 != nil }

    /// So many ones from the top; none or all of them for what lies outside of 0 to 64.
    private static func mask(_ count: Int) -> UInt64 {
        count <= 0 ? 0 : count >= 64 ? .max : .max << (64 - UInt64(count))
    }
}
