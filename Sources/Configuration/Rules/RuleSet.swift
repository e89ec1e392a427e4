import Gateway
import PacketHeaders

/// The rules that hand packets to the daemon and carry out its marks, for one policy.
package struct RuleSet: Sendable, Equatable {
    let settings: Settings
    /// Whether the connections of the machine itself come to the daemon too, not only those that it forwards.
    let includesLocal: Bool

    /// The rules for this policy.
    package init(_ settings: Settings, includesLocal: Bool = false) {
        self.settings = settings
        self.includesLocal = includesLocal
    }

    /// What iptables or ip6tables are to hold.
    package func tables(for family: IPFamily) -> [RuleTable] {
        [mangle(family), filter(family)]
    }

    /// A file for iptables-restore or ip6tables-restore.
    package func iptablesText(for family: IPFamily) -> String {
        let program = family == .v4 ? "iptables" : "ip6tables"
        let header = """
            # Stile's rules for \(family.name)\(kind), as written by: stile rules --family \(family == .v4 ? "ipv4" : "ipv6")
            # Load: stile rules --load, again at will; or where none are loaded: \(program)-restore --noflush FILE
            # Everything is in chains of our own: stile rules --unload takes away the jumps to them and the chains.
            """
        let doubts = (doubtNotes + sizeNotes(family)).map { "# \($0)\n" }.joined()
        return header + "\n" + doubts + "\n" + tables(for: family).map(\.text).joined(separator: "\n\n") + "\n"
    }

    /// What the rules are for, beyond the family.
    var kind: String {
        (settings.ports == .any ? " and connections on any port" : "")
            + (includesLocal ? ", this machine's own too" : "")
    }

    /// The groups that may do everything but are not spared, and why.
    var doubtNotes: [String] {
        var wide: HostGroup?
        let alone = settings.hosts.groupOfAccountsAlone.map { "accounts of group \($0.name.inComment) may be anywhere" }
        return settings.hosts.compactMap { rule in
            let group = rule.group
            let reason =
                rule.doubt ?? wide.map { "comes behind \($0.name.inComment), which may hold any host" } ?? alone
            if group.networks.isEmpty && group.permission != .everything { wide = wide ?? group }
            guard group.permission == .everything, let reason else { return nil }
            return "Group \(group.name.inComment) may do everything, but \(reason): the daemon decides."
        }
    }
}

extension RuleSet {
    /// Why nobody is spared where there are too many for iptables.
    private func sizeNotes(_ family: IPFamily) -> [String] {
        let limit = HostWalk.networksOfIPTables
        let isTooLong =
            !HostWalk(settings.hosts, family: family).isEmpty
            && HostWalk(settings.hosts, family: family, limit: limit).isEmpty
        return isTooLong
            ? ["The groups have more than \(limit) networks: the daemon decides for all, or nftables does."] : []
    }

    private func mangle(_ family: IPFamily) -> RuleTable {
        let walk = HostWalk(settings.hosts, family: family, limit: HostWalk.networksOfIPTables)
        var chains = [queueChain(walk), RuleChain(name: "STILE-RELEASE", rules: [releaseRule])]
        if !walk.isEmpty { chains.append(RuleChain(name: "STILE-HOSTS", rules: hostRules(walk))) }
        if walk.asksPeers { chains.append(RuleChain(name: "STILE-PEERS", rules: peerRules(walk))) }
        let jumps =
            hooks.map { RuleJump(chain: $0, target: "STILE-QUEUE", place: .last) }
            + [RuleJump(chain: "POSTROUTING", target: "STILE-RELEASE", place: .last)]
        return RuleTable(name: "mangle", chains: chains, jumps: jumps)
    }

    private func filter(_ family: IPFamily) -> RuleTable {
        var chains = [RuleChain(name: "STILE-RESET", rules: [resetRule])]
        let denied = denyRules(family)
        if !denied.isEmpty { chains.append(RuleChain(name: "STILE-DENY", rules: denied)) }
        var jumps = hooks.flatMap { hook in
            chains.map { RuleJump(chain: hook, target: $0.name, place: .first) }
        }
        if includesLocal {
            // What is delivered here never comes to POSTROUTING.
            chains.append(RuleChain(name: "STILE-KEEP", rules: [releaseRule]))
            jumps.append(RuleJump(chain: "INPUT", target: "STILE-KEEP", place: .first))
        }
        return RuleTable(name: "filter", chains: chains, jumps: jumps)
    }

    private var hooks: [String] { includesLocal ? ["FORWARD", "INPUT", "OUTPUT"] : ["FORWARD"] }

    private func queueChain(_ walk: HostWalk) -> RuleChain {
        let release = settings.marks.release.written
        let released = Rule(
            "-p tcp -m connmark --mark \(release)/\(release) -j RETURN",
            "Connections that the daemon has released do not come to it again. That connmark is asked for also turns on",
            "connection tracking in this namespace, and with it reassembly: the queue sees whole packets, not fragments."
        )
        let target = walk.isEmpty ? queueTarget : "-g STILE-HOSTS"
        var queued = settings.ports.iptablesMatches.map { Rule("\($0) \(target)") }
        if !queued.isEmpty {
            queued[0].notes = walk.isEmpty ? queueNotes : ["Who need not come to the queue is told there."]
        }
        return RuleChain(name: "STILE-QUEUE", rules: [released] + queued)
    }

    private func hostRules(_ walk: HostWalk) -> [Rule] {
        var rules = walk.hosts.flatMap(rules)
        guard walk.queuesOthers else { return rules }
        rules.append(Rule(queueTarget))
        rules[rules.count - 1].notes = queueNotes
        return rules
    }

    private func peerRules(_ walk: HostWalk) -> [Rule] {
        walk.peers.flatMap(rules) + (walk.queuesOtherPeers ? [Rule(queueTarget, HostStep.othersNote)] : [])
    }

    /// One rule for each network of the group.
    private func rules(_ step: HostStep) -> [Rule] {
        let option = step.end == .sender ? "-s" : "-d"
        var rules = step.networks.map { Rule("\(option) \($0.savedText) \(target(step.answer))") }
        rules[0].notes = [step.note]
        return rules
    }

    private func target(_ answer: HostStep.Answer) -> String {
        switch answer {
        case .queue: queueTarget
        case .spare: "-j RETURN"
        case .askPeers: "-g STILE-PEERS"
        }
    }

    private var queueTarget: String {
        let numbers = settings.queues.numbers
        let queue = numbers.count == 1 ? "--queue-num \(numbers.lowerBound)" : "--queue-balance \(numbers.written(":"))"
        return "-j NFQUEUE \(queue)" + (settings.queues.failOpen ? " --queue-bypass" : "")
    }

    /// Why the queue is asked for as it is.
    private var queueNotes: [String] { portNotes + numberNotes + [bypassNote] }

    var portNotes: [String] {
        switch settings.ports {
        case .any: ["Every TCP connection, until it is released."]
        case .some: []
        }
    }

    var numberNotes: [String] {
        guard settings.queues.numbers.count > 1 else { return ["One queue, one worker."] }
        return [
            "\(settings.queues.numbers.count) queues, one worker each. The kernel picks by the pair of addresses, so that"
                + " both directions",
            "of a connection meet in one worker.",
        ]
    }

    private var bypassNote: String {
        settings.queues.failOpen
            ? "--queue-bypass: with no daemon listening, packets go on as if this rule were not here."
            : "No --queue-bypass, the policy being to fail closed: with no daemon listening, packets are dropped."
    }

    private var releaseRule: Rule {
        let bits = settings.marks.release.written
        return Rule(
            "-p tcp -m mark --mark \(bits)/\(bits) -j CONNMARK --save-mark --nfmask \(bits) --ctmask \(bits)",
            "The daemon's release mark, kept for the whole connection. No other bit of either mark is touched."
        )
    }

    private var resetRule: Rule {
        let bits = settings.marks.reset.written
        return Rule(
            "-p tcp -m mark --mark \(bits)/\(bits) -m tcp ! --tcp-flags RST RST -j REJECT --reject-with tcp-reset",
            "What the daemon marked is answered with a reset to whoever sent it. A reset is never answered with a reset."
        )
    }

    /// Every forwarded packet comes by here, so that most leave at once, however long the lists are.
    private func denyRules(_ family: IPFamily) -> [Rule] {
        let denied = denied(family)
        guard !denied.isEmpty else { return [] }
        let ports = Settings.Ports.some(denied.map { $0.port...$0.port }).multiports
        var rules = [
            Rule("! -p tcp -j RETURN", "Addresses whose port the host lists deny, and who has nothing to do with them.")
        ]
        if ports.count == 1 { rules.append(Rule("-p tcp -m multiport ! --dports \(ports[0]) -j RETURN")) }
        return rules
            + denied.map { endpoint in
                Rule(
                    "-d \(endpoint.address)/\(family == .v4 ? 32 : 128) -p tcp -m tcp --dport \(endpoint.port) -j DROP"
                )
            }
    }

    /// The denied endpoints of the family, in order, each once.
    func denied(_ family: IPFamily) -> [Endpoint] {
        Set(settings.denied.filter { family.holds($0.address) })
            .sorted { ($0.address, $0.port) < ($1.address, $1.port) }
    }
}

extension HostStep {
    /// Why any other end is asked about too.
    static let othersNote = "To anybody else: a group that may be stricter could hold them."

    /// What the rules of this step are for.
    var note: String {
        let place = end == .sender ? "From" : "To"
        switch answer {
        case .queue: return "\(place) group \(group.inComment): may be stopped, whatever the other end may do."
        case .spare: return "\(place) group \(group.inComment), which may do everything."
        case .askPeers: return "\(place) group \(group.inComment), which may do everything if the other end may."
        }
    }
}

extension UInt32 {
    /// A mark as iptables-save writes it.
    var written: String { "0x" + String(self, radix: 16) }
}
