import ArgumentParser
import Configuration
import PacketCapture
import Telemetry

/// Where the daemon is found.
struct DaemonOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The daemon's Unix socket.", valueName: "path"))
    var socket = Settings.standard.service.socket

    /// What the daemon answers to a GET; its own complaint is thrown.
    func get(_ target: String) throws -> String {
        let reply = try StatusClient(socket: socket).get(target)
        guard reply.status == 200 else { throw DaemonRefusal(socket: socket, text: reply.body) }
        return reply.body
    }
}

/// The daemon answered, but not with what was asked for.
struct DaemonRefusal: Error, CustomStringConvertible {
    let socket: String
    let text: String

    var description: String { "the daemon at \(socket) says: \(text.prefix(while: { $0 != "\n" }))" }
}

/// `stile status`: how the daemon does, once.
struct StatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Tells how the daemon does: packets, transfers, queues, policy.",
        discussion: "Ends with status 0, or with 1 when no daemon answers."
    )

    @OptionGroup var daemon: DaemonOptions

    @Flag(help: "As one line of JSON.")
    var json = false

    func run() throws {
        do {
            var output = ByteOutput.standardOutput()
            try output.append(Array(daemon.get(json ? "/status" : "/status.txt").utf8))
            try output.flush()
        } catch let error as OutputError {
            throw error
        } catch {
            complain("stile: \(error)")
            throw ExitStatus.failure
        }
    }
}
