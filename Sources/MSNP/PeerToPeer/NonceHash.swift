/// The SHA-1 (FIPS 180-4) of the sixteen bytes of a nonce: one block, and so all of it that is needed here.
///
/// A client announces the hash and shows the nonce on the direct connection. SHA-1 is broken as a proof of origin, but here
/// it only tells which announcement a connection belongs to; a library for it would outweigh the rest of the program.
struct NonceHash {
    private var schedule: InlineArray<80, UInt32>

    /// Prepares the block of the sixteen bytes, the mark behind them, and their length in bits at the end.
    private init(_ bytes: InlineArray<16, UInt8>) {
        schedule = InlineArray(repeating: 0)
        for index in bytes.indices { schedule[index / 4] = schedule[index / 4] << 8 | UInt32(bytes[index]) }
        schedule[4] = 0x8000_0000
        schedule[15] = 128
        for index in 16..<80 {
            let mixed = schedule[index - 3] ^ schedule[index - 8] ^ schedule[index - 14] ^ schedule[index - 16]
            schedule[index] = mixed.rotated(by: 1)
        }
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

    /// The first sixteen bytes of the hash, in the order in which they stand on a connection.
    static func beginning(of bytes: InlineArray<16, UInt8>) -> [UInt8] {
        NonceHash(bytes).words.prefix(4).flatMap { word in
            [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: word >> $0) }
        }
    }
}

extension GUID {
    /// What a client announces that will show this nonce: the beginning of the SHA-1 of its bytes (reference, section 6.4).
    public var hashed: GUID {
        let beginning = NonceHash.beginning(of: bytes)
        return GUID(bytes: beginning.span) ?? self
    }
}

extension UInt32 {
    fileprivate func rotated(by count: UInt32) -> UInt32 { self << count | self >> (32 - count) }
}
