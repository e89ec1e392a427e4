import PacketCapture
import TestSupport
import Testing

private let frames = [
    FrameBytes(time: 1_234_567_890_123_456_789, ethernet(0x08, 0) + ipv4(length: 40)),
    FrameBytes(
        time: 1_234_567_890_999_999_999,
        ethernet(0x08, 0) + ipv4(length: 20, claiming: 1500),
        originalLength: 1514
    ),
    // A length that pcapng has to pad, and a time beyond what 32 signed bits of seconds hold (the year 2096).
    FrameBytes(time: 4_000_000_000_000_000_001, ethernet(0x86, 0xDD) + ipv6(length: 41)),
]

/// One way to write `frames` down.
private struct Format: CustomTestStringConvertible {
    var isBlocks: Bool
    var order: CaptureBytes.Order
    var nanoseconds: Bool

    static let all = [false, true].flatMap { blocks in
        CaptureBytes.Order.allCases.flatMap { order in
            [false, true].map { Format(isBlocks: blocks, order: order, nanoseconds: $0) }
        }
    }

    var testDescription: String {
        "\(isBlocks ? "pcapng" : "pcap"), \(order)-endian, \(nanoseconds ? "nanoseconds" : "microseconds")"
    }

    func bytes(_ frames: some Collection<FrameBytes>) -> [UInt8] {
        isBlocks
            ? CaptureBytes.pcapng(Array(frames), order: order, nanoseconds: nanoseconds)
            : CaptureBytes.pcap(Array(frames), order: order, nanoseconds: nanoseconds)
    }
}

@Suite struct CaptureReaderTests {
    @Test(arguments: Format.all)
    private func readsEveryFormat(_ format: Format) throws {
        let directory = try TemporaryDirectory()
        let (seen, error) = readAll(try directory.write(format.bytes(frames), to: "a"))
        #expect(error == nil)
        #expect(seen.map(\.number) == [1, 2, 3])
        #expect(seen.map(\.time) == frames.map { format.nanoseconds ? $0.time : $0.time / 1000 * 1000 })
        #expect(seen.map(\.bytes) == frames.map(\.bytes))
        #expect(seen.map(\.originalLength) == [54, 1514, 55])
        #expect(seen.map(\.content) == [.packet(14..<54), .cut, .packet(14..<55)])
    }

    /// A capture that ends anywhere: every frame before the end is delivered, and an end inside something is an error
    /// that names where that something begins.
    @Test(arguments: Format.all)
    private func deliversWhatCameBeforeTheEnd(_ format: Format) throws {
        let directory = try TemporaryDirectory()
        let whole = format.bytes(frames)
        let boundaries = (0...frames.count).map { format.bytes(frames.prefix($0)).count }
        for length in 0..<whole.count {
            let (seen, error) = readAll(try directory.write(Array(whole.prefix(length)), to: "a"))
            let complete = boundaries.count { $0 <= length }
            #expect(seen.map(\.bytes) == frames.prefix(max(0, complete - 1)).map(\.bytes))
            if boundaries.contains(length) {
                #expect(error == nil, "at \(length)")
            } else if length == 0 {
                #expect(error?.fault == .empty)
            } else {
                #expect(error?.isTruncation == true, "at \(length)")
                #expect(error?.offset == Int64(boundaries.last { $0 <= length } ?? 0), "at \(length)")
                #expect(error?.frames == seen.count)
            }
        }
    }

    /// Some recorders kept more of a frame than the snap length in their header: libpcap leaves out the rest, and the
    /// records behind it are still found at their true places.
    @Test func leavesOutWhatExceedsTheSnapLength() throws {
        let directory = try TemporaryDirectory()
        let file = CaptureBytes.pcap([FrameBytes(ethernet(0x08, 0) + ipv4(length: 86)), frames[0]], snapLength: 80)
        let (seen, error) = readAll(try directory.write(file.dropLast(), to: "a"))
        #expect(seen.map(\.bytes.count) == [80])
        #expect(seen.map(\.content) == [.cut])
        #expect(error?.offset == 140)
    }

    @Test func aCaptureWithoutFramesIsNoError() throws {
        let directory = try TemporaryDirectory()
        let (seen, error) = readAll(try directory.write(CaptureBytes.pcap([]), to: "a"))
        #expect(seen.isEmpty)
        #expect(error == nil)
    }

    /// Each interface of a pcapng file may have its own resolution, but must share the link layer.
    @Test func readsInterfacesOfDifferentResolution() throws {
        let directory = try TemporaryDirectory()
        var file = CaptureBytes()
        file.appendSectionHeader()
        file.appendInterface(linkType: 1, nanoseconds: false)
        file.appendInterface(linkType: 1, nanoseconds: true)
        file.appendPacketBlock(frames[0], interface: 1, nanoseconds: true)
        file.appendPacketBlock(frames[0], interface: 0, nanoseconds: false)
        let (seen, error) = readAll(try directory.write(file.bytes, to: "a"))
        #expect(error == nil)
        #expect(seen.map(\.time) == [1_234_567_890_123_456_789, 1_234_567_890_123_456_000])
    }

    /// The buffer is used again: a short frame must not end in the bytes of a longer one before it.
    @Test func aShortFrameAfterALongOneIsShort() throws {
        let directory = try TemporaryDirectory()
        let lengths = [60, 1400, 20, 0, 33]
        let rows = lengths.map { FrameBytes([UInt8](repeating: UInt8($0 % 251), count: $0)) }
        let (seen, error) = readAll(try directory.write(CaptureBytes.pcap(rows), to: "a"))
        #expect(error == nil)
        #expect(seen.map(\.bytes) == rows.map(\.bytes))
    }

    /// A file is read piece by piece, and where a piece ends in the middle of a record nothing is lost: neither bytes nor
    /// the true place of an error behind it.
    @Test(arguments: Format.all)
    private func readsRecordsThatLieAcrossPieces(_ format: Format) throws {
        let directory = try TemporaryDirectory()
        let many = (0..<700).map { index in
            FrameBytes(
                time: Int64(index) * 1_000_000_007_000,
                ethernet(0x08, 0) + ipv4(length: 900 + index % 601) + [UInt8(index & 0xFF)]
            )
        }
        let whole = format.bytes(many)
        let (seen, error) = readAll(try directory.write(whole.dropLast(5), to: "a"))
        #expect(seen.map(\.number) == Array(1...699))
        #expect(seen.map(\.time) == many.dropLast().map(\.time))
        #expect(seen.map(\.bytes) == many.dropLast().map(\.bytes))
        #expect(error?.isTruncation == true)
        #expect(error?.offset == Int64(format.bytes(many.dropLast()).count))
    }

    /// Bytes changed at random never crash the reader, and it comes to an end.
    @Test(arguments: Format.all)
    private func survivesChangedBytes(_ format: Format) throws {
        let directory = try TemporaryDirectory()
        let whole = format.bytes(frames)
        for offset in whole.indices {
            for value: UInt8 in [0x00, 0xFF] {
                var bytes = whole
                bytes[offset] = value
                let (seen, _) = readAll(try directory.write(bytes, to: "a"))
                #expect(seen.count <= whole.count / 16)
            }
        }
    }
}

extension CaptureError {
    fileprivate var isTruncation: Bool {
        if case .truncated = fault { true } else { false }
    }
}
