import ArgumentParser
import PacketCapture
import Telemetry

/// `stile reload`: has the daemon read its policy file again, and tells what came of it.
struct ReloadCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reload",
        abstract: "Has the daemon read its policy again; open conversations go on under the new one.",
        discussion: """
            Prints the daemon's answer. Ends with status 0 when the policy is in force, with 2 when the policy file is wrong \
            (nothing has changed then), and with 1 when no daemon answers or it could not do all of it.
            """
    )

    @OptionGroup var daemon: DaemonOptions

    func run() throws {
        let reply = try ask()
        switch reply.status {
        case 200:
            var output = ByteOutput.standardOutput()
            try output.append(Array(reply.body.utf8))
            try output.flush()
        case 422:
            complain(reply.text)
            throw ExitStatus.badInput
        default:
            complain(reply.text)
            throw ExitStatus.failure
        }
    }

    private func ask() throws -> StatusClient.Reply {
        do {
            return try StatusClient(socket: daemon.socket).post("/reload")
        } catch {
            complain("stile: \(error)")
            throw ExitStatus.failure
        }
    }
}

extension StatusClient.Reply {
    /// What the daemon says, without the last line feed.
    fileprivate var text: String { String(body.hasSuffix("\n") ? body.dropLast() : body[...]) }
}
