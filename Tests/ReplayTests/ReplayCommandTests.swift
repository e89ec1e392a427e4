import Foundation
import TestSupport
import Testing

/// 192.0.2.1:1024 to 198.51.100.7:1863, one TCP segment without payload; its checksums are right.
private let segment: [UInt8] =
    [UInt8](repeating: 0x02, count: 12) + [0x08, 0x00]
    + [0x45, 0x00, 0x00, 0x28, 0x00, 0x01, 0x40, 0x00, 0x40, 0x06, 0x4E, 0x93]
    + [192, 0, 2, 1, 198, 51, 100, 7]
    + [0x04, 0x00, 0x07, 0x47, 0, 0, 0, 1, 0, 0, 0, 0, 0x50, 0x02, 0x20, 0x00, 0x98, 0x5E, 0, 0]
private let arp: [UInt8] = [UInt8](repeating: 0xFF, count: 12) + [0x08, 0x06] + [UInt8](repeating: 0, count: 28)
private let start: Int64 = 1_300_000_000_000_000_000

/// A segment, an ARP request, a segment that the recorder cut, and another whole segment 2.5 seconds after the first.
private let capture = CaptureBytes.pcap([
    FrameBytes(time: start, segment),
    FrameBytes(time: start + 1000, arp),
    FrameBytes(time: start + 2000, Array(segment.prefix(40)), originalLength: 54),
    FrameBytes(time: start + 2_500_000_000, segment),
])

private func jsonObject(_ line: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
}

private func frameCounts(_ line: String?) throws -> [String: Int]? {
    let summary = try jsonObject(#require(line))["summary"] as? [String: Any]
    return summary?["frames"] as? [String: Int]
}

@Suite struct ReplayCommandTests {
    let directory: TemporaryDirectory
    let path: String

    init() throws {
        directory = try TemporaryDirectory()
        path = try directory.write(capture, to: "a.pcap")
    }

    @Test func plainPacketsAreNotWorthALine() throws {
        let run = try StileRun(["replay", path])
        #expect(run.status == 0)
        #expect(run.output.isEmpty)
        #expect(run.errors.isEmpty)
    }

    @Test func allNumbersPacketsByFrame() throws {
        let run = try StileRun(["replay", "--all", path])
        let columns = run.lines.map { $0.split(separator: " ").prefix(2).joined(separator: " ") }
        #expect(columns == ["1 0.000000", "4 2.500000"])
    }

    @Test func severalCapturesAreNamed() throws {
        let run = try StileRun(["replay", "--all", path, "-"], input: capture)
        #expect(run.lines.map { $0.hasPrefix("\(path): ") } == [true, true, false, false])
        #expect(run.lines.map { $0.hasPrefix("-: ") } == [false, false, true, true])
    }

    @Test func jsonHasAnObjectALineAndTheSummaryLast() throws {
        let run = try StileRun(["replay", "--format", "json", "--all", path, path])
        #expect(run.status == 0)
        try #require(run.lines.count == 5)
        let packet = try jsonObject(run.lines[1])
        #expect(
            Set(packet.keys) == [
                "capture", "packet", "time", "flow", "verdict", "action", "reason", "group", "transfers",
            ]
        )
        #expect(packet["capture"] as? String == path)
        #expect(packet["packet"] as? Int == 4)
        #expect(packet["time"] as? String == "1300000002500000000")
        #expect(packet["verdict"] as? String == "accept")
        #expect(packet["action"] as? String == "none")
        #expect((packet["transfers"] as? [Any])?.isEmpty == true)
        #expect(try frameCounts(run.lines.last) == ["not_ip": 2, "cut": 2])
    }

    @Test func jsonWithoutAllIsTheSummary() throws {
        let run = try StileRun(["replay", "--format", "json", path])
        #expect(run.lines.count == 1)
        let summary = try #require(try jsonObject(run.lines.joined())["summary"] as? [String: Any])
        let packets = try #require(summary["packets"] as? [String: [String: Int]])
        #expect(Set(packets.keys) == ["accept", "edit", "drop"])
        #expect(packets.values.flatMap(\.values).reduce(0, +) == 2)
    }

    @Test func summaryIsATableOfEveryCounter() throws {
        let run = try StileRun(["replay", "--format", "summary", path])
        #expect(run.lines.contains { $0.hasPrefix("frames reason=not_ip ") && $0.hasSuffix(" 1") })
        #expect(run.lines.contains { $0.hasPrefix("frames reason=cut ") && $0.hasSuffix(" 1") })
        #expect(run.lines.contains { $0.hasPrefix("packets verdict=drop ") && $0.hasSuffix(" 0") })
        #expect(Set(run.lines.map(\.count)).count == 1)
    }

    @Test func readsTheStandardInput() throws {
        let run = try StileRun(["replay", "--format", "json", "-"], input: capture)
        #expect(run.status == 0)
        #expect(try frameCounts(run.lines.last) == ["not_ip": 1, "cut": 1])
    }

    /// `stile … | head`: the end of the reader is no failure, and a capture that is to be written is written still.
    @Test func aReaderMayGoAway() throws {
        let report = try StileRun(["replay", "--all", path], unread: true)
        #expect(report.status == 0)
        #expect(report.errors.isEmpty)
        let copy = try StileRun(["replay", "--all", "--write", directory.file("out.pcap"), path], unread: true)
        #expect(copy.status == 0)
        #expect(copy.errors.isEmpty)
        #expect(try directory.read("out.pcap") == directory.read("a.pcap"))
    }

    @Test func aFullDiskIsAFailure() throws {
        let run = try StileRun(["replay", "--write", "/dev/full", path])
        #expect(run.status == 1)
        #expect(run.errors.contains("/dev/full: cannot be written: No space left on device"))
    }

    /// Frames that are not judged go through unchanged.
    @Test func writesWhatLeavesTheGateway() throws {
        let run = try StileRun(["replay", "--write", directory.file("out.pcap"), path])
        #expect(run.status == 0)
        #expect(run.errors.isEmpty)
        let written = try directory.read("out.pcap")
        let expected = try directory.read("a.pcap")
        #expect(written == expected)
    }
}
