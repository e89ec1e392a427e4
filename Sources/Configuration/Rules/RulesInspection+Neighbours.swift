extension RulesInspection {
    /// What the rules of others around ours do to the gate, in the tables of one family.
    func neighbourFindings(_ family: IPFamily) -> [RulesFinding] {
        guard let saved = sighting.saved(family) else { return [] }
        var findings: [RulesFinding] = []
        if let mangle = saved.tables["mangle"] { findings += orderFindings(mangle, family) }
        if let filter = saved.tables["filter"] { findings += resetFindings(filter, family) }
        for (name, table) in saved.tables.sorted(by: { $0.key < $1.key }) {
            findings += ruleFindings(table, "\(family.name) \(name)")
        }
        return findings
    }

    /// What stands around the jump to the queue.
    private func orderFindings(_ mangle: SavedTable, _ family: IPFamily) -> [RulesFinding] {
        let rules = mangle.rules(of: "FORWARD")
        guard let jump = rules.firstIndex(where: { $0.target == "STILE-QUEUE" }) else { return [] }
        let before = rules[..<jump].filter { mangle.takesPast($0, self.rules.settings.ports) }.map { rule in
            defeat(
                "\(family.name) mangle: \"-A FORWARD \(rule.text)\" lets MSN traffic by before the jump to STILE-QUEUE",
                fix: "narrow it, or take it away"
            )
        }
        guard let after = rules[(jump + 1)...].first(where: { !$0.leadsToOurs }) else { return before }
        return before + [
            weakening(
                "\(family.name) mangle: \"-A FORWARD \(after.text)\" comes after the jump to STILE-QUEUE and is not asked"
                    + " about what the daemon accepts",
                fix: "\(reload), which moves the jump to the end"
            )
        ]
    }

    /// What stands before the jumps that must come first.
    private func resetFindings(_ filter: SavedTable, _ family: IPFamily) -> [RulesFinding] {
        let rules = filter.rules(of: "FORWARD")
        guard rules.contains(where: \.leadsToOurs), let first = rules.first, !first.leadsToOurs else { return [] }
        let hasDenials = filter.ours.contains("STILE-DENY")
        let what =
            "\(family.name) filter: \"-A FORWARD \(first.text)\" comes before our jumps, so that a packet it accepts is not"
        let fix = "\(reload), which moves them to the front"
        return [hasDenials ? defeat("\(what) denied", fix: fix) : weakening("\(what) answered with a reset", fix: fix)]
    }

    /// What rules of others anywhere do to marks, connections and the way of the packet.
    private func ruleFindings(_ table: SavedTable, _ place: String) -> [RulesFinding] {
        let ours = Set(table.ours)
        return table.chains.filter { !ours.contains($0.key) }.sorted { $0.key < $1.key }.flatMap { chain, rules in
            rules.flatMap { rule in findings(rule, "\(place): \"-A \(chain) \(rule.text)\"") }
        }
    }

    private func findings(_ rule: SavedRule, _ place: String) -> [RulesFinding] {
        var findings: [RulesFinding] = []
        let collision = rule.markedBits & (rules.settings.marks.release | rules.settings.marks.reset)
        if collision != 0 { findings.append(markFinding(place, collision)) }
        if rule.target == "FLOWOFFLOAD" && rule.mayTake(.any) { findings.append(offloadFinding(place)) }
        if rule.isUntracking && rule.mayTake(rules.settings.ports) {
            findings.append(
                weakening(
                    "\(place) takes connections out of tracking: their fragments come unread and cannot be released",
                    fix: "leave MSN's ports out of it"
                )
            )
        }
        return findings
    }

    func markFinding(_ place: String, _ bits: UInt32) -> RulesFinding {
        defeat(
            "\(place) changes bits \(bits.written) of the mark, which are Stile's",
            fix: "give it a mask without them, or choose other bits under [marks]"
        )
    }

    func offloadFinding(_ place: String) -> RulesFinding {
        defeat(
            "\(place) offloads connections, whose packets then never come to the queue",
            fix: "leave MSN's ports out of it"
        )
    }
}

extension SavedTable {
    /// Whether a packet of MSN may leave the whole table at this rule or, where the rule leads to a chain, in there.
    fileprivate func takesPast(_ rule: SavedRule, _ ports: Settings.Ports, depth: Int = 0) -> Bool {
        guard let target = rule.target, rule.mayTake(ports) else { return false }
        if ["ACCEPT", "NFQUEUE", "QUEUE"].contains(target) { return true }
        // The kernel itself follows no deeper than sixteen jumps.
        return depth < 16 && rules(of: target).contains { takesPast($0, ports, depth: depth + 1) }
    }
}

extension SavedRule {
    /// Whether the rule may match a packet of these TCP ports, as far as protocol and ports tell.
    func mayTake(_ ports: Settings.Ports) -> Bool {
        if let name = value(of: "-p"), !["tcp", "6", "all", "0"].contains(name) { return false }
        if isNegated("-p"), negatedValue(of: "-p") == "tcp" { return false }
        guard let spans = ports.spans else { return true }
        let options = ["--dport", "--sport", "--dports", "--sports", "--ports"]
        return options.compactMap(value).allSatisfy { Self.overlap($0, spans) }
    }

    /// The bits of the packet's or the connection's mark that the rule may change.
    var markedBits: UInt32 {
        guard target == "MARK" || target == "CONNMARK" else { return 0 }
        if let mark = value(of: "--set-xmark") ?? value(of: "--set-mark") {
            let parts = mark.split(separator: "/")
            return parts.map { UInt32(written: $0) ?? .max }.reduce(parts.count == 1 ? .max : 0, |)
        }
        if words.contains("--save-mark") { return value(of: "--ctmask").flatMap { UInt32(written: $0[...]) } ?? .max }
        if words.contains("--restore-mark") {
            return value(of: "--nfmask").flatMap { UInt32(written: $0[...]) } ?? .max
        }
        return 0
    }

    fileprivate var isUntracking: Bool { target == "NOTRACK" || target == "CT" && words.contains("--notrack") }

    private func negatedValue(of option: String) -> String? {
        guard let index = words.firstIndex(of: option), index + 1 < words.count else { return nil }
        return words[index + 1]
    }

    /// Whether some of the ports of a list such as 80,1000:2000 are among these; what cannot be read might be.
    private static func overlap(_ list: String, _ spans: [ClosedRange<UInt16>]) -> Bool {
        list.split(separator: ",").contains { item in
            let ends = item.split(separator: ":", omittingEmptySubsequences: false).map { UInt16($0) }
            guard let low = ends.first ?? nil, let high = ends.last ?? nil, low <= high else { return true }
            return spans.contains { $0.overlaps(low...high) }
        }
    }
}

extension UInt32 {
    /// A number as iptables and nftables write it.
    init?(written text: Substring) {
        guard let number = text.hasPrefix("0x") ? UInt32(text.dropFirst(2), radix: 16) : UInt32(text) else {
            return nil
        }
        self = number
    }
}
