import Gateway
import TestSupport
import Testing

/// A fragment that comes by although fragments are put together before.
@Suite struct FragmentTests {
    private static let fragments = [
        Row(
            "first of IPv4",
            PacketBuilder(from: "198.51.100.2:40001", to: "203.0.113.5:1863") { $0.fragmentField = 0x2000 }
        ),
        Row(
            "last of IPv4",
            PacketBuilder(from: "198.51.100.2:40001", to: "203.0.113.5:1863") { $0.fragmentField = 0x0005 }
        ),
        Row(
            "first of IPv6",
            PacketBuilder(from: "[2001:db8::2]:40001", to: "[2001:db8:1::5]:1863") {
                $0.extensions = [.fragment(more: true)]
            }
        ),
    ]

    @Test func isAcceptedUnlessThePolicySaysOtherwise() {
        #expect(Policy.standard.fragments == .accept)
    }

    @Test(arguments: fragments, Policy.Fragments.allCases)
    func isDecidedByPolicyAndCounted(row: Row<PacketBuilder>, wish: Policy.Fragments) {
        var policy = Policy.standard
        policy.fragments = wish
        var gate = Gate(policy)
        let decision = gate.pass(row.value.bytes)
        #expect(decision.verdict == (wish == .drop ? .drop : .accept))
        #expect(decision.reason == .fragment)
        #expect(gate.forwarded == (wish == .drop ? [] : [row.value.bytes]))
        #expect(gate.count("packets", wish == .drop ? "drop" : "accept", "fragment") == 1)
    }
}
