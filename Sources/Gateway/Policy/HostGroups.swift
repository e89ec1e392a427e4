package import PacketHeaders

/// The groups of a policy, so arranged that those of an address are found in a few steps, however many addresses there are.
struct HostGroups: Sendable, Equatable {
    /// The groups, the first that matches first.
    let groups: [HostGroup]
    /// The places of the groups that name a network, in order.
    private var placesByNetwork: [Network: [Int]] = [:]
    /// How many bits the networks have that are named.
    private var prefixes: [Int] = []
    /// The places of the groups that name no network, in order.
    private var anywhere: [Int] = []
    /// Whether any group names accounts, or interfaces: if not, nobody needs to ask for them.
    private(set) var nameAccounts = false
    private(set) var nameInterfaces = false

    init(_ groups: [HostGroup] = []) {
        self.groups = groups
        for (place, group) in groups.enumerated() {
            if group.networks.isEmpty { anywhere.append(place) }
            for network in Set(group.networks) { placesByNetwork[network, default: []].append(place) }
            nameAccounts = nameAccounts || !group.accounts.isEmpty
            nameInterfaces = nameInterfaces || !group.interfaces.isEmpty
        }
        prefixes = Set(placesByNetwork.keys.map(\.prefix)).sorted()
    }

    var isEmpty: Bool { groups.isEmpty }

    /// The place of the first group that an end belongs to; nil for none.
    func first(with end: FlowEnd) -> Int? {
        var first = anywhere.first { groups[$0].admits(end) }
        guard let address = end.address else { return first }
        // All IPv4 addresses are kept as one IPv6 network, which no network of IPv6 is meant to hold.
        for prefix in prefixes where prefix >= 96 || address.v4 == nil {
            guard let network = Network(address, prefix: prefix), let places = placesByNetwork[network] else {
                continue
            }
            if let place = places.first(where: { groups[$0].admits(end) }), place < first ?? .max { first = place }
        }
        return first
    }
}

/// One end of a flow, or somebody whom one end speaks for.
package struct FlowEnd: Sendable {
    /// Its address; nil for an account behind a server, whose address is not seen here.
    package var address: IPAddress?
    /// The account that is known of it, as the wire has it.
    package var account: String?
    /// The interface by which its packets come in.
    package var interface: String?
    /// Whether it has opened the connection; nil where that means nothing.
    package var isOriginator: Bool?

    /// An end of which so much is known.
    package init(
        _ address: IPAddress?,
        account: String? = nil,
        interface: String? = nil,
        isOriginator: Bool? = nil
    ) {
        self.address = address
        self.account = account
        self.interface = interface
        self.isOriginator = isOriginator
    }
}

extension HostGroup {
    /// Whether an end whose address belongs to the group meets its other conditions.
    fileprivate func admits(_ end: FlowEnd) -> Bool {
        if !interfaces.isEmpty {
            guard let interface = end.interface, interfaces.contains(interface) else { return false }
        }
        if let isOriginator = direction.isOriginator {
            guard end.isOriginator == isOriginator else { return false }
        }
        guard !accounts.isEmpty else { return true }
        return end.account.map(names) ?? false
    }

    /// Whether the group names an account; one that names none does not.
    package func names(_ account: String) -> Bool {
        accounts.contains { account.isNamed(by: $0) }
    }
}

extension Policy {
    /// The first group that an end belongs to; nil for none.
    package func group(of end: FlowEnd) -> HostGroup? {
        hostGroups.first(with: end).map { hostGroups.groups[$0] }
    }
}
