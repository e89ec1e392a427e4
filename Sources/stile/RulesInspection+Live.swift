import Configuration

extension RulesSighting {
    /// What stands on this machine, or in the network namespace that the command runs in.
    ///
    /// Throws where the firewall cannot be read, as by anybody but root.
    static func look() async throws(RulesError) -> RulesSighting {
        var sighting = RulesSighting()
        sighting.readKernelFiles()
        do throws(RulesError) {
            sighting.iptables = try await RulesFirewall.saved(.v4)
            if hasIPv6 { sighting.ip6tables = try await RulesFirewall.saved(.v6) }
        } catch .missing {
            // A machine may do with nftables alone.
        }
        sighting.nftables = try await RulesFirewall.listing()
        return sighting
    }
}

extension RulesInspection {
    /// What would defeat the gate on this machine. Throws where the firewall cannot be read.
    static func inspect(_ settings: Settings) async throws(RulesError) -> [RulesFinding] {
        RulesInspection(settings, try await RulesSighting.look()).findings
    }
}
