import PacketCapture
import TestSupport
import Testing

/// A file that is no good capture, and what a person must read about it.
struct BadCapture: CustomTestStringConvertible {
    let testDescription: String
    let bytes: [UInt8]
    /// How many frames come before the fault.
    var frames = 0
    /// What the message has to contain.
    let says: [String]
}

private let frame = FrameBytes(ethernet(0x08, 0) + ipv4(length: 40))

/// A pcap file whose second record begins at byte 94 and claims to hold `length` bytes.
private func record(claiming length: UInt32) -> [UInt8] {
    var bytes = CaptureBytes.pcap([frame, frame])
    for index in 0..<4 { bytes[94 + 8 + index] = UInt8(truncatingIfNeeded: length >> UInt32(8 * index)) }
    return bytes
}

private var twoLinkLayers: [UInt8] {
    var file = CaptureBytes()
    file.appendSectionHeader()
    file.appendInterface(linkType: 1, nanoseconds: false)
    file.appendPacketBlock(frame, interface: 0, nanoseconds: false)
    file.appendInterface(linkType: 101, nanoseconds: false)
    return file.bytes
}

private let badCaptures = [
    BadCapture(testDescription: "empty", bytes: [], says: ["empty", "byte 0"]),
    BadCapture(
        testDescription: "an executable",
        bytes: [0x7F, 0x45, 0x4C, 0x46] + [UInt8](repeating: 0, count: 60),
        says: ["not a capture", "byte 0", "7f 45 4c 46", "pcapng"]
    ),
    BadCapture(testDescription: "two foreign bytes", bytes: [0x50, 0x4B], says: ["not a capture", "50 4b"]),
    BadCapture(
        testDescription: "the header cut",
        bytes: Array(CaptureBytes.pcap([]).prefix(20)),
        says: ["cut short"]
    ),
    BadCapture(
        testDescription: "a record cut",
        bytes: CaptureBytes.pcap([frame, frame]).dropLast(1),
        frames: 1,
        says: ["cut short", "at byte 94, after 1 frame:", "recorded again"]
    ),
    BadCapture(
        testDescription: "a record of two gigabytes",
        bytes: record(claiming: 0x7FFF_FFFF),
        frames: 1,
        says: ["corrupt", "at byte 94", "after 1 frame", "2147483647"]
    ),
    BadCapture(
        testDescription: "a record of a negative length",
        bytes: record(claiming: 0xFFFF_FFFF),
        frames: 1,
        says: ["corrupt", "at byte 94", "after 1 frame"]
    ),
    BadCapture(
        testDescription: "two link layers",
        bytes: twoLinkLayers,
        frames: 1,
        says: ["unsupported", "interface", "a file of its own"]
    ),
    BadCapture(
        testDescription: "a serial line",
        bytes: CaptureBytes.pcap([frame], linkType: 50),
        says: ["unsupported link layer PPP_SERIAL", "byte 0", "Ethernet"]
    ),
    BadCapture(
        testDescription: "a link layer nobody knows",
        bytes: CaptureBytes.pcap([frame], linkType: 0xBEE),
        says: ["unsupported link layer number 3054"]
    ),
]

@Suite struct CaptureErrorTests {
    @Test(arguments: badCaptures)
    func saysWhatWhereAndWhatNext(_ row: BadCapture) throws {
        let directory = try TemporaryDirectory()
        let path = try directory.write(row.bytes, to: "bad.pcap")
        let (frames, error) = readAll(path)
        let message = try #require(error).description
        #expect(frames.count == row.frames)
        #expect(message.hasPrefix("\(path): "))
        #expect(!message.contains("\n"))
        for part in row.says { #expect(message.contains(part), "\(message)") }
    }

    @Test func saysWhyAFileCannotBeRead() throws {
        let directory = try TemporaryDirectory()
        let missing = readAll(directory.file("missing.pcap")).error
        #expect(missing?.fault == .unreadable(cause: "No such file or directory"))
        let folder = readAll(directory.path).error
        #expect(folder?.fault == .unreadable(cause: "Is a directory"))
        #expect(folder?.description.contains("check the path") == true)
    }
}
