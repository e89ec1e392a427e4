/// A constant word of the protocol, in small letters, as bytes that can be compared without making a `String`.
struct StaticASCII: ExpressibleByStringLiteral, Sendable {
    private let bytes: [UInt8]
    /// The first eight bytes as one number, the first the lowest; fewer are followed by zeros.
    let head: UInt64
    let count: Int

    init(stringLiteral text: String) {
        bytes = Array(text.utf8)
        count = bytes.count
        head = bytes.prefix(8).reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }

    subscript(index: Int) -> UInt8 { bytes[index] }
}
