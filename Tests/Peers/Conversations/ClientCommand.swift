import ArgumentParser

/// Logs in and does what it is told, step by step.
struct Converse: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "client",
        abstract: "Log in, take the given steps, log off; report all that was sent and all that arrived.",
        discussion: """
            Steps: "call ACCOUNT", "answer", "say TEXT", "hear TEXT", "nudge", "hear-nudge", "offer FILE", "outcome",
            "consent", "give", "take", "tell-place", "hold", "release", "cut BYTES", "cut-inside TEXT", "uncut",
            "speak 1|2", "share FILE", "want-picture", "until-resolved", "until-picture", "send-file [PACKETS]",
            "end-session", "trust", "listen-at PORT", "pictures-directly", "connect",
            "until-file PATH", "until-answered", "until-offline ACCOUNT", "until-left ACCOUNT", "until-lost".
            """
    )

    @Option(help: "Who to be.") var account: String
    @Option(help: "The address to call from.") var from: String
    @Option(help: "The notification server.") var server: Endpoint
    @Flag(help: "Speak the 21st version of the protocol: no switchboard, all through the notification server.")
    var routed = false
    @Option(help: "The HTTP gateway through which to reach the servers.") var gateway: Endpoint?
    @OptionGroup var patience: Patience
    @Argument(help: "What to do, in order.") var steps: [Step]

    func run() throws {
        do {
            let client = try Client(
                account: account,
                address: from,
                server: server,
                usesRouting: routed,
                gateway: gateway,
                until: patience.deadline
            )
            try client.logIn()
            for step in steps { try client.take(step) }
            try client.logOff()
        } catch {
            report("gave up: \(error)")
            throw ExitCode.failure
        }
    }
}
