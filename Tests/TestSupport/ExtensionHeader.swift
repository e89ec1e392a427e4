/// One IPv6 extension header (RFC 8200, section 4) for a packet that a test builds.
public struct ExtensionHeader: Equatable, Sendable {
    /// The number by which the header before announces this one.
    public let number: UInt8
    /// Everything behind the next-header byte.
    public let rest: [UInt8]

    /// Any header, also one that no standard knows.
    public init(number: UInt8, rest: [UInt8]) {
        self.number = number
        self.rest = rest
    }

    /// A header of zeros whose length is counted in eight bytes beyond the first eight.
    public static func padded(number: UInt8, units: UInt8 = 0) -> Self {
        Self(number: number, rest: [units] + [UInt8](repeating: 0, count: 6 + 8 * Int(units)))
    }

    /// Hop-by-hop options.
    public static let hopByHop = padded(number: 0)
    /// A routing header.
    public static let routing = padded(number: 43)
    /// Destination options.
    public static let destinationOptions = padded(number: 60)

    /// An authentication header (RFC 4302) with a check value of `words` times four bytes.
    public static func authentication(words: UInt8 = 3) -> Self {
        // Its length is counted in four bytes beyond the first eight: one word of sequence number, then the value.
        Self(number: 51, rest: [words + 1] + [UInt8](repeating: 0, count: 10 + 4 * Int(words)))
    }

    /// A fragment header with its `offset` in units of eight bytes; with neither offset nor more to come it is atomic.
    public static func fragment(offset: UInt16 = 0, more: Bool = false) -> Self {
        Self(number: 44, rest: [0] + [UInt8](bigEndian: offset << 3 | (more ? 1 : 0)) + [0, 0, 0, 7])
    }
}
