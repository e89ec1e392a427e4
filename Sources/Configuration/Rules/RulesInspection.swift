/// Something about the firewall that a policy would not expect.
package struct RulesFinding: Sendable, Equatable {
    /// How bad it is.
    package enum Effect: Sendable {
        /// Traffic that the policy is about passes without being judged.
        case defeats
        /// The rules that stand are not those of this policy, as before a new one is loaded.
        case differs
        /// The gate holds, but something works less well than it should.
        case weakens
    }

    package let effect: Effect
    /// What was found, where, and what to do about it, in one line.
    package let text: String
}

/// What stands on a machine that bears on the gate; nil where it could not be read or is not there.
package struct RulesSighting: Sendable {
    package var iptables: SavedRules?
    package var ip6tables: SavedRules?
    package var nftables: NFTListing?
    /// The kernel's list of queues that somebody listens to, /proc/net/netfilter/nfnetlink_queue.
    package var queues: String?
    /// Whether the machine has a bridge.
    package var hasBridge = false
    /// Whether bridged packets are shown to iptables, /proc/sys/net/bridge/bridge-nf-call-iptables.
    package var bridgesAreFiltered = false

    /// Nothing seen.
    package init() {}

    /// Whether rules of ours stand, in whatever state.
    package var hasOurs: Bool { nftables?.hasOurs == true || iptablesHasOurs }

    var iptablesHasOurs: Bool {
        [iptables, ip6tables].compactMap(\.self).flatMap(\.tables.values).contains { !$0.ours.isEmpty }
    }

    func saved(_ family: IPFamily) -> SavedRules? {
        switch family {
        case .v4: iptables
        case .v6: ip6tables
        }
    }
}

/// What would defeat the gate: rules of others around ours, and ours where they are not what the policy asks for.
package struct RulesInspection: Sendable {
    let rules: RuleSet
    let sighting: RulesSighting

    /// An inspection of what was seen, for this policy.
    package init(_ settings: Settings, _ sighting: RulesSighting) {
        rules = RuleSet(settings)
        self.sighting = sighting
    }

    /// All that was found, what defeats the gate first.
    package var findings: [RulesFinding] {
        let findings =
            loadedFindings + IPFamily.allCases.flatMap(neighbourFindings) + nftablesFindings + queueFindings
            + bridgeFindings
        return [.defeats, .differs, .weakens].flatMap { effect in findings.filter { $0.effect == effect } }
    }
}

extension RulesInspection {
    /// Whether our rules stand as the policy has them, by either of the two ways.
    private var loadedFindings: [RulesFinding] {
        if sighting.nftables?.hasOurs == true {
            if sighting.iptablesHasOurs {
                return [
                    weakening("our rules stand in iptables and in nftables, so that packets come twice", fix: reload)
                ]
            }
            return sighting.nftables?.holds(rules) == true
                ? []
                : [
                    difference(
                        "nftables: table \(NFTListing.ourTable) is not what this policy makes",
                        fix: reload + nftables
                    )
                ]
        }
        return IPFamily.allCases.flatMap(loadedFindings)
    }

    private func loadedFindings(_ family: IPFamily) -> [RulesFinding] {
        guard let saved = sighting.saved(family) else { return [] }
        if !saved.tables.values.contains(where: { !$0.ours.isEmpty }) {
            return [defeat("\(family.name): no rules of Stile are loaded, so nothing comes to the daemon", fix: reload)]
        }
        return tables(family, standing: saved).flatMap { table in
            table.chains.contains { chain in saved.tables[table.name].map { !chain.isLoaded(in: $0) } ?? true }
                ? [
                    difference(
                        "\(family.name): our chains in table \(table.name) are not what this policy makes",
                        fix: reload
                    )
                ]
                : missingJumps(table, saved, family)
        }
    }

    /// Rules for this machine's own connections are as good, where that is what was loaded.
    private func tables(_ family: IPFamily, standing saved: SavedRules) -> [RuleTable] {
        let isLocal = saved.tables["filter"]?.ours.contains("STILE-KEEP") == true
        return RuleSet(rules.settings, includesLocal: isLocal).tables(for: family)
    }

    private func missingJumps(_ table: RuleTable, _ saved: SavedRules, _ family: IPFamily) -> [RulesFinding] {
        table.jumps.filter { jump in
            saved.tables[table.name]?.rules(of: jump.chain).contains { $0.target == jump.target } != true
        }.map { jump in
            defeat("\(family.name): no rule in \(table.name) \(jump.chain) leads to \(jump.target)", fix: reload)
        }
    }

    /// The listeners of the kernel's list: the queue's number stands first in each line.
    private var queueFindings: [RulesFinding] {
        guard let list = sighting.queues else { return [] }
        let bound = Set(
            list.split(whereSeparator: \.isNewline).compactMap { $0.split(separator: " ").first.flatMap { UInt16($0) } }
        )
        let missing = rules.settings.queues.numbers.filter { !bound.contains($0) }
        guard !missing.isEmpty else { return [] }
        let fate = rules.settings.queues.failOpen ? "its packets go by unjudged" : "its packets are dropped"
        let numbers = missing.map(String.init).joined(separator: ", ")
        return [defeat("queue \(numbers): nobody listens, so \(fate)", fix: "start stiled with this policy")]
    }

    private var bridgeFindings: [RulesFinding] {
        guard sighting.hasBridge && !sighting.bridgesAreFiltered else { return [] }
        return [
            RulesFinding(
                effect: .weakens,
                text: "a bridge here passes packets that iptables never sees; if clients and servers meet across it:"
                    + " modprobe br_netfilter and sysctl net.bridge.bridge-nf-call-iptables=1"
            )
        ]
    }

    var reload: String { "run: stile rules --load" }
    private var nftables: String { " --backend nftables" }

    func defeat(_ what: String, fix: String) -> RulesFinding {
        RulesFinding(effect: .defeats, text: "\(what); \(fix)")
    }

    private func difference(_ what: String, fix: String) -> RulesFinding {
        RulesFinding(effect: .differs, text: "\(what); \(fix)")
    }

    func weakening(_ what: String, fix: String) -> RulesFinding {
        RulesFinding(effect: .weakens, text: "\(what); \(fix)")
    }
}
