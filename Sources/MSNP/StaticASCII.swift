/// A constant word of the protocol, in small letters, as bytes that can be compared without making a `String`.
///
/// The bytes are kept in place, not in an array: nothing is counted when a word is passed on.
struct StaticASCII: ExpressibleByStringLiteral, Sendable {
    /// A GUID has 36 bytes; no word is longer.
    private static let maximumLength = 40

    private var bytes = InlineArray<40, UInt8>(repeating: 0)
    /// The first eight bytes as one number, the first the lowest; fewer are followed by zeros.
    let head: UInt64
    /// The last eight bytes as one number; of a shorter word the same as `head`.
    let tail: UInt64
    let count: Int

    init(stringLiteral text: String) {
        let letters = Array(text.utf8)
        precondition(letters.count <= Self.maximumLength)
        for (index, letter) in letters.enumerated() { bytes[index] = letter }
        head = letters.prefix(8).reversed().reduce(0) { $0 << 8 | UInt64($1) }
        tail = letters.suffix(8).reversed().reduce(0) { $0 << 8 | UInt64($1) }
        count = letters.count
    }

    subscript(index: Int) -> UInt8 { bytes[index] }
}
