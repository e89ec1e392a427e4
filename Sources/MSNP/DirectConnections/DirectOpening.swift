/// Knows a direct connection by the first eight bytes of the side that connects: a frame that holds `foo` and a zero
/// (reference, section 8).
struct DirectOpening {
    private var count = 0
    private static let bytes: InlineArray<8, UInt8> = [4, 0, 0, 0, 0x66, 0x6F, 0x6F, 0]

    /// Reads one more byte from the beginning of the stream on, and tells whether it is the last of the eight.
    mutating func isCompleted(by byte: UInt8) -> Bool {
        guard count < Self.bytes.count else { return false }
        // Beyond the eight, it is never completed.
        count = byte == Self.bytes[count] ? count + 1 : .max
        return count == Self.bytes.count
    }
}
