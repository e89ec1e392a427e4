import TestSupport
import Testing

private let frame = FrameBytes([UInt8](repeating: 0, count: 60))
private let good = CaptureBytes.pcap([frame, frame])

/// Arguments that cannot be followed, and what the message has to name.
private let badArguments: [(arguments: [String], says: String)] = [
    (["replay"], "capture"),
    (["replay", "--format", "xml", "a.pcap"], "xml"),
    (["replay", "--transfers", "delete", "a.pcap"], "delete"),
    (["replay", "--checksums", "maybe", "a.pcap"], "maybe"),
    (["replay", "--no-such-option", "a.pcap"], "--no-such-option"),
    (["replay", "--write", "out.pcap", "a.pcap", "b.pcap"], "exactly one CAPTURE"),
    (["rewind"], "rewind"),
]

@Suite struct BadInputTests {
    let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
    }

    @Test(arguments: badArguments)
    func badArgumentsEndWithStatus2(arguments: [String], says: String) throws {
        let run = try StileRun(arguments)
        #expect(run.status == 2)
        #expect(run.errors.contains(says))
        #expect(run.output.isEmpty)
    }

    @Test func whatCameBeforeTheFaultIsReported() throws {
        let cut = try directory.write(good.dropLast(), to: "cut.pcap")
        let run = try StileRun(["replay", "--format", "json", cut])
        #expect(run.status == 2)
        #expect(run.lines.last?.contains(#""frames":{"not_ip":1,"cut":0}"#) == true)
        #expect(run.errors.contains("stile: \(cut): cut short at byte 100, after 1 frame: "))
    }

    @Test func goodCapturesBesideABadOneAreReported() throws {
        let path = try directory.write(good, to: "good.pcap")
        let empty = try directory.write([], to: "empty.pcap")
        let missing = directory.file("missing.pcap")
        let run = try StileRun(["replay", "--format", "json", path, empty, missing, path])
        #expect(run.status == 2)
        #expect(run.lines.last?.contains(#""frames":{"not_ip":4,"cut":0}"#) == true)
        #expect(run.errors.split(separator: "\n").count == 2)
        #expect(run.errors.contains("\(empty): empty"))
        #expect(run.errors.contains("\(missing): cannot be read"))
    }

    @Test func aPipeThatEndsEarlyIsNamedWithItsOffset() throws {
        let run = try StileRun(["replay", "-"], input: good.dropLast())
        #expect(run.status == 2)
        #expect(run.errors.contains("standard input: cut short at byte 100, after 1 frame: "))
    }

    @Test func aBadCaptureLeavesTheOldOutputAlone() throws {
        let cut = try directory.write(good.dropLast(), to: "cut.pcap")
        let old = try directory.write([1, 2, 3], to: "out.pcap")
        let run = try StileRun(["replay", "--write", old, cut])
        #expect(run.status == 2)
        #expect(run.errors.contains("\(old) was not written"))
        #expect(try directory.read("out.pcap") == [1, 2, 3])
    }

    @Test func anOutputThatCannotBeWrittenEndsWithStatus1() throws {
        let path = try directory.write(good, to: "good.pcap")
        let run = try StileRun(["replay", "--write", "/nonexistent/out.pcap", path])
        #expect(run.status == 1)
        #expect(run.errors.contains("/nonexistent/out.pcap"))
        #expect(run.errors.contains("cannot be written"))
    }

    @Test func helpAndVersionAreNoErrors() throws {
        #expect(try StileRun(["--help"]).status == 0)
        let version = try StileRun(["--version"])
        #expect(version.status == 0)
        #expect(version.lines.count == 1)
    }
}
