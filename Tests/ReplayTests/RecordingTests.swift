import Foundation
import Testing

private let captures = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Captures")

/// The recordings of real clients beside which somebody has put down, and reviewed, what is to be said about them.
private func recordingsWithExpectation() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: captures.path)
        .filter { $0.hasSuffix(".expected") }
        .map { String($0.dropLast(".expected".count)) }
        .sorted()
}

@Suite struct RecordingTests {
    @Test func thereAreRecordings() throws {
        #expect(try recordingsWithExpectation().contains("chat-msnp18"))
    }

    @Test(arguments: try recordingsWithExpectation())
    func saysWhatIsExpected(recording: String) throws {
        let expected = try String(
            contentsOf: captures.appendingPathComponent("\(recording).expected"),
            encoding: .utf8
        )
        let run = try StileRun(["replay", captures.appendingPathComponent("\(recording).pcap").path])
        #expect(run.output == expected)
        #expect(run.errors.isEmpty)
        #expect(run.status == 0)
    }

    /// What is accepted leaves as it came, to the last byte of the file.
    @Test func chatPassesUntouched() throws {
        let source = captures.appendingPathComponent("chat-msnp18.pcap")
        let copy = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).pcap")
        defer { try? FileManager.default.removeItem(at: copy) }
        let run = try StileRun(["replay", "--write", copy.path, source.path])
        #expect(run.status == 0)
        #expect(try Data(contentsOf: copy) == Data(contentsOf: source))
    }
}
