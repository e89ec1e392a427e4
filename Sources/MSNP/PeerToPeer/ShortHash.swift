/// The SHA-1 (FIPS 180-4) of a message that is short enough for one block, and so all of it that is needed here.
///
/// A client announces the hash of a nonce and shows the nonce on the direct connection; tools that read our reports know a
/// flow by the hash of its two ends. SHA-1 is broken as a proof of origin, but here it only tells what belongs together; a
/// library for it would outweigh the rest of the program.
public struct ShortHash: Sendable {
    /// The longest message, in bytes: a block less the mark behind the message and its length.
    public static let maximumLength = 55

    private var schedule: InlineArray<80, UInt32>

    /// The hash of a message; nil if it is longer than `maximumLength`.
    public init?(_ message: Span<UInt8>) {
        guard message.count <= Self.maximumLength else { return nil }
        schedule = InlineArray(repeating: 0)
        for index in message.indices { put(message[index], at: index) }
        put(0x80, at: message.count)
        schedule[15] = UInt32(message.count) * 8
        for index in 16..<80 {
            let mixed = schedule[index - 3] ^ schedule[index - 8] ^ schedule[index - 14] ^ schedule[index - 16]
            schedule[index] = mixed.rotated(by: 1)
        }
    }

    /// The twenty bytes of the hash.
    public var bytes: [UInt8] {
        words.flatMap { word in [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: word >> $0) } }
    }

    private mutating func put(_ byte: UInt8, at index: Int) {
        schedule[index / 4] |= UInt32(byte) << UInt32(24 - 8 * (index % 4))
    }

    /// The five words of the hash.
    private var words: [UInt32] {
        let start: [UInt32] = [0x6745_2301, 0xEFCD_AB89, 0x98BA_DCFE, 0x1032_5476, 0xC3D2_E1F0]
        var (a, b, c, d, e) = (start[0], start[1], start[2], start[3], start[4])
        for index in 0..<80 {
            let (choice, constant) = Self.round(index, b, c, d)
            let next = a.rotated(by: 5) &+ choice &+ e &+ constant &+ schedule[index]
            (a, b, c, d, e) = (next, a, b.rotated(by: 30), c, d)
        }
        return zip(start, [a, b, c, d, e]).map { $0 &+ $1 }
    }

    private static func round(_ index: Int, _ b: UInt32, _ c: UInt32, _ d: UInt32) -> (UInt32, UInt32) {
        switch index {
        case 0..<20: ((b & c) | (~b & d), 0x5A82_7999)
        case 20..<40: (b ^ c ^ d, 0x6ED9_EBA1)
        case 40..<60: ((b & c) | (b & d) | (c & d), 0x8F1B_BCDC)
        default: (b ^ c ^ d, 0xCA62_C1D6)
        }
    }
}

extension GUID {
    /// What a client announces that will show this nonce: the beginning of the SHA-1 of its bytes (reference, section 6.4).
    public var hashed: GUID {
        let beginning = Array(ShortHash(bytes.span)?.bytes.prefix(16) ?? [])
        return GUID(bytes: beginning.span) ?? self
    }
}

extension UInt32 {
    fileprivate func rotated(by count: UInt32) -> UInt32 { self << count | self >> (32 - count) }
}
