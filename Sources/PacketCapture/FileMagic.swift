/// The first four bytes by which a capture file is known, in the order of the file.
enum FileMagic {
    /// A pcap file's magic number, in big-endian order.
    private static let microseconds: [UInt8] = [0xA1, 0xB2, 0xC3, 0xD4]
    private static let nanoseconds: [UInt8] = [0xA1, 0xB2, 0x3C, 0x4D]
    /// Records with eight bytes more, of an old patch to libpcap; still read.
    private static let patched: [UInt8] = [0xA1, 0xB2, 0xCD, 0x34]
    /// The type of a pcapng file's first block, the same in both byte orders.
    private static let blocks: [UInt8] = [0x0A, 0x0D, 0x0D, 0x0A]

    /// Whether a capture may begin with `start`, at most four bytes of it.
    static func mayBegin(with start: [UInt8]) -> Bool {
        [microseconds, nanoseconds, patched, blocks].contains { magic in
            magic.starts(with: start) || magic.reversed().starts(with: start)
        }
    }

    /// How fine the times of a capture are that begins with `start`.
    static func resolution(of start: [UInt8]) -> TimeResolution {
        start == blocks || start == nanoseconds || start == nanoseconds.reversed() ? .nanoseconds : .microseconds
    }

    /// How many bytes a pcap file has before those of each frame; nil in pcapng.
    static func recordHeaderLength(of start: [UInt8]) -> Int? {
        if start == blocks { return nil }
        return start == patched || start == patched.reversed() ? 24 : 16
    }
}
