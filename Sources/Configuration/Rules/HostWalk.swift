import Gateway
import PacketHeaders

/// How the rules tell the packets that need not come to the queue: by the addresses at both ends, as far as nothing else
/// could decide.
///
/// The first group that an address is in speaks for its end; of the two ends the stricter decides, and what is said of
/// anybody only where nothing else is said. So a packet is spared where one end surely may do everything, and the other
/// can be in no group that is stricter: one that names accounts or interfaces, or counts at times, may be the one that
/// speaks for any of its addresses.
struct HostWalk: Equatable {
    /// What is asked of every packet that could come to the queue; the first answer holds.
    private(set) var hosts: [HostStep] = []
    /// Whether a packet comes to the queue for which none of them has an answer.
    private(set) var queuesOthers = true
    /// What is asked of the receiver where the sender may do everything.
    private(set) var peers: [HostStep] = []
    /// Whether a packet to any other receiver comes to the queue.
    private(set) var queuesOtherPeers = false

    /// How many networks iptables is asked to go through, one after the other, for each packet: with a thousand of them a
    /// packet takes about as long as on its way through the queue, with ten thousand ten times that. nftables looks
    /// them up.
    static let networksOfIPTables = 1000

    /// The walk for one family; empty where no packet of it can be spared, or it would ask for more networks than `limit`.
    init(_ rules: [HostRule], family: IPFamily, limit: Int = .max) {
        let (courses, others) = Self.courses(of: rules, in: family)
        guard courses.map(\.networks.count).reduce(0, +) <= limit else { return }
        guard others == .spared || courses.contains(where: \.isSpared), !rules.mayJudgeByAccountAlone else { return }
        queuesOtherPeers = others == .queued
        queuesOthers = others != .spared
        peers = courses.steps(at: .receiver, spared: .spare).droppingLast(queuesOtherPeers ? .queue : .spare)
        let spared: HostStep.Answer = asksPeers ? .askPeers : .spare
        hosts = courses.steps(at: .sender, spared: spared)
        if others != .queued {
            hosts += courses.steps(at: .receiver, spared: .spare).droppingLast(queuesOthers ? .queue : .spare)
        }
    }

    /// Whether every packet comes to the queue.
    var isEmpty: Bool { hosts.isEmpty && queuesOthers }

    var asksPeers: Bool { !peers.isEmpty || queuesOtherPeers }

    /// The groups of one family for whose addresses something is sure, in order, and what is sure of all other addresses.
    private static func courses(of rules: [HostRule], in family: IPFamily) -> ([HostCourse], Others) {
        var courses: [HostCourse] = []
        for rule in rules {
            let isSpared = rule.group.permission == .everything
            // What may do everything only perhaps neither spares a packet nor holds one.
            if isSpared && rule.doubt != nil { continue }
            if family.isCovered(by: rule.group.networks) { return (courses, others(rule, among: rules)) }
            let networks = family.networks(among: rule.group.networks)
            guard !networks.isEmpty else { continue }
            // A group of all hosts of one family and some of the other is left to the daemon.
            courses.append(
                HostCourse(
                    group: rule.group.name,
                    networks: networks,
                    isSpared: isSpared && !rule.group.isForAnybody
                )
            )
        }
        return (courses, .unsaid)
    }

    /// What is sure of addresses that come as far as a group that is about all of them.
    private static func others(_ rule: HostRule, among rules: [HostRule]) -> Others {
        if rule.doubt != nil { return .queued }
        // Somebody behind a server has no address: he is in no group that names networks, be they all, but perhaps in a
        // later one, which says as much.
        let holdsAccounts = rule.group.networks.isEmpty || rules.allSatisfy(\.group.accounts.isEmpty)
        return rule.group.permission == .everything && holdsAccounts ? .spared : .unsaid
    }
}

/// One question about one end of a packet, and what follows where the answer is yes.
struct HostStep: Equatable {
    enum End { case sender, receiver }
    enum Answer { case queue, spare, askPeers }

    /// The group whose addresses they are.
    let group: String
    let end: End
    let networks: [Network]
    let answer: Answer
}

/// What is sure of addresses that no course is about.
private enum Others {
    /// Nothing is said of them, or only what is said of anybody, which is outweighed by what is said of the other end.
    case unsaid
    /// They may do everything, unless the other end is in a group that is stricter.
    case spared
    /// Some group may be stricter with them.
    case queued
}

/// What is sure of the addresses of one group.
private struct HostCourse {
    let group: String
    let networks: [Network]
    let isSpared: Bool
}

extension [HostCourse] {
    fileprivate func steps(at end: HostStep.End, spared: HostStep.Answer) -> [HostStep] {
        map { HostStep(group: $0.group, end: end, networks: $0.networks, answer: $0.isSpared ? spared : .queue) }
    }
}

extension HostRule {
    /// Why the addresses of a packet do not tell whether its host is in the group; nil if they do.
    var doubt: String? {
        if !times.isEmpty { return "counts at times only" }
        if !group.accounts.isEmpty { return "names accounts" }
        if !group.interfaces.isEmpty { return "names interfaces" }
        return group.direction == .both ? nil : "counts for connections one way only"
    }
}

extension [HostRule] {
    /// Whether a group may be stricter with somebody behind a server, of whom nothing is known but the account, so that no
    /// address is sure to be spared.
    var mayJudgeByAccountAlone: Bool { groupOfAccountsAlone != nil }

    /// The first group that may.
    var groupOfAccountsAlone: HostGroup? {
        for rule in self where rule.group.networks.isEmpty {
            // Whoever comes behind a group of anybody is in that.
            if rule.group.isForAnybody && rule.times.isEmpty { return nil }
            if !rule.group.accounts.isEmpty && rule.group.permission != .everything { return rule.group }
        }
        return nil
    }
}

extension [HostStep] {
    /// Without the steps at the end that answer what holds without an answer as well.
    fileprivate func droppingLast(_ answer: HostStep.Answer) -> [HostStep] {
        guard let last = lastIndex(where: { $0.answer != answer }) else { return [] }
        return Array(self[...last])
    }
}
