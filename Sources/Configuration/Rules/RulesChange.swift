/// What iptables-restore is to be given to come from the rules that stand to those that are wanted.
///
/// A table changes in one step: there is no moment in which packets would go by the queue. A table that is as wanted is
/// left alone, counters and all.
package enum RulesChange {
    /// The text for `iptables-restore --noflush` that puts these tables in the place of what is ours; nil where nothing
    /// is to be done.
    package static func load(_ tables: [RuleTable], over saved: SavedRules) -> String? {
        let changed = tables.filter { !$0.isLoaded(in: saved) }
        return changed.isEmpty ? nil : changed.map { $0.replacing(saved.tables[$0.name]) }.joined()
    }

    /// The text that takes away what is ours and nothing else; nil where nothing is.
    package static func unload(_ saved: SavedRules) -> String? {
        let tables = saved.tables.filter { !$0.value.ours.isEmpty }.keys.sorted()
        let texts = tables.map { RuleTable(name: $0, chains: [], jumps: []).replacing(saved.tables[$0]) }
        return texts.isEmpty ? nil : texts.joined()
    }
}

extension RuleTable {
    /// Whether all of it stands, in its place, and nothing else that is ours.
    func isLoaded(in saved: SavedRules) -> Bool {
        guard let table = saved.tables[name], table.ours == chains.map(\.name).sorted() else { return false }
        return chains.allSatisfy { $0.isLoaded(in: table) } && hasJumps(table)
    }

    private func hasJumps(_ table: SavedTable) -> Bool {
        guard table.jumpsToOurs.count == jumps.count else { return false }
        return Set(jumps.map(\.chain)).allSatisfy { chain in
            let rules = table.rules(of: chain).map(\.text)
            return rules.starts(with: jumps(from: chain, .first).map(\.text))
                && rules.reversed().starts(with: jumps(from: chain, .last).map(\.text).reversed())
        }
    }

    /// The lines for iptables-restore; a chain that is declared is emptied if it stands.
    func replacing(_ saved: SavedTable?) -> String {
        let wanted = Set(chains.map(\.name))
        let stale = (saved?.ours ?? []).filter { !wanted.contains($0) }
        let declarations = chains.map(\.declaration) + stale.map { ":\($0) - [0:0]" }
        let leaving = (saved?.jumpsToOurs ?? []).map { "-D \($0.chain) \($0.rule.text)" }
        let lines = declarations + leaving + chains.flatMap(\.commands) + stale.map { "-X \($0)" } + jumpLines
        return (["*\(name)"] + lines + ["COMMIT", ""]).joined(separator: "\n")
    }
}

extension RuleChain {
    func isLoaded(in table: SavedTable) -> Bool {
        let saved = table.rules(of: name)
        return saved.count == rules.count && zip(saved, rules).allSatisfy { $0.means(SavedRule($1.text)) }
    }
}
