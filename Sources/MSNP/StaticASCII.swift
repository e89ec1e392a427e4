/// A constant word of the protocol, as bytes that can be compared without making a `String`.
struct StaticASCII: ExpressibleByStringLiteral, Sendable {
    private let bytes: [UInt8]

    init(stringLiteral text: String) {
        bytes = Array(text.utf8)
    }

    var count: Int { bytes.count }

    subscript(index: Int) -> UInt8 { bytes[index] }
}
