import Foundation
import PacketCapture
import TestSupport
import Testing

private let frames = [
    FrameBytes(time: 1_234_567_890_123_456_000, ethernet(0x08, 0) + ipv4(length: 40)),
    FrameBytes(time: 4_000_000_000_000_001_000, ethernet(0x08, 0) + ipv4(length: 20), originalLength: 1514),
    FrameBytes(time: 1_234_567_890_000_000_000, ethernet(0x08, 0x06)),
]

/// Copies a capture, frame by frame; `edit` may change the bytes.
private func copy(_ source: String, to destination: String, edit: (inout MutableSpan<UInt8>) -> Void = { _ in }) throws
{
    var reader = try CaptureReader(path: source)
    var writer = try CaptureWriter(path: destination, like: reader.header)
    while try reader.read() {
        reader.edit(0..<reader.frame.bytes.count, edit)
        try writer.append(reader.frame)
    }
    try writer.finish()
}

/// Copies a capture with this packet in the place of each that it holds.
private func copyReplacing(_ packet: [UInt8], _ source: String, to destination: String) throws {
    var reader = try CaptureReader(path: source)
    var writer = try CaptureWriter(path: destination, like: reader.header)
    while try reader.read() {
        reader.replacePacket(with: packet)
        #expect(reader.frame.content == .packet(14..<(14 + packet.count)))
        try writer.append(reader.frame)
    }
    try writer.finish()
}

@Suite struct CaptureWriterTests {
    /// Link layer, snap length, resolution, times, order and lengths come out as they went in.
    @Test(arguments: [0, 1, 101, 108, 113, 228, 229, 276] as [UInt32])
    func copiesAPcapFileByteForByte(linkType: UInt32) throws {
        for nanoseconds in [false, true] {
            let directory = try TemporaryDirectory()
            let bytes = CaptureBytes.pcap(frames, linkType: linkType, nanoseconds: nanoseconds, snapLength: 1600)
            try copy(directory.write(bytes, to: "in"), to: directory.file("out"))
            #expect(try directory.read("out") == bytes)
        }
    }

    @Test(arguments: CaptureBytes.Order.allCases)
    func makesLittleEndianOfEverything(_ order: CaptureBytes.Order) throws {
        let directory = try TemporaryDirectory()
        try copy(directory.write(CaptureBytes.pcap(frames, order: order), to: "in"), to: directory.file("out"))
        #expect(try directory.read("out") == CaptureBytes.pcap(frames))
    }

    @Test func makesNanosecondsOfPcapng() throws {
        let directory = try TemporaryDirectory()
        try copy(directory.write(CaptureBytes.pcapng(frames, nanoseconds: true), to: "in"), to: directory.file("out"))
        #expect(try directory.read("out") == CaptureBytes.pcap(frames, nanoseconds: true))
    }

    @Test func writesWhatWasEdited() throws {
        let directory = try TemporaryDirectory()
        try copy(directory.write(CaptureBytes.pcap(frames), to: "in"), to: directory.file("out")) { $0[3] = 0x99 }
        let (seen, error) = readAll(directory.file("out"))
        #expect(error == nil)
        #expect(seen.map { $0.bytes[3] } == [0x99, 0x99, 0x99])
        #expect(seen.map { $0.bytes.count } == frames.map(\.bytes.count))
    }

    /// Whatever way a frame was read, an edit is of that frame alone.
    @Test func writesEveryEditOfALongCapture() throws {
        let directory = try TemporaryDirectory()
        let many = (0..<500).map { FrameBytes(time: Int64($0) * 1000, ethernet(0x08, 0) + ipv4(length: 800 + $0)) }
        try copy(directory.write(CaptureBytes.pcap(many), to: "in"), to: directory.file("out")) { bytes in
            for index in 14..<bytes.count { bytes[index] ^= 0xFF }
        }
        let (seen, error) = readAll(directory.file("out"))
        #expect(error == nil)
        #expect(seen.map(\.bytes) == many.map { $0.bytes.prefix(14) + $0.bytes.dropFirst(14).map { $0 ^ 0xFF } })
    }

    /// Readers take of a frame no more than the header's snap length.
    @Test func theSnapLengthGrowsWithALongerPacket() throws {
        let directory = try TemporaryDirectory()
        let source = CaptureBytes.pcap([frames[0]], snapLength: 60)
        let packet = ipv4(length: 90)
        try copyReplacing(packet, directory.write(source, to: "in"), to: directory.file("out"))
        let replaced = FrameBytes(time: frames[0].time, ethernet(0x08, 0) + packet)
        #expect(try directory.read("out") == CaptureBytes.pcap([replaced], snapLength: 104))
    }

    @Test func mayWriteOverItsOwnSource() throws {
        let directory = try TemporaryDirectory()
        let path = try directory.write(CaptureBytes.pcap(frames), to: "a")
        try copy(path, to: path)
        #expect(try directory.read("a") == CaptureBytes.pcap(frames))
        #expect(try directory.names == ["a"])
    }

    /// A run that fails leaves neither a half file nor its traces, and an older file as it was.
    @Test func anUnfinishedFileDestroysNothing() throws {
        let directory = try TemporaryDirectory()
        let cut = try directory.write(CaptureBytes.pcap(frames).dropLast(), to: "cut")
        _ = try directory.write([1, 2, 3], to: "old")
        #expect(throws: CaptureError.self) { try copy(cut, to: directory.file("old")) }
        #expect(throws: CaptureError.self) { try copy(cut, to: directory.file("new")) }
        #expect(try directory.read("old") == [1, 2, 3])
        #expect(try directory.names == ["cut", "old"])
    }

    @Test func followsASymbolicLinkAndKeepsIt() throws {
        let directory = try TemporaryDirectory()
        let source = try directory.write(CaptureBytes.pcap(frames), to: "in")
        _ = try directory.write([1], to: "target")
        try FileManager.default.createSymbolicLink(
            atPath: directory.file("link"),
            withDestinationPath: directory.file("target")
        )
        try copy(source, to: directory.file("link"))
        #expect(try directory.read("target") == CaptureBytes.pcap(frames))
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: directory.file("link")).hasSuffix("target"))
    }

    /// A device is written to, not replaced by a file.
    @Test func leavesADeviceADevice() throws {
        let directory = try TemporaryDirectory()
        try copy(directory.write(CaptureBytes.pcap(frames), to: "in"), to: "/dev/null")
        let type = try FileManager.default.attributesOfItem(atPath: "/dev/null")[.type] as? FileAttributeType
        #expect(type == .typeCharacterSpecial)
    }

    @Test(arguments: ["/dev/full", "/nonexistent/out.pcap"])
    func saysWhyItCannotWrite(path: String) throws {
        let directory = try TemporaryDirectory()
        let source = try directory.write(CaptureBytes.pcap(frames), to: "in")
        let error = #expect(throws: OutputError.self) { try copy(source, to: path) }
        #expect(error?.description.contains("cannot be written") == true)
        #expect(error?.description.contains(path) == true)
        #expect(error?.isClosedPipe == false)
    }
}
