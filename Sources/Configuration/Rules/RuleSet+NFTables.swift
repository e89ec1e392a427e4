import PacketHeaders

extension RuleSet {
    /// A file for `nft -f`.
    package var nftablesText: String {
        let doubts = doubtNotes.map { "# \($0)\n" }.joined()
        let chains = nftablesChains
        return """
            # Stile's rules for IPv4 and IPv6\(kind), as written by: stile rules --backend nftables
            # They need a kernel with NFT_QUEUE (CONFIG_NFT_QUEUE).
            # Load: stile rules --backend nftables --load, or nft -f FILE, both again at will.
            # Unload: stile rules --unload, or nft delete table inet stile. Do not load the iptables files beside it.
            \(doubts)
            table inet stile
            delete table inet stile

            table inet stile {
            \(chains.map(\.text).joined(separator: "\n\n"))
            }

            """
    }

    /// The comment by which a table that has been loaded is known to be this one.
    package var nftablesFingerprint: String {
        let text = settings.marks.release.written + nftablesChains(comment: "").map(\.text).joined()
        // FNV-1a: nobody is kept from making two policies with the same one, and nobody gains by it.
        let hash = text.utf8.reduce(14_695_981_039_346_656_037) { ($0 ^ UInt64($1)) &* 1_099_511_628_211 }
        return "stile \(String(hash, radix: 16))"
    }

    /// How many statements the table has, as `nft list table` counts lines.
    package var nftablesStatements: Int {
        nftablesChains.map(\.statements).reduce(0, +)
    }

    private var nftablesChains: [NFTChain] {
        nftablesChains(comment: " comment \"\(nftablesFingerprint)\"")
    }

    private func nftablesChains(comment: String) -> [NFTChain] {
        let walks = IPFamily.allCases.map { NFTWalk(HostWalk(settings.hosts, family: $0), family: $0) }
        return hostChains(walks) + hooks.map { queueChain($0, walks, comment: comment) } + hooks.map(resetChain)
            + releaseChains
    }

    private var hooks: [String] { includesLocal ? ["forward", "input", "output"] : ["forward"] }

    private func name(_ chain: String, _ hook: String) -> String {
        hook == "forward" ? chain : "\(chain)_\(hook)"
    }

    private func queueChain(_ hook: String, _ walks: [NFTWalk], comment: String) -> NFTChain {
        let bits = settings.marks.release.written
        var chain = NFTChain(
            name("to_queue", hook),
            "After the mangle chains of others, whose rules are obeyed first."
        )
        chain.hook = "type filter hook \(hook) priority mangle + 1; policy accept;"
        chain.add(
            ["ct mark & \(bits) == \(bits) return\(comment)"],
            "Connections that the daemon has released do not come to it again. Asking for the connection's mark also",
            "turns on connection tracking, and with it reassembly: the queue sees whole packets, not fragments."
        )
        let isWalked = walks.contains { !$0.isEmpty }
        chain.add(portMatches.map { "\($0) \(isWalked ? "goto hosts" : queueStatement)" }, queueNotes)
        return chain
    }

    private var portMatches: [String] {
        guard let set = settings.ports.nftablesSet else { return ["meta l4proto tcp"] }
        return set == "{  }" ? [] : ["tcp dport \(set)", "tcp sport \(set)"]
    }

    private var queueNotes: [String] {
        portNotes + numberNotes + [
            settings.queues.failOpen
                ? "bypass: with no daemon listening, packets go on as if this rule were not here."
                : "No bypass, the policy being to fail closed: with no daemon listening, packets are dropped."
        ]
    }

    private var queueStatement: String {
        "queue num \(settings.queues.numbers.written("-"))" + (settings.queues.failOpen ? " bypass" : "")
    }

    /// The chains that ask who need not come to the queue, those first that others go to.
    private func hostChains(_ walks: [NFTWalk]) -> [NFTChain] {
        guard walks.contains(where: { !$0.isEmpty }) else { return [] }
        var peers = NFTChain("peers", "The receiver of what a host sends that may do everything.")
        var hosts = NFTChain("hosts", "Who need not come to the queue.")
        for walk in walks {
            walk.add(to: &hosts, &peers, queue: queueStatement)
        }
        hosts.add([queueStatement])
        return peers.statements == 0 ? [hosts] : [peers, hosts]
    }

    /// Before the filter chains of others: one that accepts established connections would let the marked packet by.
    private func resetChain(_ hook: String) -> NFTChain {
        let bits = settings.marks.reset.written
        var chain = NFTChain(
            name("to_reset", hook),
            "Before the filter chains of others: one that accepts established connections would let the packet by."
        )
        chain.hook = "type filter hook \(hook) priority filter - 1; policy accept;"
        chain.add(
            ["meta mark & \(bits) == \(bits) tcp flags & rst == 0 reject with tcp reset"],
            "What the daemon marked is answered with a reset to whoever sent it; a reset is never answered with a reset."
        )
        for family in IPFamily.allCases where !denied(family).isEmpty {
            let pairs = denied(family).map { "\($0.address) . \($0.port)" }.joined(separator: ", ")
            chain.add(
                ["\(family.nftablesName) daddr . tcp dport { \(pairs) } drop"],
                "Addresses whose port the host lists deny."
            )
        }
        return chain
    }

    private var releaseChains: [NFTChain] {
        let bits = settings.marks.release.written
        return (includesLocal ? ["postrouting", "input"] : ["postrouting"]).map { hook in
            var chain = NFTChain(
                hook == "postrouting" ? "to_release" : "to_release_\(hook)",
                "The daemon's release mark, kept for the whole connection."
            )
            chain.hook = "type filter hook \(hook) priority mangle + 2; policy accept;"
            chain.add(["meta mark & \(bits) == \(bits) ct mark set ct mark | \(bits)"])
            return chain
        }
    }
}

/// A chain as nftables writes it.
private struct NFTChain {
    let name: String
    let note: String
    var hook: String?
    private var lines: [String] = []
    private(set) var statements = 0

    init(_ name: String, _ note: String) {
        self.name = name
        self.note = note
    }

    mutating func add(_ rules: [String], _ notes: String...) {
        add(rules, notes)
    }

    mutating func add(_ rules: [String], _ notes: [String]) {
        guard !rules.isEmpty else { return }
        if !notes.isEmpty && !(lines.isEmpty && hook == nil) { lines.append("") }
        lines += notes.map { "        # \($0)" } + rules.map { "        \($0)" }
        statements += rules.count
    }

    var text: String {
        let opening = ["    # \(note)", "    chain \(name) {"] + (hook.map { ["        \($0)"] } ?? [])
        return (opening + lines + ["    }"]).joined(separator: "\n")
    }
}

/// What is asked about the hosts of one family.
private struct NFTWalk {
    let walk: HostWalk
    let family: IPFamily

    init(_ walk: HostWalk, family: IPFamily) {
        self.walk = walk
        self.family = family
    }

    var isEmpty: Bool { walk.isEmpty }

    /// Asks what the walk asks; a chain holds the questions for both families, so the answer for all others names its own.
    func add(to hosts: inout NFTChain, _ peers: inout NFTChain, queue: String) {
        for step in walk.hosts { hosts.add([statement(step, queue: queue)], step.note) }
        if !walk.queuesOthers {
            hosts.add(["meta nfproto \(family.nfproto) return"], "Anybody else may do everything.")
        }
        for step in walk.peers { peers.add([statement(step, queue: queue)], step.note) }
        if walk.queuesOtherPeers { peers.add(["meta nfproto \(family.nfproto) \(queue)"], HostStep.othersNote) }
    }

    private func statement(_ step: HostStep, queue: String) -> String {
        let field = step.end == .sender ? "saddr" : "daddr"
        let networks = step.networks.map(\.written).joined(separator: ", ")
        return "\(family.nftablesName) \(field) { \(networks) } \(target(step.answer, queue: queue))"
    }

    private func target(_ answer: HostStep.Answer, queue: String) -> String {
        switch answer {
        case .queue: queue
        case .spare: "return"
        case .askPeers: "goto peers"
        }
    }
}

extension IPFamily {
    fileprivate var nftablesName: String { self == .v4 ? "ip" : "ip6" }
    fileprivate var nfproto: String { self == .v4 ? "ipv4" : "ipv6" }
}
