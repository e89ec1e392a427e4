/// Reads the line that tells the size of a chunk, byte by byte (RFC 9112, section 7.1).
struct ChunkSize: Sendable {
    private var value = 0
    private var digits = 0
    private var isBehindDigits = false

    enum Outcome: Equatable {
        case unfinished
        case size(Int)
        case malformed
    }

    /// Fifteen digits hold more than any chunk has, and cannot overflow; leading zeros do not count.
    private static let maximumDigits = 15

    mutating func read(_ byte: UInt8) -> Outcome {
        if byte == ASCII.lineFeed { return digits > 0 ? .size(value) : .malformed }
        guard !isBehindDigits else { return .unfinished }
        guard let digit = byte.hexadecimal else {
            isBehindDigits = true
            let endsNumber = byte.isBlank || byte == ASCII.semicolon || byte == ASCII.carriageReturn
            return digits > 0 && endsNumber ? .unfinished : .malformed
        }
        value = value << 4 | Int(digit)
        digits = value == 0 ? 1 : digits + 1
        return digits > Self.maximumDigits ? .malformed : .unfinished
    }
}
