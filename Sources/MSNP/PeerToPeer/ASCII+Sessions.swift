/// The bytes that only MSNSLP texts are made of.
extension ASCII {
    static let null: UInt8 = 0x00
    static let dot: UInt8 = 0x2E
    static let nine: UInt8 = 0x39
    static let letterA: UInt8 = 0x41
    static let letterV: UInt8 = 0x76
}
