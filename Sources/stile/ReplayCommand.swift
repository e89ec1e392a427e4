import ArgumentParser
import Configuration
import Gateway
import PacketCapture

/// `stile replay`: captured packets through the code that judges live ones.
struct ReplayCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Judges the packets of captures as the gateway would have done.",
        discussion: """
            Reads pcap and pcapng: Ethernet, VLAN, Linux cooked, raw IP. Each capture begins with nothing known. \
            Ends with status 0, with 2 when a capture or an argument is bad, with 1 when something else failed.
            """
    )

    @Option(
        help: """
            text: a line for each packet that is not plainly accepted; json: an object for each, and a summary; \
            summary: the counters; html: a page to look at.
            """
    )
    var format = ReportFormat.text

    @Flag(help: "Report every packet, plainly accepted ones too.")
    var all = false

    @Option(help: ArgumentHelp("Write the capture as it would have left the gateway.", valueName: "out.pcap"))
    var write: String?

    @Option(
        help: ArgumentHelp(
            "The policy, as it is at the time of each packet; policy options count before it.",
            valueName: "file"
        )
    )
    var policy: String?

    @OptionGroup(title: "Policy")
    var actions: PolicyOptions

    @Option(help: "auto: believe what looks like transmit offload; verify: believe no checksum; trust: look at none.")
    var checksums = ChecksumOption.auto

    @Argument(help: ArgumentHelp("A pcap or pcapng file; - is the standard input.", valueName: "capture"))
    var captures: [String]

    func validate() throws {
        if write != nil && captures.count != 1 {
            throw ValidationError("--write makes one capture of one: give exactly one CAPTURE with it.")
        }
    }

    func run() throws {
        var report = Report(
            ReportOptions(
                format: format,
                includesPlain: all,
                namesCaptures: captures.count > 1,
                mayGoUnread: write != nil
            )
        )
        var tally = Tally()
        var status = ExitCode.success
        let schedule = PolicySchedule(try settings())
        for path in captures {
            var replay = Replay(schedule, checksums: checksums.trust)
            do {
                try replay.run(path, writingTo: write, report: &report)
            } catch let error as CaptureError {
                try report.flush()
                complain("stile: \(error)" + (write.map { " (\($0) was not written)" } ?? ""))
                status = ExitStatus.badInput
            }
            try replay.close(path, report: &report)
            tally.add(replay.tally)
        }
        try report.close(with: tally.rows)
        if status != .success { throw status }
    }

    private func settings() throws -> Settings {
        var settings = try policy.map(loadPolicy) ?? .standard
        actions.apply(to: &settings.policy)
        return settings
    }
}
