import Configuration

/// Loading and unloading; each step returns a line that says what was done.
enum RulesLoading {
    static let nothingLoaded = "nothing of Stile was loaded"

    /// Puts the rules in the place of what is ours, and leaves alone what is as it should be.
    static func load(_ rules: RuleSet, _ backend: RulesBackend) async throws(RulesError) -> [String] {
        switch backend {
        case .iptables:
            var lines: [String] = []
            for family in RulesFirewall.families { lines.append(try await load(rules, family)) }
            // Only now, so that there is no moment without a rule for the queue.
            return lines + [try await unloadNFTables()].compactMap { $0 }
        case .nftables:
            return [try await loadNFTables(rules)] + (try await unloadIPTables())
        }
    }

    /// Takes away what is ours, however it came there.
    static func unload() async throws(RulesError) -> [String] {
        let lines = try await unloadIPTables() + [try await unloadNFTables()].compactMap { $0 }
        return lines.isEmpty ? [nothingLoaded] : lines
    }

    private static func load(_ rules: RuleSet, _ family: IPFamily) async throws(RulesError) -> String {
        guard let text = RulesChange.load(rules.tables(for: family), over: try await RulesFirewall.saved(family)) else {
            return "\(family.name): already loaded"
        }
        try await RulesFirewall.restore(text, family)
        return "\(family.name): loaded"
    }

    private static func loadNFTables(_ rules: RuleSet) async throws(RulesError) -> String {
        guard let listing = try await RulesFirewall.listing() else { throw .missing("nft") }
        if listing.holds(rules) { return "nftables: already loaded" }
        try await RulesFirewall.change(nftables: rules.nftablesText)
        return "nftables: loaded"
    }

    private static func unloadIPTables() async throws(RulesError) -> [String] {
        var lines: [String] = []
        for family in RulesFirewall.families {
            let saved: SavedRules
            do throws(RulesError) {
                saved = try await RulesFirewall.saved(family)
            } catch .missing {
                continue
            }
            guard let text = RulesChange.unload(saved) else { continue }
            try await RulesFirewall.restore(text, family)
            lines.append("\(family.name): unloaded")
        }
        return lines
    }

    private static func unloadNFTables() async throws(RulesError) -> String? {
        guard try await RulesFirewall.listing()?.hasOurs == true else { return nil }
        try await RulesFirewall.change(nftables: "delete table \(NFTListing.ourTable)\n")
        return "nftables: unloaded"
    }
}
