import ArgumentParser
import Configuration
import Logging
import NetfilterQueue

/// The command line of the daemon.
@main
struct Stiled: ParsableCommand {
    static let version = "0.1.0"

    static let configuration = CommandConfiguration(
        commandName: "stiled",
        abstract: "Stops MSN Messenger file transfers in netfilter queues; login and chat pass.",
        discussion: """
            Runs in the foreground. SIGHUP reads the policy again; SIGUSR1 prints the counters to standard output; SIGTERM \
            and SIGINT finish the verdicts in hand, print the counters and end.

            NFQUEUE rules bring the packets; this loads those that fit the policy:
              stile rules --load
            """,
        version: version
    )

    @Option(
        help: ArgumentHelp(
            "The policy file. (default: \(SettingsSource.usualPath), if it is there) The options below outrank it.",
            valueName: "file"
        )
    )
    var policy: String?

    @OptionGroup var overrides: Overrides

    func run() throws {
        var daemon = try Daemon(
            SettingsSource(path: policy, overrides: overrides),
            logger: Logger(label: "stiled", factory: JournalLines.orStandardError)
        )
        try daemon.run()
    }

    /// As the library's own, but bad arguments and a bad policy end with status 2, not with 64 or 1.
    static func main() {
        do {
            var command = try parseAsRoot()
            try command.run()
        } catch let error as ConfigurationErrors {
            StandardStream.error.write("\(error)\n")
            exit(withError: ExitCode(2))
        } catch {
            guard exitCode(for: error) == .validationFailure else { exit(withError: error) }
            StandardStream.error.write(fullMessage(for: error) + "\n")
            exit(withError: ExitCode(2))
        }
    }
}
