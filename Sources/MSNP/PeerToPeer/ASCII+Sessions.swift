/// The bytes that only MSNSLP texts are made of.
extension ASCII {
    static let null: UInt8 = 0x00
    static let dot: UInt8 = 0x2E
    static let nine: UInt8 = 0x39
    static let letterA: UInt8 = 0x41
    static let letterV: UInt8 = 0x76
}

extension UInt8 {
    /// Whether it ends a line for some client: those written in C take a text to end at a zero, others read on.
    var endsLine: Bool { isLineEnd || self == ASCII.null }
}
