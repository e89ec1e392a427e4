import ArgumentParser

/// Serves until it is ended.
struct Serve: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "server",
        abstract: "Be the notification server and the switchboard."
    )

    @Option(help: "Where to be the notification server.") var notification: Endpoint
    @Option(help: "Where to be the switchboard.") var switchboard: Endpoint
    @Option(help: "Send everything in segments of this many bytes.") var cut: Cutting?

    func run() throws {
        let listeners = [try Socket.listening(at: notification), try Socket.listening(at: switchboard)]
        let server = Server(listeners: listeners, switchboard: switchboard, cutting: cut)
        while true { try server.takeTurn() }
    }
}
