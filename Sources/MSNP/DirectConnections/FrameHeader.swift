/// The beginning of a frame of a direct connection, its length and the header of its packet, where the one fits the other
/// as in any frame that a client writes.
///
/// By it frames are found where the beginning of the connection was not seen. Some fields may lie, as those of known clients
/// do, but what is left of fixed bits is more than chance has ever brought.
struct FrameHeader {
    let version: PacketHeader.Version
    /// How long the frame is, without the four bytes that say so.
    let length: Int
    /// How many bytes it takes up to the end of its headers.
    let count: Int
    /// Whether it says that it carries a part of a file.
    let isFile: Bool
    /// Whether there is more in it than zeros and lengths, of which tables of numbers are full as well.
    let isTelling: Bool
    /// Whether it can be nothing else: a packet of a file in which every field agrees with the others, some sixty bits of
    /// the second layout and more of the first.
    let isConvincing: Bool

    /// The longest frame that is taken. Clients write at most 8,192 bytes; a few times that leaves room for others, and a
    /// forged length cannot keep what follows it from being read.
    static let maximumLength = 65_536
    /// The longest beginning that is looked at: the header of the first layout, or one of the second with the options that
    /// clients write.
    static let maximumCount = 52

    /// The header of a frame that begins at `start`; nil if it does not fit, or has not come to its end.
    init?(_ version: PacketHeader.Version, at start: Int, in bytes: Span<UInt8>) {
        guard start >= 0, bytes.count - start >= 12 else { return nil }
        length = bytes.littleEndian(at: start, 4)
        guard (8...Self.maximumLength).contains(length) else { return nil }
        self.version = version
        switch version {
        case .first:
            guard let first = First(at: start + 4, in: bytes, length: length) else { return nil }
            (count, isFile, isTelling) = (Self.maximumCount, first.isFile, first.isTelling)
            isConvincing = first.isConvincing
        case .second:
            guard let second = Second(at: start + 4, in: bytes, length: length) else { return nil }
            (count, isFile, isTelling) = (4 + second.count, second.isFile, second.isTelling)
            isConvincing = second.isConvincing
        }
    }
}

extension FrameHeader {
    private struct First {
        let isFile: Bool
        let isTelling: Bool
        let isConvincing: Bool

        /// All flags that are known (reference, section 7.2).
        private static let knownFlags = 0x0100_01FF
        /// Those that every packet of a file has.
        private static let fileFlags = 0x0100_0030
        /// More than any file has, and less than what stands in the same place of a header that is read some fields too late.
        private static let maximumTotal = 1 << 36
        /// The most that a client says of a packet that carries less.
        private static let maximumClaim = 8192

        init?(at start: Int, in bytes: Span<UInt8>, length: Int) {
            guard bytes.count - start >= PacketHeader.firstLength, length >= PacketHeader.firstLength else {
                return nil
            }
            let session = bytes.littleEndian(at: start, 4)
            let offset = bytes.littleEndian(at: start + 8, 8)
            let total = bytes.littleEndian(at: start + 16, 8)
            let claim = bytes.littleEndian(at: start + 24, 4)
            let flags = bytes.littleEndian(at: start + PacketHeader.firstFlags, 4)
            let data = length - PacketHeader.firstLength
            guard (0..<Self.maximumTotal).contains(total), (0...total).contains(offset), flags & ~Self.knownFlags == 0,
                claim == data || claim == 0 || (data...max(data, Self.maximumClaim)).contains(claim)
            else { return nil }
            isFile = flags & 0x30 == 0x30 && session != 0
            isTelling = flags != 0 || total > 0
            // The first packet may claim nothing, the last one too much.
            let agrees = claim == data || offset == 0 && claim == 0 || data == total - offset
            isConvincing = flags == Self.fileFlags && session != 0 && data > 0 && data <= total - offset && agrees
        }
    }

    private struct Second {
        let count: Int
        let isFile: Bool
        let isTelling: Bool
        let isConvincing: Bool

        init?(at start: Int, in bytes: Span<UInt8>, length: Int) {
            let own = Int(bytes[start])
            let following = Int(bytes[start + 2]) << 8 | Int(bytes[start + 3])
            guard own >= PacketHeader.leastLength, own % 4 == 0, own + following == length, bytes[start + 1] <= 3
            else { return nil }
            isTelling = following > 0
            guard isTelling else {
                (count, isFile, isConvincing) = (own, false, false)
                guard bytes.count - start >= count else { return nil }
                return
            }
            count = own + PacketHeader.leastLength
            guard bytes.count - start >= count else { return nil }
            let data = Int(bytes[start + own])
            let kind = bytes[start + own + 1] & ~1
            guard (PacketHeader.leastLength...max(PacketHeader.leastLength, following)).contains(data), data % 4 == 0,
                data <= following, kind == 0 || kind == 4 || kind == 6
            else { return nil }
            isFile = kind == 6 && bytes.littleEndian(at: start + own + 4, 4) != 0
            isConvincing = isFile && following > data
        }
    }
}

extension Span<UInt8> {
    /// The number in so many bytes, at most eight, the lowest first; one beyond all that can be counted is negative.
    func littleEndian(at start: Int, _ count: Int) -> Int {
        var number: UInt64 = 0
        for index in (0..<count).reversed() { number = number << 8 | UInt64(self[start + index]) }
        return Int(truncatingIfNeeded: number)
    }
}
