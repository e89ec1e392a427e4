import ArgumentParser

/// Both sides of MSN Messenger conversations over real sockets, for the lab to put a gateway between.
///
/// Each command prints one line for everything that it sent and for everything that arrived, and ends with status 0
/// when all that it was told to do is done. Nothing here shares code with the daemon: a mistake in its parser
/// cannot hide behind the same mistake in ours.
@main
struct Peers: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "peers",
        abstract: "Speak both sides of MSN Messenger conversations, and report every message that arrived.",
        subcommands: [
            Serve.self, Converse.self, SendFile.self, FetchFile.self, ServeEcho.self, CheckEcho.self, Mangle.self,
        ]
    )
}

/// The deadline that every command shares.
struct Patience: ParsableArguments {
    @Option(name: .customLong("deadline"), help: "Seconds after which whatever is still awaited has failed.")
    var seconds = 20

    /// The same, counted from now.
    var deadline: Deadline { Deadline(in: .seconds(seconds)) }
}
