import ArgumentParser
import Configuration
import PacketCapture

/// `stile rules`: the firewall's rules for a policy.
struct RulesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rules",
        abstract: "Prints, loads or unloads the firewall rules that a policy needs.",
        discussion: """
            Without --load or --unload it prints them and changes nothing. --load reads what stands first: where the \
            rules are loaded already nothing is touched, and otherwise they are replaced in one step, so that no packet \
            goes by. --unload takes away Stile's own chains and the jumps to them, and nothing else. Ends with status \
            0, with 2 when the policy or an argument is wrong, with 1 when the firewall refuses.
            """
    )

    @Option(
        help: ArgumentHelp(
            "The policy file (default: \(PolicyFile.usualPath), and without that the default policy).",
            valueName: "file"
        )
    )
    var policy: String?

    @Option(help: "iptables: for iptables and ip6tables; nftables: one table for both families.")
    var backend = RulesBackend.iptables

    @Option(help: "Print the iptables rules of one family only, as iptables-restore or ip6tables-restore reads them.")
    var family: RulesFamily?

    @Flag(help: "Also for connections of this machine itself, not only for those that it forwards.")
    var local = false

    @Flag(help: "Load the rules.")
    var load = false

    @Flag(help: "Unload the rules.")
    var unload = false

    func validate() throws {
        if load && unload { throw ValidationError("Give one of --load and --unload, not both.") }
        if family != nil && (load || unload || backend == .nftables) {
            throw ValidationError("--family chooses what is printed of the iptables rules: leave it out here.")
        }
    }

    func run() async throws {
        if unload {
            try show(lines: try await RulesLoading.unload())
            return
        }
        let rules = RuleSet(try PolicyFile.load(orUsual: policy), includesLocal: local)
        if load {
            try show(lines: try await RulesLoading.load(rules, backend))
        } else {
            try show(text(of: rules))
        }
    }

    private func text(of rules: RuleSet) -> String {
        switch backend {
        case .nftables: rules.nftablesText
        case .iptables:
            (family.map { [$0.family] } ?? IPFamily.allCases).map(rules.iptablesText).joined(separator: "\n")
        }
    }

    private func show(lines: [String]) throws(OutputError) {
        try show(lines.map { "\($0)\n" }.joined())
    }

    private func show(_ text: String) throws(OutputError) {
        var output = ByteOutput.standardOutput()
        try output.append(Array(text.utf8))
        try output.flush()
    }
}

/// `--backend`.
enum RulesBackend: String, WordArgument {
    case iptables, nftables
}

/// `--family`.
enum RulesFamily: String, WordArgument {
    case ipv4, ipv6

    var family: IPFamily {
        switch self {
        case .ipv4: .v4
        case .ipv6: .v6
        }
    }
}
