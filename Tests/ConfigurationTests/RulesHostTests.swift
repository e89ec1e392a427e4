import Configuration
import Gateway
import PacketHeaders
import Testing

/// A policy, a packet, and whether it comes to the queue.
struct WalkRow: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let hosts: [HostGroup]
    let from: String
    let to: String
    let isQueued: Bool

    init(_ name: String, _ hosts: [HostGroup], _ from: String, _ to: String, isQueued: Bool) {
        (testDescription, self.hosts, self.from, self.to, self.isQueued) = (name, hosts, from, to, isQueued)
    }
}

private let admins = HostGroup("admins", may: .everything, at: ["192.0.2.7", "2001:db8::7"])
private let office = HostGroup("office", may: .chat, at: ["192.0.2.0/24", "2001:db8::/32"])
private let rest = HostGroup("rest", may: .chat, at: [])

private let rows = [
    WalkRow("without groups everything comes", [], "192.0.2.7", "203.0.113.1", isQueued: true),
    WalkRow("a host that may do everything, to nobody's server", [admins], "192.0.2.7", "203.0.113.1", isQueued: false),
    WalkRow("and back", [admins], "203.0.113.1", "192.0.2.7", isQueued: false),
    WalkRow("anybody else", [admins], "192.0.2.8", "203.0.113.1", isQueued: true),
    WalkRow("the same in IPv6", [admins], "2001:db8::7", "2001:db8:1::1", isQueued: false),
    WalkRow("the first group decides", [admins, office], "192.0.2.7", "203.0.113.1", isQueued: false),
    WalkRow("a stricter one that comes first", [office, admins], "192.0.2.7", "203.0.113.1", isQueued: true),
    WalkRow("the other end is in a stricter one", [admins, office], "192.0.2.7", "192.0.2.8", isQueued: true),
    WalkRow("and back", [admins, office], "192.0.2.8", "192.0.2.7", isQueued: true),
    WalkRow("both ends may do everything", [admins, office], "192.0.2.7", "192.0.2.7", isQueued: false),
    WalkRow("a group of anybody does not outweigh it", [admins, rest], "192.0.2.7", "203.0.113.1", isQueued: false),
    WalkRow("nor back", [admins, rest], "203.0.113.1", "192.0.2.7", isQueued: false),
    WalkRow("behind a group of anybody nobody is exempt", [rest, admins], "192.0.2.7", "203.0.113.1", isQueued: true),
    WalkRow(
        "everybody may do everything but the office",
        [office, HostGroup("rest", may: .everything, at: [])],
        "198.51.100.1",
        "203.0.113.1",
        isQueued: false
    ),
    WalkRow(
        "and the office comes",
        [office, HostGroup("rest", may: .everything, at: [])],
        "203.0.113.1",
        "192.0.2.8",
        isQueued: true
    ),
    WalkRow(
        "accounts that may do everything",
        [HostGroup("boss", may: .everything, at: ["192.0.2.7"], accounts: ["boss@example.org"])],
        "192.0.2.7",
        "203.0.113.1",
        isQueued: true
    ),
    WalkRow(
        "accounts that may not, wherever they are",
        [admins, HostGroup("pupils", may: .nothing, at: [], accounts: ["*@example.org"])],
        "192.0.2.7",
        "203.0.113.1",
        isQueued: true
    ),
    WalkRow(
        "accounts that may not, but behind a group of anybody",
        [admins, rest, HostGroup("pupils", may: .nothing, at: [], accounts: ["*@example.org"])],
        "192.0.2.7",
        "203.0.113.1",
        isQueued: false
    ),
    WalkRow(
        "an interface whose hosts may not",
        [admins, HostGroup("guests", may: .nothing, at: [], interfaces: ["wlan0"])],
        "192.0.2.7",
        "203.0.113.1",
        isQueued: true
    ),
    WalkRow(
        "an interface whose hosts may not, at addresses of its own",
        [admins, HostGroup("guests", may: .nothing, at: ["198.51.100.0/24"], interfaces: ["wlan0"])],
        "192.0.2.7",
        "203.0.113.1",
        isQueued: false
    ),
    WalkRow(
        "all of IPv6 is not all of IPv4",
        [HostGroup("six", may: .chat, at: ["::/0"]), admins],
        "192.0.2.7",
        "203.0.113.1",
        isQueued: false
    ),
]

@Suite struct RulesHostTests {
    @Test(arguments: rows)
    func theRulesSpareWhomThePolicySpares(_ row: WalkRow) throws {
        let from = try #require(IPAddress(written: row.from))
        let to = try #require(IPAddress(written: row.to))
        let walk = RulesWalk(Settings(hosts: row.hosts), from.v4 == nil ? .v6 : .v4)
        #expect(walk.queues((from, to)) == row.isQueued)
    }

    @Test func aGroupWithTimesIsNeverSpared() throws {
        var settings = Settings(hosts: [admins])
        settings.hosts[0].times = [WeeklySpan(days: [0], from: 480, to: 1080)]
        let from = try #require(IPAddress(written: "192.0.2.7"))
        let to = try #require(IPAddress(written: "203.0.113.1"))
        #expect(RulesWalk(settings, .v4).queues((from, to)))
        #expect(RuleSet(settings).iptablesText(for: .v4).contains("counts at times only"))
    }

    /// Whatever the rules spare, the daemon would let do everything, whoever turned out to be signed in there, by whatever
    /// interface it came, and at any time.
    @Test func noPolicyHasItsDecisionTakenAway() throws {
        var dice = Dice(seed: 7)
        var spared = 0
        for _ in 0..<400 {
            let settings = dice.settings()
            let walk = RulesWalk(settings, .v4)
            for (from, to) in pairs where !walk.queues((from, to)) {
                spared += 1
                try #require(
                    Circumstance.all.allSatisfy { $0.permission(from, to, settings) == .everything },
                    "\(from) to \(to): \(settings.hosts.map(\.group))"
                )
            }
        }
        #expect(spared > 300)
    }

    /// Where addresses alone decide, the rules spare all that they could.
    @Test func groupsOfAddressesAreSparedExactly() throws {
        var dice = Dice(seed: 8)
        for _ in 0..<400 {
            let settings = dice.settings(plain: true)
            let walk = RulesWalk(settings, .v4)
            for (from, to) in pairs {
                let ruling = permission(of: [FlowEnd(from), FlowEnd(to)], settings.hosts.map(\.group))
                try #require(walk.queues((from, to)) == (ruling != .everything), "\(settings.hosts.map(\.group))")
            }
        }
    }
}

private let hosts = (0..<4).map { IPAddress(v4: 0xC000_0200 + $0) }
private let pairs = hosts.flatMap { from in hosts.map { (from, $0) } }

/// What the addresses of a flow do not tell.
private struct Circumstance {
    let accounts: [String?]
    let interfaces: [String?]
    let isOriginator: Bool
    let areTimesOn: Bool
    let others: [String]

    static let all = [nil, "a@example.org"].flatMap { (first: String?) in
        [nil, "eth0"].flatMap { (second: String?) in
            [true, false].flatMap { one in
                [true, false].map { two in
                    Circumstance(
                        accounts: two ? [first, nil] : [nil, first],
                        interfaces: one ? [second, nil] : [nil, second],
                        isOriginator: one,
                        areTimesOn: two,
                        others: first.map { [$0] } ?? []
                    )
                }
            }
        }
    }

    func permission(_ from: IPAddress, _ to: IPAddress, _ settings: Settings) -> Permission {
        let groups = settings.hosts.filter { areTimesOn || $0.times.isEmpty }.map(\.group)
        let ends = zip([from, to], zip(accounts, interfaces)).enumerated().map { place, end in
            FlowEnd(end.0, account: end.1.0, interface: end.1.1, isOriginator: isOriginator == (place == 0))
        }
        // Nobody asks who is behind a server where no group names accounts.
        let behind = groups.allSatisfy(\.accounts.isEmpty) ? [] : others
        return ConfigurationTests.permission(of: ends + behind.map { FlowEnd(nil, account: $0) }, groups)
    }
}

/// Policies by chance, the same in every run.
private struct Dice {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    private mutating func roll(_ sides: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % sides
    }

    mutating func settings(plain: Bool = false) -> Settings {
        var settings = Settings()
        for number in 0...roll(4) {
            let networks = [
                "192.0.2.0", "192.0.2.1", "192.0.2.2/31", "192.0.2.0/31", "192.0.2.0/30", "0.0.0.0/0", "::/0",
            ]
            // A group of one family as a whole and of some hosts of the other is left to the daemon.
            let choice = (0..<roll(3)).map { _ in networks[roll(plain ? 5 : 7)] }
            var rule = HostRule(HostGroup("group \(number)", may: [.everything, .chat, .nothing][roll(3)], at: choice))
            if !plain { addDoubts(to: &rule) }
            settings.hosts.append(rule)
        }
        return settings
    }

    private mutating func addDoubts(to rule: inout HostRule) {
        if roll(5) == 0 { rule.group.accounts = ["a@example.org"] }
        if roll(5) == 0 { rule.group.interfaces = ["eth0"] }
        if roll(6) == 0 { rule.group.direction = .out }
        if roll(6) == 0 { rule.times = [WeeklySpan(days: [0], from: 0, to: 60)] }
    }
}
