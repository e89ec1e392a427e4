import ArgumentParser
import Configuration
import Glibc
import PacketCapture

/// The tool of the administrator: what the gateway would do, and why.
struct Stile: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stile",
        abstract: "Shows what the Stile gateway does, and why; sets up its firewall.",
        version: "0.1.0",
        subcommands: [
            CheckCommand.self, RulesCommand.self, ReloadCommand.self, StatusCommand.self, TopCommand.self,
            ReplayCommand.self,
        ]
    )

    /// Parses the arguments, runs, and ends with status 0 (done), 1 (failed) or 2 (bad input).
    ///
    /// On this thread, but for the commands that wait for other programs: threads of its own make a program slower to
    /// start, and to allocate.
    static func start() -> Never {
        do {
            var command = try parseAsRoot()
            if let command = command as? any AsyncParsableCommand { runElsewhere(command) }
            try command.run()
            exit()
        } catch {
            end(with: error)
        }
    }

    private static func runElsewhere(_ command: sending any AsyncParsableCommand) -> Never {
        Task {
            var command = command
            do {
                try await command.run()
                exit()
            } catch {
                end(with: error)
            }
        }
        while true { pause() }
    }

    private static func end(with error: any Error) -> Never {
        switch error {
        case let error as RulesError:
            complain("stile: \(error)")
            exit(withError: ExitStatus.failure)
        case let error as OutputError:
            if error.isClosedPipe { exit() }
            complain("stile: \(error)")
            exit(withError: ExitStatus.failure)
        case let error as ConfigurationErrors:
            complain("\(error)")
            exit(withError: ExitStatus.badInput)
        default:
            // The parser's own status for wrong arguments is 64 (EX_USAGE).
            guard exitCode(for: error) == .validationFailure else { exit(withError: error) }
            complain(fullMessage(for: error))
            exit(withError: ExitStatus.badInput)
        }
    }
}

/// The statuses that `stile` ends with, beside 0.
enum ExitStatus {
    /// Something could not be done.
    static let failure = ExitCode(1)
    /// The arguments or a file to be read are wrong.
    static let badInput = ExitCode(2)
}

/// Tells the person at the terminal.
func complain(_ message: String) {
    var output = ByteOutput.standardError()
    // Where not even this can be written there is nobody left to tell.
    try? output.append(Array("\(message)\n".utf8))
    try? output.flush()
}
