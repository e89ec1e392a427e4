/// One frame to be put into a capture.
public struct FrameBytes: Sendable {
    /// When it was recorded, in nanoseconds since 1970.
    public var time: Int64
    /// What was kept of it.
    public var bytes: [UInt8]
    /// How long it was on the wire; nil where nothing was cut.
    public var originalLength: Int?

    /// A frame that is whole unless an original length is given.
    public init(time: Int64 = 0, _ bytes: [UInt8], originalLength: Int? = nil) {
        self.time = time
        self.bytes = bytes
        self.originalLength = originalLength
    }
}

/// Captures written by hand, byte for byte as the file formats describe them.
public struct CaptureBytes: Sendable {
    /// The order of the bytes of a number.
    public enum Order: Sendable, CaseIterable {
        case little, big
    }

    /// The file so far.
    public private(set) var bytes: [UInt8] = []
    private let order: Order

    /// An empty file.
    public init(_ order: Order = .little) {
        self.order = order
    }

    /// A pcap file.
    public static func pcap(
        _ frames: [FrameBytes],
        linkType: UInt32 = 1,
        order: Order = .little,
        nanoseconds: Bool = false,
        snapLength: UInt32 = 65535
    ) -> [UInt8] {
        var file = CaptureBytes(order)
        file.append32(nanoseconds ? 0xA1B2_3C4D : 0xA1B2_C3D4)
        file.append16(2)
        file.append16(4)
        for word in [0, 0, snapLength, linkType] { file.append32(word) }
        for frame in frames { file.appendRecord(frame, nanoseconds: nanoseconds) }
        return file.bytes
    }

    /// A pcapng file with one section and one interface.
    public static func pcapng(
        _ frames: [FrameBytes],
        linkType: UInt16 = 1,
        order: Order = .little,
        nanoseconds: Bool = false
    ) -> [UInt8] {
        var file = CaptureBytes(order)
        file.appendSectionHeader()
        file.appendInterface(linkType: linkType, nanoseconds: nanoseconds)
        for frame in frames { file.appendPacketBlock(frame, interface: 0, nanoseconds: nanoseconds) }
        return file.bytes
    }

    /// Adds a section header block of pcapng.
    public mutating func appendSectionHeader() {
        appendBlock(0x0A0D_0D0A) { block in
            block.append32(0x1A2B_3C4D)
            block.append16(1)
            block.append16(0)
            block.append32(.max)
            block.append32(.max)
        }
    }

    /// Adds an interface description block of pcapng.
    public mutating func appendInterface(linkType: UInt16, nanoseconds: Bool) {
        appendBlock(1) { block in
            block.append16(linkType)
            block.append16(0)
            block.append32(65535)
            // if_tsresol, a power of ten, padded to four bytes; then the end of the options.
            block.append16(9)
            block.append16(1)
            block.bytes += [nanoseconds ? 9 : 6, 0, 0, 0]
            block.append32(0)
        }
    }

    /// Adds an enhanced packet block of pcapng.
    public mutating func appendPacketBlock(_ frame: FrameBytes, interface: UInt32, nanoseconds: Bool) {
        let time = UInt64(frame.time) / (nanoseconds ? 1 : 1000)
        appendBlock(6) { block in
            block.append32(interface)
            block.append32(UInt32(time >> 32))
            block.append32(UInt32(truncatingIfNeeded: time))
            block.appendLengths(of: frame)
            block.bytes += frame.bytes
            block.bytes += [UInt8](repeating: 0, count: (4 - frame.bytes.count % 4) % 4)
        }
    }

    /// Adds a record of a pcap file.
    public mutating func appendRecord(_ frame: FrameBytes, nanoseconds: Bool) {
        append32(UInt32(frame.time / 1_000_000_000))
        append32(UInt32(frame.time % 1_000_000_000 / (nanoseconds ? 1 : 1000)))
        appendLengths(of: frame)
        bytes += frame.bytes
    }

    private mutating func appendBlock(_ type: UInt32, _ body: (inout CaptureBytes) -> Void) {
        var block = CaptureBytes(order)
        body(&block)
        append32(type)
        append32(UInt32(block.bytes.count + 12))
        bytes += block.bytes
        append32(UInt32(block.bytes.count + 12))
    }

    private mutating func appendLengths(of frame: FrameBytes) {
        append32(UInt32(frame.bytes.count))
        append32(UInt32(frame.originalLength ?? frame.bytes.count))
    }

    private mutating func append16(_ number: UInt16) {
        append(UInt32(number), width: 2)
    }

    private mutating func append32(_ number: UInt32) {
        append(number, width: 4)
    }

    private mutating func append(_ number: UInt32, width: Int) {
        let little = (0..<width).map { UInt8(truncatingIfNeeded: number >> UInt32(8 * $0)) }
        switch order {
        case .little: bytes += little
        case .big: bytes += little.reversed()
        }
    }
}
