/// The TCP options that tell whether an honest receiver would take a segment.
public struct TCPOptions: Equatable, Sendable {
    /// By how many bits the window of this direction is shifted, 0 to 14; only in a SYN (RFC 7323, section 2).
    public internal(set) var windowShift: UInt8?
    /// The sender's timestamp (RFC 7323, section 3).
    public internal(set) var timestamp: UInt32?
    /// The timestamp of the other end that it repeats: the latest one that it has taken, if the segment acknowledges
    /// anything (RFC 7323, section 4.3).
    public internal(set) var timestampEcho: UInt32?
    /// Whether the segment is signed (RFC 2385, RFC 5925): a receiver that has not agreed to that discards it.
    public internal(set) var isSigned = false

    init() {}

    /// Reads the options, which end at the first one that makes no sense: receivers stop there too, and take the
    /// segment all the same.
    init(parsing bytes: Span<UInt8>) {
        guard bytes.count > 0 else { return }
        if bytes.count == 12, bytes.uint32(at: 0) == Self.timestampAlone {
            timestamp = bytes.uint32(at: 4)
            timestampEcho = bytes.uint32(at: 8)
            return
        }
        var offset = 0
        while offset < bytes.count {
            switch bytes[offset] {
            case 0: return
            case 1: offset += 1
            default:
                guard bytes.count - offset >= 2 else { return }
                let length = Int(bytes[offset + 1])
                guard length >= 2, length <= bytes.count - offset else { return }
                read(bytes.extracting(offset..<(offset + length)))
                offset += length
            }
        }
    }

    /// How nearly every segment's options begin: two fillers and a timestamp (RFC 7323, appendix A).
    private static let timestampAlone: UInt32 = 0x0101_080A

    private mutating func read(_ option: Span<UInt8>) {
        switch (option[0], option.count) {
        case (3, 3): windowShift = min(option[2], 14)
        case (8, 10):
            timestamp = option.uint32(at: 2)
            timestampEcho = option.uint32(at: 6)
        case (19, _), (29, _): isSigned = true
        default: break
        }
    }
}
