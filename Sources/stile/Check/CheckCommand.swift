import ArgumentParser
import Configuration
import Gateway
import PacketCapture
import PacketHeaders

/// `stile check`: whether a policy file is right, and what it would do to whom.
struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Checks a policy file, and tells what it would do to whom.",
        discussion: """
            Reads the policy file and the host lists that it names, and changes nothing. \
            Ends with status 0 when all is well, with 2 when anything is wrong; everything wrong is told at once.
            """
    )

    @Option(help: ArgumentHelp("The policy file.", valueName: "file"))
    var policy = "/etc/stile/stile.toml"

    @Option(help: ArgumentHelp("Explain what one host, or one account, may do.", valueName: "address|account"))
    var who: String?

    func validate() throws {
        if let who, Person(who) == nil {
            throw ValidationError("--who wants an address (192.0.2.7, 2001:db8::7) or an account (anna@example.org).")
        }
    }

    func run() throws {
        let settings = try loadPolicy(policy)
        let now = WeekTime.now()
        if let person = who.flatMap(Person.init) {
            try tell(explanation(of: person, in: settings, at: now))
        } else {
            try tell(policySummary(settings, path: policy, at: now))
        }
    }
}

/// Writes a text to the standard output.
private func tell(_ text: String) throws(OutputError) {
    var output = ByteOutput.standardOutput()
    try output.append(Array(text.utf8))
    try output.flush()
}
