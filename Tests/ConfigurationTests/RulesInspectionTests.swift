import Configuration
import Gateway
import Testing

/// Rules of others around ours, and what is to be said of them.
struct InspectionRow: Sendable, CustomTestStringConvertible {
    let testDescription: String
    var mangle: [String] = []
    var behind: [String] = []
    var filter: [String] = []
    var other = ""
    var nftables = ""
    var ports = Settings.Ports()
    /// A word of each finding, in order; those that only weaken the gate in brackets.
    let findings: [String]

    /// What iptables-save would print of them, with the rules of the policy between them.
    var saved: SavedRules {
        var settings = Settings()
        settings.ports = ports
        let ours = RuleSet(settings).iptablesText(for: .v4).split(separator: "\n")
        let lines = ours.filter { !$0.hasPrefix("-I ") && !$0.hasPrefix("-A FORWARD") }.map(String.init)
        let cut = lines.firstIndex(of: "*filter") ?? lines.count
        var text = mangle
        text.append("-A FORWARD -j STILE-QUEUE")
        text += behind
        text += ["*filter"] + filter
        text.append("-A FORWARD -j STILE-RESET")
        return SavedRules((["*mangle"] + text + lines[..<cut] + lines[cut...] + [other]).joined(separator: "\n"))
    }
}

private func row(
    _ name: String,
    mangle: [String] = [],
    behind: [String] = [],
    filter: [String] = [],
    other: String = "",
    nftables: String = "",
    ports: Settings.Ports = .init(),
    finds findings: [String]
) -> InspectionRow {
    InspectionRow(
        testDescription: name,
        mangle: mangle,
        behind: behind,
        filter: filter,
        other: other,
        nftables: nftables,
        ports: ports,
        findings: findings
    )
}

private let rows = [
    row("nothing but ours", finds: []),
    row("telephones are let by", mangle: ["-A FORWARD -p udp -m udp --dport 5060 -j ACCEPT"], finds: []),
    row("web is let by", mangle: ["-A FORWARD -p tcp -m multiport --dports 80,443 -j ACCEPT"], finds: []),
    row(
        "web is let by, and every port is asked for",
        mangle: ["-A FORWARD -p tcp -m multiport --dports 80,443 -j ACCEPT"],
        ports: .any,
        finds: ["lets MSN traffic by"]
    ),
    row("everything is let by", mangle: ["-A FORWARD -j ACCEPT"], finds: ["lets MSN traffic by"]),
    row(
        "what is established is let by",
        mangle: ["-A FORWARD -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT"],
        finds: ["lets MSN traffic by"]
    ),
    row(
        "one of our ports is let by",
        mangle: ["-A FORWARD -p tcp -m tcp --dport 6000:7000 -j ACCEPT"],
        finds: ["lets MSN traffic by"]
    ),
    row("all but UDP is let by", mangle: ["-A FORWARD ! -p udp -j ACCEPT"], finds: ["lets MSN traffic by"]),
    row("all but TCP is let by", mangle: ["-A FORWARD ! -p tcp -j ACCEPT"], finds: []),
    row(
        "another queue takes it",
        mangle: ["-A FORWARD -p tcp -j NFQUEUE --queue-num 9"],
        finds: ["lets MSN traffic by"]
    ),
    row(
        "let by in a chain of a chain",
        mangle: [":A - [0:0]", ":B - [0:0]", "-A FORWARD -j A", "-A A -p tcp -j B", "-A B -s 192.0.2.0/24 -j ACCEPT"],
        finds: ["lets MSN traffic by"]
    ),
    row(
        "chains that go in a circle",
        mangle: [":A - [0:0]", "-A FORWARD -j A", "-A A -j A"],
        finds: []
    ),
    row(
        "a chain that lets by what is not ours",
        mangle: [":A - [0:0]", "-A FORWARD -j A", "-A A -p icmp -j ACCEPT"],
        finds: []
    ),
    row("dropped before us", mangle: ["-A FORWARD -s 192.0.2.66/32 -j DROP"], finds: []),
    row("a rule behind the jump", behind: ["-A FORWARD -p tcp -j TTL --ttl-set 64"], finds: ["(comes after the jump)"]),
    row("a rule before the reset", filter: ["-A FORWARD -j ACCEPT"], finds: ["(answered with a reset)"]),
    row(
        "a mark without a mask",
        mangle: ["-A PREROUTING -i eth1 -j MARK --set-xmark 0x1/0xffffffff"],
        finds: ["bits 0x60000000 of the mark"]
    ),
    row("a mark with a mask", mangle: ["-A PREROUTING -i eth1 -j MARK --set-xmark 0x1/0xff"], finds: []),
    row(
        "our bit itself",
        mangle: ["-A PREROUTING -j MARK --set-xmark 0x40000000/0x40000000"],
        finds: ["bits 0x40000000"]
    ),
    row("bits taken away", mangle: ["-A PREROUTING -j MARK --set-xmark 0x0/0x20000000"], finds: ["bits 0x20000000"]),
    row(
        "the connection's mark as a whole",
        mangle: ["-A POSTROUTING -j CONNMARK --save-mark --nfmask 0xffffffff --ctmask 0xffffffff"],
        finds: ["bits 0x60000000"]
    ),
    row("the same, written short", mangle: ["-A PREROUTING -j CONNMARK --restore-mark"], finds: ["bits 0x60000000"]),
    row(
        "the connection's mark in part",
        mangle: ["-A PREROUTING -j CONNMARK --restore-mark --nfmask 0xff --ctmask 0xff"],
        finds: []
    ),
    row(
        "offloaded flows",
        filter: [],
        other: "*filter\n-A FORWARD -m conntrack --ctstate ESTABLISHED -j FLOWOFFLOAD",
        finds: ["offloads"]
    ),
    row("untracked", other: "*raw\n-A PREROUTING -p tcp -j CT --notrack", finds: ["(out of tracking)"]),
    row("untracked, but not ours", other: "*raw\n-A PREROUTING -p udp --dport 53 -j CT --notrack", finds: []),
    row(
        "a flow table that is used",
        nftables: "table inet fw {\n\tchain forward {\n\t\tip protocol tcp flow add @ft\n\t}\n}",
        finds: ["offloads"]
    ),
    row(
        "a flow table that is not",
        nftables: "table inet fw {\n\tflowtable ft {\n\t\tdevices = { eth0 }\n\t}\n}",
        finds: []
    ),
    row(
        "a mark of nftables as a whole",
        nftables: "table inet fw {\n\tchain pre {\n\t\tiif 1 meta mark set 0x00000001\n\t}\n}",
        finds: ["bits 0x60000000"]
    ),
    row(
        "a mark of nftables in part",
        nftables: "table inet fw {\n\tchain pre {\n\t\tmeta mark set meta mark & 0xffffff00 | 0x00000001\n\t}\n}",
        finds: []
    ),
    row(
        "a mark of nftables that spares one of ours",
        nftables: "table inet fw {\n\tchain pre {\n\t\tct mark set ct mark and 0x4fffffff\n\t}\n}",
        finds: ["bits 0x20000000"]
    ),
    row(
        "a mark copied",
        nftables: "table inet fw {\n\tchain pre {\n\t\tct mark set meta mark\n\t}\n}",
        finds: ["bits 0x60000000"]
    ),
    row(
        "what iptables keeps in nftables is not told twice",
        mangle: ["-A PREROUTING -i eth1 -j MARK --set-xmark 0x1/0xffffffff"],
        nftables: "table ip mangle {\n\tchain PREROUTING {\n\t\tiifname eth1 meta mark set 0x1\n\t}\n}",
        finds: ["bits 0x60000000"]
    ),
]

@Suite struct RulesInspectionTests {
    @Test(arguments: rows)
    func neighboursAreJudged(_ row: InspectionRow) {
        var settings = Settings()
        settings.ports = row.ports
        var sighting = RulesSighting()
        sighting.iptables = row.saved
        sighting.nftables = NFTListing(row.nftables)
        let findings = RulesInspection(settings, sighting).findings
        #expect(findings.count == row.findings.count, "\(findings.map(\.text))")
        for (finding, words) in zip(findings, row.findings) {
            #expect(finding.effect == (words.hasPrefix("(") ? .weakens : .defeats))
            #expect(finding.text.contains(words.filter { !"()".contains($0) }), "\(finding.text)")
        }
    }

    @Test(arguments: [
        ("nothing loaded", "", "no rules of Stile are loaded"),
        ("only the other table", "*filter\n:STILE-RESET - [0:0]", "not what this policy makes"),
    ])
    func whatIsMissingOfOursIsTold(_ name: String, _ saved: String, _ words: String) {
        var sighting = RulesSighting()
        sighting.iptables = SavedRules(saved)
        let findings = RulesInspection(.standard, sighting).findings
        #expect(findings.first?.text.contains(words) == true)
        #expect(findings.first?.text.contains("stile rules --load") == true)
    }

    @Test(arguments: [
        ("of another policy", false, RulesFinding.Effect.differs, "table inet stile is not what this policy makes"),
        ("beside those of iptables", true, .weakens, "packets come twice"),
    ])
    func ourTableOfNftablesIsJudged(_ name: String, _ isDouble: Bool, _ effect: RulesFinding.Effect, _ words: String) {
        var sighting = RulesSighting()
        sighting.nftables = NFTListing("table inet stile {\n\tchain to_queue {\n\t}\n}")
        if isDouble { sighting.iptables = SavedRules("*filter\n:STILE-RESET - [0:0]") }
        let findings = RulesInspection(.standard, sighting).findings
        #expect(findings.map(\.effect) == [effect])
        #expect(findings.allSatisfy { $0.text.contains(words) })
    }

    @Test func chainsWithoutAJumpAreTold() {
        var sighting = RulesSighting()
        let text = RuleSet(.standard).iptablesText(for: .v4)
        sighting.iptables = SavedRules(
            text.split(separator: "\n").filter { $0 != "-A FORWARD -j STILE-QUEUE" }.joined(separator: "\n")
        )
        let findings = RulesInspection(.standard, sighting).findings.map(\.text)
        #expect(findings.contains { $0.contains("no rule in mangle FORWARD leads to STILE-QUEUE") })
    }

    @Test func rulesForTheMachineItselfAreAsGood() {
        let text = RuleSet(.standard, includesLocal: true).iptablesText(for: .v4)
        var sighting = RulesSighting()
        // As iptables-save writes the jumps that are put in first.
        sighting.iptables = SavedRules(
            text.split(separator: "\n").map {
                $0.hasPrefix("-I ")
                    ? "-A " + $0.dropFirst(3).split(separator: " ").filter { $0 != "1" }.joined(separator: " ")
                    : String($0)
            }
            .joined(separator: "\n")
        )
        #expect(RulesInspection(.standard, sighting).findings == [])
    }

    @Test(
        arguments: [
            (
                "both",
                "    0  41521     0 2 65531     0     0        7  1\n    1  41521     0 2 65531     0     0        0  1\n",
                true, nil
            ),
            (
                "one", "    1  41521     0 2 65531     0     0        7  1\n", true,
                "queue 0: nobody listens, so its packets go by"
            ),
            ("none, closed", "", false, "queue 0, 1: nobody listens, so its packets are dropped"),
        ] as [(String, String, Bool, String?)]
    )
    func listenersAreCounted(_ name: String, _ list: String, _ isOpen: Bool, _ words: String?) {
        var settings = Settings()
        settings.queues.failOpen = isOpen
        var sighting = RulesSighting()
        sighting.queues = list
        let findings = RulesInspection(settings, sighting).findings
        #expect(findings.count == (words == nil ? 0 : 1))
        if let words { #expect(findings.first?.text.contains(words) == true, "\(findings.map(\.text))") }
    }

    @Test(arguments: [(true, false, 1), (true, true, 0), (false, false, 0)])
    func aBridgeThatGoesPastTheRulesIsTold(_ hasBridge: Bool, _ isFiltered: Bool, _ count: Int) {
        var sighting = RulesSighting()
        sighting.hasBridge = hasBridge
        sighting.bridgesAreFiltered = isFiltered
        let findings = RulesInspection(.standard, sighting).findings
        #expect(findings.count == count)
        #expect(findings.allSatisfy { $0.effect == .weakens && $0.text.contains("br_netfilter") })
    }
}
