import Configuration

/// The rules of this machine, or of the network namespace that the command runs in.
enum RulesFirewall {
    /// What stands in the tables of iptables or ip6tables.
    static func saved(_ family: IPFamily) async throws(RulesError) -> SavedRules {
        let program = family.saveProgram
        let outcome = try await RulesProgram.run(program, [])
        guard outcome.succeeded else {
            throw .refused(
                program,
                message: outcome.message,
                remedy: RulesError.remedy(otherwise: "the kernel needs ip_tables or nf_tables: modprobe them")
            )
        }
        return SavedRules(outcome.output)
    }

    /// Gives iptables-restore what changes our part and leaves the rest.
    static func restore(_ text: String, _ family: IPFamily) async throws(RulesError) {
        let program = family.restoreProgram
        let outcome = try await RulesProgram.run(program, ["--noflush", "--wait"], input: text)
        guard outcome.succeeded else {
            throw .refused(
                program,
                message: outcome.message,
                remedy: RulesError.remedy(
                    otherwise:
                        "nothing was changed; the kernel needs xt_NFQUEUE, xt_connmark, xt_CONNMARK, xt_multiport"
                        + " and \(family == .v4 ? "ipt_REJECT" : "ip6t_REJECT"): modprobe them, or use --backend nftables"
                )
            )
        }
    }

    /// All that stands in nftables; nil where nft is not installed.
    static func listing() async throws(RulesError) -> NFTListing? {
        do throws(RulesError) {
            let outcome = try await RulesProgram.run("nft", ["list", "ruleset"])
            guard outcome.succeeded else {
                throw RulesError.refused(
                    "nft list ruleset",
                    message: outcome.message,
                    remedy: RulesError.remedy(otherwise: "the kernel needs nf_tables: modprobe it")
                )
            }
            return NFTListing(outcome.output)
        } catch .missing {
            return nil
        }
    }

    /// Gives nft what changes our table.
    static func change(nftables text: String) async throws(RulesError) {
        let outcome = try await RulesProgram.run("nft", ["-f", "-"], input: text)
        guard outcome.succeeded else {
            throw .refused(
                "nft",
                message: outcome.message,
                remedy: RulesError.remedy(
                    otherwise:
                        "nothing was changed; a kernel with NFT_QUEUE is needed: modprobe nft_queue, or leave out"
                        + " --backend nftables to use iptables"
                )
            )
        }
    }

    /// The families that the kernel knows; one without IPv6 forwards none.
    static var families: [IPFamily] { RulesSighting.hasIPv6 ? IPFamily.allCases : [.v4] }
}

extension IPFamily {
    fileprivate var saveProgram: String { self == .v4 ? "iptables-save" : "ip6tables-save" }
    fileprivate var restoreProgram: String { self == .v4 ? "iptables-restore" : "ip6tables-restore" }
}
