import ArgumentParser
import Gateway
import Logging
import NetfilterQueue

/// The command line of the daemon.
@main
struct Stiled: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stiled",
        abstract: "Stops MSN Messenger file transfers in netfilter queues; login and chat pass.",
        discussion: """
            Runs in the foreground. SIGUSR1 prints the counters to standard output; SIGTERM and SIGINT finish the \
            verdicts in hand, print the counters and end.

            An NFQUEUE rule brings the packets, for example:
              iptables -t mangle -A FORWARD -p tcp --dport 1863 -j NFQUEUE --queue-balance 0:1 --queue-bypass
            """,
        version: "0.1.0"
    )

    @Option(help: "The queue to serve, or the first and the last of several (0:3): one thread each.")
    var queue = QueueRange(0)

    @Option(help: "What is done to file transfers.")
    var transfers = ActionArgument(.decline)

    @Option(help: "What is done to folders that two clients keep the same (default: as to file transfers).")
    var sharedFolders: ActionArgument?

    @Option(help: "What is done to pictures that two clients show each other.")
    var photos = ActionArgument(.pass)

    @Option(help: "What is done to backgrounds that are sent as files (default: as to file transfers).")
    var backgrounds: ActionArgument?

    @Option(help: "Whether the sender of a declined offer is told, by a refusal in the place of the acknowledgement.")
    var notify = SwitchArgument.on

    @Option(help: "What is done to fragments that reach the queue, although connection tracking puts them together.")
    var fragments = FragmentsArgument(.accept)

    @Option(help: ArgumentHelp("How many packets may wait in each queue.", valueName: "packets"))
    var queueLength = QueueConfiguration(number: 0).maximumLength

    @Flag(help: "Drop packets when a queue is full, instead of letting them by.")
    var failClosed = false

    @Flag(help: "Have the kernel cut super-packets up before they are queued.")
    var noGso = false

    @Option(help: ArgumentHelp("The receive buffer of each queue.", valueName: "bytes"))
    var receiveBuffer = QueueConfiguration(number: 0).receiveBuffer

    @Option(help: "The mark bit that tells the rules to release a connection.")
    var releaseMark = MarkArgument(bits: MarkBits.standard.release)

    @Option(help: "The mark bit that tells the rules to reset a connection.")
    var resetMark = MarkArgument(bits: MarkBits.standard.reset)

    func validate() throws {
        guard queueLength > 0 else { throw ValidationError("--queue-length must be at least 1.") }
        guard receiveBuffer > 0 else { throw ValidationError("--receive-buffer must be at least 1.") }
        _ = try marks()
    }

    func run() throws {
        var daemon = try Daemon(configurations(), policy: policy(), logger: Logger(label: "stiled"))
        try daemon.run()
    }

    private func policy() -> Policy {
        var policy = Policy(transfers: transfers.action)
        policy.sharedFolders = sharedFolders?.action ?? policy.sharedFolders
        policy.photos = photos.action
        policy.backgrounds = backgrounds?.action ?? policy.backgrounds
        policy.notify = notify == .on
        policy.fragments = fragments.choice
        return policy
    }

    /// As the library's own, but bad arguments end with status 2, not with 64.
    static func main() {
        do {
            var command = try parseAsRoot()
            try command.run()
        } catch {
            guard exitCode(for: error) == .validationFailure else { exit(withError: error) }
            StandardStream.error.write(fullMessage(for: error) + "\n")
            exit(withError: ExitCode(2))
        }
    }

    private func configurations() throws -> [QueueConfiguration] {
        let marks = try marks()
        return queue.numbers.map { number in
            var configuration = QueueConfiguration(number: number)
            configuration.maximumLength = queueLength
            configuration.failOpen = !failClosed
            configuration.gso = !noGso
            configuration.receiveBuffer = receiveBuffer
            configuration.marks = marks
            return configuration
        }
    }

    private func marks() throws -> MarkBits {
        guard let marks = MarkBits(release: releaseMark.bits, reset: resetMark.bits) else {
            throw ValidationError("--release-mark and --reset-mark must not be zero and must not share a bit.")
        }
        return marks
    }
}
