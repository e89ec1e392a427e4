import ArgumentParser
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

    @Option(help: "What is done with file transfers.")
    var transfers = TransfersOption.decline

    @Option(help: "What is done with folders that two clients keep the same (default: as with file transfers).")
    var sharedFolders: TransfersOption?

    @Option(help: "What is done with pictures that two clients show each other.")
    var photos = TransfersOption.pass

    @Option(help: "What is done with backgrounds that are sent as files (default: as with file transfers).")
    var backgrounds: TransfersOption?

    @Option(help: "Whether the sender of a declined offer is told, by a refusal in the place of the acknowledgement.")
    var notify = SwitchOption.on

    @Option(help: "What is done with fragments that cannot be put together.")
    var fragments = FragmentsOption.accept

    @Option(help: "auto: believe what looks like transmit offload; verify: believe no checksum; trust: look at none.")
    var checksums = ChecksumOption.auto

    @Argument(help: ArgumentHelp("A pcap or pcapng file; - is the standard input.", valueName: "capture"))
    var captures: [String]

    private var policy: Policy {
        var policy = Policy(transfers: transfers.action)
        policy.sharedFolders = sharedFolders?.action ?? policy.sharedFolders
        policy.photos = photos.action
        policy.backgrounds = backgrounds?.action ?? policy.backgrounds
        policy.notify = notify == .on
        policy.fragments = fragments.choice
        return policy
    }

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
        let policy = policy
        for path in captures {
            var replay = Replay(policy: policy, checksums: checksums.trust)
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
}
