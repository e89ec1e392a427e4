import PacketHeaders

/// A family of addresses; each has rules of its own.
package enum IPFamily: Sendable, CaseIterable {
    case v4, v6

    /// The family as people write it.
    package var name: String {
        switch self {
        case .v4: "IPv4"
        case .v6: "IPv6"
        }
    }

    func holds(_ address: IPAddress) -> Bool {
        (address.v4 != nil) == (self == .v4)
    }

    /// The networks that lie in this family, in order, without those that lie in another of them.
    func networks(among networks: [Network]) -> [Network] {
        var kept: [Network] = []
        for network in networks.sorted(by: { ($0.address, $0.prefix) < ($1.address, $1.prefix) })
        where holds(network) && kept.last?.contains(network.address) != true {
            kept.append(network)
        }
        return kept
    }

    /// An IPv4 network shares the 96 bits of the mapped form (RFC 4291, section 2.5.5.2).
    private func holds(_ network: Network) -> Bool {
        let isV4 = network.prefix >= 96 && network.address.v4 != nil
        return isV4 == (self == .v4)
    }

    /// Whether a group of these networks is about all addresses of the family.
    func isCovered(by networks: [Network]) -> Bool {
        networks.isEmpty || networks.contains { $0.isWholeFamily && holds($0) }
    }
}

extension Network {
    /// The network as iptables-save writes it: with its prefix, a single address too.
    var savedText: String { prefix == 128 ? "\(address)/\(address.v4 == nil ? 128 : 32)" : written }
}
