import Gateway
import PacketHeaders
import TestSupport
import Testing

/// To whom the groups of a policy apply.
@Suite struct HostGroupTests {
    struct End: Sendable {
        var groups: [HostGroup]
        var end: FlowEnd
        var name: String?
    }

    private static func group(_ name: String, _ networks: PacketHeaders.Network?...) -> HostGroup {
        var group = HostGroup(name, may: .chat)
        group.networks = networks.compactMap(\.self)
        return group
    }

    private static func network(_ address: IPAddress, _ prefix: Int) -> PacketHeaders.Network? {
        PacketHeaders.Network(address, prefix: prefix)
    }

    private static let office = group("office", network("198.51.100.0", 96 + 24))
    private static let boss = group("boss", network("198.51.100.7", 128))
    private static let sixth = group("sixth", network("2001:db8::", 32), network("2001:db9::1", 128))
    private static let allOfSix = group("all of IPv6", network("::", 0))
    private static let anybody = group("anybody")

    private static let ends: [Row<End>] = [
        Row("an address in the network", End(groups: [office], end: FlowEnd("198.51.100.255"), name: "office")),
        Row("an address beside it", End(groups: [office], end: FlowEnd("198.51.101.0"), name: nil)),
        Row("the narrower first", End(groups: [boss, office], end: FlowEnd("198.51.100.7"), name: "boss")),
        Row("the wider first", End(groups: [office, boss], end: FlowEnd("198.51.100.7"), name: "office")),
        Row(
            "one that names nobody first",
            End(groups: [anybody, boss], end: FlowEnd("198.51.100.7"), name: "anybody")
        ),
        Row("one that names nobody last", End(groups: [boss, anybody], end: FlowEnd("198.51.100.8"), name: "anybody")),
        Row("IPv6", End(groups: [office, sixth], end: FlowEnd("2001:db8:7::1"), name: "sixth")),
        Row("IPv6, the second network", End(groups: [sixth], end: FlowEnd("2001:db9::1"), name: "sixth")),
        Row("IPv6, not named", End(groups: [sixth], end: FlowEnd("2001:db9::2"), name: nil)),
        Row("all of IPv6 holds no IPv4", End(groups: [allOfSix], end: FlowEnd("198.51.100.7"), name: nil)),
        Row("all of IPv6", End(groups: [allOfSix], end: FlowEnd("2001:db8::1"), name: "all of IPv6")),
        Row("no groups", End(groups: [], end: FlowEnd("198.51.100.7"), name: nil)),
        Row("no address, but networks", End(groups: [office], end: FlowEnd(nil, account: "a@example.org"), name: nil)),
    ]

    @Test(arguments: ends)
    func theFirstGroupThatMatchesCounts(row: Row<End>) {
        var policy = Policy.standard
        policy.hosts = row.value.groups
        #expect(policy.group(of: row.value.end)?.name == row.value.name)
    }

    @Test func everyConditionMustBeMet() {
        var group = Self.office
        group.accounts = ["*@example.org"]
        group.interfaces = ["lan0"]
        group.direction = .out
        var policy = Policy.standard
        policy.hosts = [group]
        let member = FlowEnd("198.51.100.7", account: "a@example.org", interface: "lan0", isOriginator: true)
        #expect(policy.group(of: member) == group)
        for change: @Sendable (inout FlowEnd) -> Void in [
            { $0.address = "192.0.2.1" }, { $0.account = nil }, { $0.account = "a@example.com" },
            { $0.interface = nil }, { $0.interface = "lan1" }, { $0.isOriginator = false },
        ] {
            var other = member
            change(&other)
            #expect(policy.group(of: other) == nil)
        }
    }

    private static let accounts: [(pattern: String, account: String, isNamed: Bool)] = [
        ("anna@example.org", "anna@example.org", true), ("anna@example.org", "ANNA@Example.ORG", true),
        ("anna@example.org", "anna%40example.org", true), ("anna@example.org", "anna@example.org;{1-2}", true),
        ("anna@example.org", "anna@example.org.example.com", false), ("anna@example.org", "joanna@example.org", false),
        ("*@example.org", "anna@example.org", true), ("*@example.org", "anna@mail.example.org", false),
        ("*@*example.org", "anna@mail.example.org", true), ("a*a@example.org", "aa@example.org", true),
        ("a*a@example.org", "a@example.org", false), ("*", "anna@example.org", true),
        ("a*n*@ex*.org", "anna@example.org", true), ("a*x*@ex*.org", "anna@example.org", false),
        ("*aab", "aaaab", true), ("anna@example.org*", "anna@example.org", true),
    ]

    @Test(arguments: accounts)
    func aStarStandsForAnyLetters(pattern: String, account: String, isNamed: Bool) {
        var group = HostGroup("accounts", may: .chat)
        group.accounts = [pattern]
        #expect(group.names(account) == isNamed)
    }
}
