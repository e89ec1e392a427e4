import Configuration
import Gateway
import PacketHeaders

/// Follows a packet through the rules as the kernel would, as far as addresses tell.
struct RulesWalk {
    private let chains: [String: [[String]]]

    init(_ settings: Settings, _ family: IPFamily) {
        let mangle = RuleSet(settings).tables(for: family).first { $0.name == "mangle" }
        chains = Dictionary(
            uniqueKeysWithValues: (mangle?.chains ?? []).map { chain in
                (chain.name, chain.rules.map { $0.text.split(separator: " ").map(String.init) })
            }
        )
    }

    /// Whether a packet of a queued port comes to the queue.
    func queues(_ packet: (from: IPAddress, to: IPAddress)) -> Bool {
        queues(packet, in: "STILE-QUEUE")
    }

    private func queues(_ packet: (from: IPAddress, to: IPAddress), in chain: String) -> Bool {
        for rule in chains[chain] ?? [] where matches(packet, rule) {
            if rule.contains("NFQUEUE") { return true }
            if let next = value("-g", in: rule) { return queues(packet, in: next) }
            return false
        }
        return false
    }

    private func matches(_ packet: (from: IPAddress, to: IPAddress), _ rule: [String]) -> Bool {
        guard !rule.contains("connmark") else { return false }
        return holds(value("-s", in: rule), packet.from) && holds(value("-d", in: rule), packet.to)
    }

    private func holds(_ network: String?, _ address: IPAddress) -> Bool {
        network.map { Network(written: $0)?.contains(address) == true } ?? true
    }

    private func value(_ option: String, in rule: [String]) -> String? {
        rule.firstIndex(of: option).map { rule[$0 + 1] }
    }
}

/// What the gateway decides for a flow of which so much is known.
///
/// This is the rule of the policy in the words of a test: what is said of anybody counts only where nothing else is said,
/// and of two that count alike the stricter decides.
func permission(of ends: [FlowEnd], _ hosts: [HostGroup]) -> Permission {
    var policy = Policy.standard
    policy.hosts = hosts
    let groups = ends.compactMap { policy.group(of: $0) }
    let named = groups.filter { !$0.isForAnybody }
    let permissions = (named.isEmpty ? groups : named).map(\.permission)
    return permissions.max { $0.rawValue < $1.rawValue } ?? .chat
}

extension HostGroup {
    init(
        _ name: String,
        may permission: Permission,
        at networks: [String],
        accounts: [String] = [],
        interfaces: [String] = []
    ) {
        self.init(name, may: permission)
        self.networks = networks.compactMap { Network(written: $0) }
        self.accounts = accounts
        self.interfaces = interfaces
    }
}

extension Settings {
    /// The default policy with these groups.
    init(hosts: [HostGroup]) {
        self.init()
        self.hosts = hosts.map { HostRule($0) }
    }
}
