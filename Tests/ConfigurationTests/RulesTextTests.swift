import Configuration
import Foundation
import Gateway
import PacketHeaders
import Testing

/// A file under rules/, and the policy and form that it is for.
struct RulesFile: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let text: @Sendable (RuleSet) -> String
    var isAnyPort: Bool { testDescription.contains("any-port") }

    static let all: [RulesFile] = ["stile", "stile-any-port"].flatMap { name in
        [
            RulesFile(testDescription: "\(name).iptables") { $0.iptablesText(for: .v4) },
            RulesFile(testDescription: "\(name).ip6tables") { $0.iptablesText(for: .v6) },
            RulesFile(testDescription: "\(name).nft") { $0.nftablesText },
        ]
    }
}

@Suite struct RulesTextTests {
    @Test(arguments: RulesFile.all)
    func theFilesAreWhatIsPrinted(_ file: RulesFile) throws {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../rules")
        let text = try String(contentsOf: folder.appendingPathComponent(file.testDescription), encoding: .utf8)
        var settings = Settings()
        if file.isAnyPort { settings.ports = .any }
        #expect(file.text(RuleSet(settings)) == text)
    }

    @Test(
        arguments: [
            ("one port", [1863...1863], ["1863"]),
            ("in order, without overlap", [6891...6900, 6895...6910, 80...80, 6911...6911], ["80,6891:6911"]),
            ("up to the last", [65_535...65_535, 65_000...65_535], ["65000:65535"]),
            ("fifteen fit", (1...15).map { $0 * 10...$0 * 10 }, ["10,20,30,40,50,60,70,80,90,100,110,120,130,140,150"]),
            (
                "a range counts two",
                (1...14).map { $0 * 10...$0 * 10 } + [200...210],
                ["10,20,30,40,50,60,70,80,90,100,110,120,130,140", "200:210"]
            ),
            ("none", [], []),
        ] as [(String, [ClosedRange<UInt16>], [String])]
    )
    func aMatchTakesFifteenPorts(_ name: String, _ ports: [ClosedRange<UInt16>], _ matches: [String]) {
        var settings = Settings()
        settings.ports = .some(ports)
        let rules = lines(settings).filter { $0.contains("NFQUEUE") }
        #expect(
            rules
                == matches.map {
                    "-A STILE-QUEUE -p tcp -m multiport --ports \($0) -j NFQUEUE --queue-balance 0:1 --queue-bypass"
                }
        )
    }

    @Test(
        arguments: [
            (
                "several queues, open", 0...3, true, "-j NFQUEUE --queue-balance 0:3 --queue-bypass",
                "queue num 0-3 bypass"
            ),
            ("one queue, closed", 7...7, false, "-j NFQUEUE --queue-num 7", "queue num 7"),
        ] as [(String, ClosedRange<UInt16>, Bool, String, String)]
    )
    func queuesAndFailureAreThoseOfThePolicy(
        _ name: String,
        _ numbers: ClosedRange<UInt16>,
        _ isOpen: Bool,
        _ iptables: String,
        _ nftables: String
    ) {
        var settings = Settings()
        settings.queues.numbers = numbers
        settings.queues.failOpen = isOpen
        #expect(lines(settings).contains { $0.hasSuffix(iptables) })
        #expect(statements(settings).contains { $0.hasSuffix(nftables) })
        #expect(lines(settings).contains { $0.contains("bypass") } == isOpen)
        #expect(statements(settings).contains { $0.contains("bypass") } == isOpen)
    }

    @Test func marksAreThoseOfThePolicy() {
        var settings = Settings()
        settings.marks.release = 0x3
        settings.marks.reset = 0x10
        let texts = lines(settings) + statements(settings)
        #expect(texts.contains("-A STILE-QUEUE -p tcp -m connmark --mark 0x3/0x3 -j RETURN"))
        #expect(texts.contains { $0.contains("-m mark --mark 0x10/0x10 -m tcp ! --tcp-flags RST RST -j REJECT") })
        #expect(texts.contains { $0.hasPrefix("meta mark & 0x10 == 0x10 ") })
        #expect(!texts.contains { $0.contains("0x40000000") || $0.contains("0x20000000") })
    }

    @Test func deniedEndpointsAreDroppedInTheirFamily() {
        var settings = Settings()
        settings.denied = ["203.0.113.9:1863", "[2001:db8::9]:80", "203.0.113.9:80", "203.0.113.9:80"]
            .compactMap { Endpoint(written: $0) }
        #expect(
            lines(settings).filter { $0.hasPrefix("-A STILE-DENY") } == [
                "-A STILE-DENY ! -p tcp -j RETURN",
                "-A STILE-DENY -p tcp -m multiport ! --dports 80,1863 -j RETURN",
                "-A STILE-DENY -d 203.0.113.9/32 -p tcp -m tcp --dport 80 -j DROP",
                "-A STILE-DENY -d 203.0.113.9/32 -p tcp -m tcp --dport 1863 -j DROP",
            ]
        )
        #expect(
            RuleSet(settings).iptablesText(for: .v6).contains(
                "-A STILE-DENY -d 2001:db8::9/128 -p tcp -m tcp --dport 80 -j DROP\n"
            )
        )
        #expect(
            statements(settings).filter { $0.contains("daddr . tcp dport") } == [
                "ip daddr . tcp dport { 203.0.113.9 . 80, 203.0.113.9 . 1863 } drop",
                "ip6 daddr . tcp dport { 2001:db8::9 . 80 } drop",
            ]
        )
    }

    @Test func moreDeniedPortsThanAMatchTakesAreAskedForOneByOne() {
        var settings = Settings()
        settings.denied = (1...16).compactMap { Endpoint(written: "203.0.113.9:\($0 * 10)") }
        let denying = lines(settings).filter { $0.hasPrefix("-A STILE-DENY") }
        #expect(denying.count == 17)
        #expect(denying.first == "-A STILE-DENY ! -p tcp -j RETURN")
        #expect(denying.dropFirst().allSatisfy { $0.hasSuffix("-j DROP") })
    }

    @Test(arguments: [(1000, true), (1001, false)])
    func iptablesGoesThroughAThousandNetworksAtMost(_ count: Int, _ isSpared: Bool) {
        var group = HostGroup("many", may: .everything)
        group.networks = (0..<count).compactMap { Network(IPAddress(v4: 0xC612_0000 + 2 * UInt32($0)), prefix: 128) }
        let settings = Settings(hosts: [group])
        #expect(lines(settings).contains { $0.hasPrefix("-A STILE-HOSTS") } == isSpared)
        #expect(RuleSet(settings).iptablesText(for: .v4).contains("more than 1000 networks") == !isSpared)
        #expect(statements(settings).contains { $0.hasPrefix("ip saddr") })
    }

    @Test(arguments: [
        ("a line end", "a\n-A STILE-QUEUE -j ACCEPT"),
        ("other line ends", "a\r-A b\u{85}-A c\u{2028}-A d\u{2029}-A e\u{0B}-A f\u{0C}-A g"),
        ("a backslash at the end", "a\\"),
        ("quotes", "a\" ; \"b"),
        ("marks of direction", "a\u{202E}b\u{2066}c"),
        ("a NUL and an escape", "a\0b\u{1B}[2J"),
        ("too long", String(repeating: "x", count: 5000)),
    ])
    func aNameNeverLeavesItsComment(_ what: String, _ name: String) throws {
        let plain = Settings(hosts: [HostGroup("group", may: .everything, at: ["192.0.2.7"])])
        let named = Settings(hosts: [HostGroup(name, may: .everything, at: ["192.0.2.7"])])
        #expect(lines(named) == lines(plain))
        #expect(statements(named).count == statements(plain).count)
        for text in [RuleSet(named).iptablesText(for: .v4), RuleSet(named).nftablesText] {
            let scalars = text.unicodeScalars.filter { $0 != "\n" }
            #expect(
                scalars.allSatisfy {
                    $0.properties.generalCategory != .control && $0.properties.generalCategory != .format
                }
            )
            #expect(text.split(separator: "\n").allSatisfy { $0.count < 200 && !$0.hasSuffix("\\") })
        }
    }

    @Test func aGatewayThatIsAHostAsWellHasTheChainsInItsOwnHooks() {
        let rules = RuleSet(Settings.standard, includesLocal: true)
        let text = rules.iptablesText(for: .v4)
        for hook in ["FORWARD", "INPUT", "OUTPUT"] {
            #expect(text.contains("-A \(hook) -j STILE-QUEUE\n"))
            #expect(text.contains("-I \(hook) 1 -j STILE-RESET\n"))
        }
        #expect(text.contains("-I INPUT 1 -j STILE-KEEP\n"))
        #expect(rules.nftablesText.contains("type filter hook input priority mangle + 1;"))
    }
}

/// The rules for IPv4 without comments.
private func lines(_ settings: Settings) -> [String] {
    RuleSet(settings).iptablesText(for: .v4).split(separator: "\n").filter { !$0.hasPrefix("#") }.map(String.init)
}

/// The statements of the table of nftables, without its comments.
private func statements(_ settings: Settings) -> [String] {
    RuleSet(settings).nftablesText.split(separator: "\n").map { String($0.drop { $0 == " " }) }.filter {
        !$0.hasPrefix("#")
    }
}
