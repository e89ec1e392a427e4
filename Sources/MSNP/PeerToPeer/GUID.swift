/// A GUID, which names the kind of a session, a call, or the key of a connection.
public struct GUID: Hashable, Sendable {
    /// The 32 hexadecimal digits as one number, the first of them the highest.
    public let value: UInt128

    /// The GUID whose digits are those of `value`.
    public init(_ value: UInt128) {
        self.value = value
    }

    /// The GUID that `text` spells, in either case, with or without braces and hyphens; nil unless it has 32 digits and
    /// nothing else but blanks.
    public init?(_ text: Span<UInt8>) {
        var digits = GUIDDigits()
        for index in text.indices {
            let byte = text[index]
            guard byte.isPartOfGUID || byte.isBlank else { return nil }
            digits.read(byte)
        }
        guard digits.count == 32 else { return nil }
        value = digits.value
    }

    /// The GUID that stands in 16 bytes of a connection, its first three groups in little-endian order; nil for any
    /// other number of bytes.
    public init?(bytes: Span<UInt8>) {
        guard bytes.count == 16 else { return nil }
        var value: UInt128 = 0
        for place in Self.wireOrder.indices { value = value << 8 | UInt128(bytes[Self.wireOrder[place]]) }
        self.value = value
    }

    /// The 16 bytes that stand for the GUID on a connection, its first three groups in little-endian order.
    public var bytes: InlineArray<16, UInt8> {
        var bytes = InlineArray<16, UInt8>(repeating: 0)
        for place in Self.wireOrder.indices {
            bytes[Self.wireOrder[place]] = UInt8(truncatingIfNeeded: value >> UInt128(8 * (15 - place)))
        }
        return bytes
    }

    /// Where each byte of the written form stands on the wire; the permutation is its own inverse.
    private static let wireOrder: InlineArray<16, Int> = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15]
}

extension GUID: CustomStringConvertible {
    /// The GUID in capitals and braces, as clients write it.
    public var description: String {
        let digits = String(value, radix: 16, uppercase: true)
        var text = "{"
        for (index, digit) in (String(repeating: "0", count: 32 - digits.count) + digits).enumerated() {
            if [8, 12, 16, 20].contains(index) { text += "-" }
            text.append(digit)
        }
        return text + "}"
    }
}

/// The latest 32 hexadecimal digits of a value.
///
/// What stands between them does not matter: clients write braces, hyphens, neither, or `0x` before every group.
struct GUIDDigits: Sendable {
    private(set) var value: UInt128 = 0
    /// How many digits have been read.
    private(set) var count = 0

    /// Reads one more byte, and tells whether it is a digit.
    @discardableResult
    mutating func read(_ byte: UInt8) -> Bool {
        if let digit = byte.hexadecimalDigit {
            value = value << 4 | UInt128(digit)
            count += 1
            return true
        }
        if byte.lowerCased == ASCII.letterX.lowerCased, count > 0, value & 0xF == 0 {
            value >>= 4
            count -= 1
        }
        return false
    }

    /// Makes the last digit a zero, as the reader makes it that was to leave.
    mutating func spoilLast() {
        value &= ~0xF
    }
}

extension UInt8 {
    /// What the byte is worth as a hexadecimal digit, or nil.
    var hexadecimalDigit: UInt8? {
        if isDigit { return self &- ASCII.zero }
        let letter = lowerCased &- 0x61
        return letter < 6 ? letter &+ 10 : nil
    }

    fileprivate var isPartOfGUID: Bool {
        hexadecimalDigit != nil || self == ASCII.hyphen || self == 0x7B || self == 0x7D
    }
}
