import ArgumentParser

/// Serves until it is ended.
struct Serve: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "server",
        abstract: "Be the notification server and the switchboard."
    )

    @Option(help: "Where to be the notification server.") var notification: Endpoint
    @Option(help: "Where to be the switchboard.") var switchboard: Endpoint

    func run() throws {
        let listeners = [try Socket.listening(at: notification), try Socket.listening(at: switchboard)]
        let server = Server(listeners: listeners, switchboard: switchboard)
        while true { try server.takeTurn() }
    }
}
