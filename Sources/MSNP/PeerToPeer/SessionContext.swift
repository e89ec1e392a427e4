/// The beginning of what a `Context` holds: base64, read as leniently as the most lenient client reads it, without
/// padding and with anything between its letters (reference, sections 6.5 and 12.4).
struct SessionContext: Sendable {
    /// What has been decoded.
    private(set) var bytes: [UInt8] = []
    private var bits: UInt32 = 0
    private var bitCount = 0

    /// As much as is kept: the name of a file ends at 540, and no object's type stands behind its hashes.
    static let maximum = 600

    mutating func clear() {
        bytes.removeAll(keepingCapacity: true)
        bits = 0
        bitCount = 0
    }

    /// Whether a byte stands for six bits of base64.
    static func isLetter(_ byte: UInt8) -> Bool { sixBits(byte) != nil }

    /// Reads one more byte, and tells whether it completes one of those that are kept.
    mutating func read(_ byte: UInt8) -> Bool {
        guard let six = Self.sixBits(byte), bytes.count < Self.maximum else { return false }
        bits = bits << 6 | UInt32(six)
        bitCount += 6
        guard bitCount >= 8 else { return false }
        bitCount -= 8
        bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(bitCount)))
        return true
    }

    /// Reads bytes, one like the other.
    mutating func read(_ text: Span<UInt8>) {
        // In hand while they change, and room made once: most of a text is its context.
        var (bits, bitCount) = (bits, bitCount)
        bytes.append(addingCapacity: Self.maximum - bytes.count) { kept in
            for index in text.indices {
                guard let six = Self.sixBits(text[index]) else { continue }
                guard !kept.isFull else { return }
                bits = bits << 6 | UInt32(six)
                bitCount &+= 6
                guard bitCount >= 8 else { continue }
                bitCount &-= 8
                kept.append(UInt8(truncatingIfNeeded: bits >> UInt32(bitCount)))
            }
        }
        (self.bits, self.bitCount) = (bits, bitCount)
    }

    private static func sixBits(_ byte: UInt8) -> UInt8? {
        if byte.isUpperCaseLetter { return byte &- 0x41 }
        if byte &- 0x61 < 26 { return byte &- 0x61 &+ 26 }
        if byte.isDigit { return byte &- ASCII.zero &+ 52 }
        return byte == 0x2B ? 62 : byte == 0x2F ? 63 : nil
    }
}

/// The context of a file (reference, section 6.5).
extension SessionContext {
    private static let sizeRange = 8..<16
    private static let typeRange = 16..<20
    private static let nameRange = 20..<540
    private static let backgroundType: UInt64 = 4

    /// Whether it is of the type that says that the file is a background picture; nil until that is certain.
    var isBackground: Bool? {
        guard bytes.count > Self.typeRange.lowerBound else { return nil }
        let known = Self.typeRange.lowerBound..<min(Self.typeRange.upperBound, bytes.count)
        guard number(in: known) == Self.backgroundType else { return false }
        return known == Self.typeRange ? true : nil
    }

    /// Whether the byte just read ends the file's name: a zero of UTF-16 does, or the end of the room for it.
    var isAtEndOfName: Bool {
        let count = bytes.count
        guard count > Self.nameRange.lowerBound, count <= Self.nameRange.upperBound, count % 2 == 0 else {
            return false
        }
        return count == Self.nameRange.upperBound || (bytes[count - 1] == 0 && bytes[count - 2] == 0)
    }

    /// Whether all of the file's name has come, if it is a file's.
    var hasWholeName: Bool {
        let name = Self.nameRange.prefix(while: { $0 < bytes.count })
        return name.count == Self.nameRange.count
            || stride(from: name.lowerBound, to: name.upperBound - 1, by: 2).contains {
                bytes[$0] == 0 && bytes[$0 + 1] == 0
            }
    }

    /// The file's size in bytes; nil if the context is shorter.
    var fileSize: UInt64? {
        bytes.count >= Self.sizeRange.upperBound ? number(in: Self.sizeRange) : nil
    }

    /// The file's name as far as it has come; nil if none of it has.
    var fileName: String? {
        var units: [UInt16] = []
        var index = Self.nameRange.lowerBound
        while index + 1 < min(bytes.count, Self.nameRange.upperBound) {
            let unit = UInt16(bytes[index]) | UInt16(bytes[index + 1]) << 8
            guard unit != 0 else { break }
            units.append(unit)
            index += 2
        }
        return units.isEmpty ? nil : String(decoding: units, as: UTF16.self)
    }

    private func number(in range: Range<Int>) -> UInt64 {
        range.reversed().reduce(0) { $0 << 8 | UInt64(bytes[$1]) }
    }
}

/// The context of an object: an XML element `msnobj` with attributes.
extension SessionContext {
    private static let element: StaticASCII = "<msnobj"
    private static let typeName: StaticASCII = "type=\""
    private static let sizeName: StaticASCII = "size=\""

    /// The object's type and size in bytes; nil if this is no object, or its type has not come.
    var object: (type: Int, size: UInt64?)? {
        guard bytes.span.hasPrefix(Self.element, in: 0..<bytes.count), let type = attribute(Self.typeName) else {
            return nil
        }
        return (type, attribute(Self.sizeName).map { UInt64($0) })
    }

    private func attribute(_ name: StaticASCII) -> Int? {
        let text = bytes.span
        var index = 1
        while index < text.count {
            guard text[index - 1].isBlank, text.hasPrefix(name, in: index..<text.count) else {
                index += 1
                continue
            }
            let start = index + name.count
            var end = start
            while end < text.count, text[end].isDigit { end += 1 }
            return end < text.count ? text.decimal(start..<end) : nil
        }
        return nil
    }
}
