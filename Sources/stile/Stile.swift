import ArgumentParser
import Configuration
import Glibc
import PacketCapture

/// The tool of the administrator: what the gateway would do, and why.
struct Stile: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stile",
        abstract: "Shows what the Stile gateway does, and why.",
        version: "0.1.0",
        subcommands: [ReplayCommand.self, CheckCommand.self]
    )

    /// Parses the arguments, runs, and ends with status 0 (done), 1 (failed) or 2 (bad input).
    static func start() -> Never {
        do {
            var command = try parseAsRoot()
            try command.run()
            exit()
        } catch let error as OutputError {
            if error.isClosedPipe { exit() }
            complain("stile: \(error)")
            exit(withError: ExitStatus.failure)
        } catch let error as ConfigurationErrors {
            complain("\(error)")
            exit(withError: ExitStatus.badInput)
        } catch {
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
