import ArgumentParser

/// Serves until it is ended.
struct Serve: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "server",
        abstract: "Be the notification server and the switchboard."
    )

    @Option(help: "Where to be the notification server.") var notification: Endpoint
    @Option(help: "Where to be the switchboard.") var switchboard: Endpoint
    @Option(help: "Where to be the HTTP gateway to both.") var gateway: Endpoint?
    @Option(help: "Answer HTTP requests in chunks of this many bytes.") var chunks: Int?
    @Option(help: "Send everything in segments of this many bytes.") var cut: Cutting?

    func run() throws {
        let plain = [try Socket.listening(at: notification), try Socket.listening(at: switchboard)]
        let server = Server(
            listeners: try plain + [gateway].compactMap(\.self).map { try Socket.listening(at: $0) },
            switchboard: switchboard,
            cutting: cut,
            tunnel: { $0 < plain.count ? nil : GatewayHost(chunkSize: chunks) }
        )
        while true { try server.takeTurn() }
    }
}
