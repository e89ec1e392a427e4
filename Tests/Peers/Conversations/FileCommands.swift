import ArgumentParser

/// Listens for one caller and gives it a file, with no invitation before.
struct SendFile: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "send",
        abstract: "Listen for one MSNFTP caller and send it a file, without any invitation."
    )

    @Option(help: "Where to listen.") var listen: Endpoint
    @Option(help: "How many bytes to send.") var size = 5000
    @OptionGroup var patience: Patience

    func run() throws {
        let deadline = patience.deadline
        let listener = try Socket.listening(at: listen)
        while Socket.ready(among: [listener]) != [true] { try deadline.check("a caller") }
        var connection = DataConnection(try listener.accept(), until: deadline)
        report("called by somebody who wants a file")
        try reportingFailure { try connection.give(File(name: "report.txt", size: size)) }
    }
}

/// Calls a sender and fetches a file from it, with no invitation before.
struct FetchFile: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fetch",
        abstract: "Call an MSNFTP sender and fetch its file, without any invitation."
    )

    @Option(help: "Where the sender listens.") var sender: Endpoint
    @Option(help: "The address to call from.") var from: String
    @Option(help: "The account to fetch the file as.") var account = "bob@example.com"
    @OptionGroup var patience: Patience

    func run() throws {
        let deadline = patience.deadline
        let socket = try Socket.calling(sender, from: from, until: deadline)
        report("called \(sender) for a file")
        var connection = DataConnection(socket, until: deadline)
        try reportingFailure {
            try connection.take("report.txt", as: account, authentication: .random(in: 1...0x7FFF_FFFF))
        }
    }
}

/// Reports why `body` failed as an event, then fails with it.
private func reportingFailure(_ body: () throws -> Void) throws {
    do {
        try body()
    } catch {
        report("dead: \(error)")
        throw ExitCode.failure
    }
}
