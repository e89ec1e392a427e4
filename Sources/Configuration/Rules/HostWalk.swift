import Gateway
import PacketHeaders

/// How the rules tell the packets that need not come to the queue: by the addresses at both ends, as far as nothing else
/// could decide.
///
/// The first group that an address is in decides for its end, and of the two ends the stricter. So a packet is spared
/// only where one end surely may do everything and the other is in no group that could be stricter: a group that names
/// accounts or interfaces, or counts at times, may be the one that decides for any of its addresses.
struct HostWalk: Equatable {
    /// What is asked of every packet that could come to the queue; the first answer holds, and without one it comes.
    private(set) var hosts: [HostStep] = []
    /// What is asked of the receiver where the sender may do everything; without an answer the packet is spared.
    private(set) var peers: [HostStep] = []

    /// The walk for one family; empty where no packet of it can be spared.
    init(_ rules: [HostRule], family: IPFamily) {
        let courses = Self.courses(of: rules, in: family)
        guard courses.contains(where: { $0.isSpared }) else { return }
        peers = courses.map { $0.step(at: .receiver, spared: .spare) }.droppingLast(.spare)
        let spared: HostStep.Answer = peers.isEmpty ? .spare : .askPeers
        hosts = courses.map { $0.step(at: .sender, spared: spared) }
        if courses.last?.networks != nil {
            hosts += courses.map { $0.step(at: .receiver, spared: .spare) }.droppingLast(.queue)
        }
    }

    var isEmpty: Bool { hosts.isEmpty }

    /// The groups of one family for whose addresses something is sure, in order, up to one that holds them all.
    private static func courses(of rules: [HostRule], in family: IPFamily) -> [HostCourse] {
        var courses: [HostCourse] = []
        for rule in rules {
            guard let course = HostCourse(rule, family: family) else { continue }
            courses.append(course)
            if course.networks == nil { break }
        }
        return courses
    }
}

/// One question about one end of a packet, and what follows where the answer is yes.
struct HostStep: Equatable {
    enum End { case sender, receiver }
    enum Answer { case queue, spare, askPeers }

    /// The group whose addresses they are.
    let group: String
    let end: End
    /// The addresses asked about; nil for all of the family.
    let networks: [Network]?
    let answer: Answer
}

/// What is sure of the addresses of one group.
private struct HostCourse {
    let group: String
    /// nil for all of the family.
    let networks: [Network]?
    let isSpared: Bool

    /// nil where nothing is: what may do everything only perhaps neither spares a packet nor holds one.
    init?(_ rule: HostRule, family: IPFamily) {
        let group = rule.group
        isSpared = group.permission == .everything
        if isSpared && rule.doubt != nil { return nil }
        let named = family.networks(among: group.networks)
        // Where ::/0 means IPv4 as well, that makes a group stricter, but does not spare anybody.
        let isWhole = group.networks.isEmpty || family.isCovered(by: isSpared ? named : group.networks)
        if !isWhole && named.isEmpty { return nil }
        self.group = group.name
        networks = isWhole ? nil : named
    }

    func step(at end: HostStep.End, spared: HostStep.Answer) -> HostStep {
        HostStep(group: group, end: end, networks: networks, answer: isSpared ? spared : .queue)
    }
}

extension HostRule {
    /// Why the addresses of a packet do not tell whether its host is in the group; nil if they do.
    var doubt: String? {
        if !times.isEmpty { return "counts at times only" }
        if !group.accounts.isEmpty { return "names accounts" }
        return group.interfaces.isEmpty ? nil : "names interfaces"
    }
}

extension [HostStep] {
    /// Without the steps at the end that answer what holds without an answer as well.
    fileprivate func droppingLast(_ answer: HostStep.Answer) -> [HostStep] {
        guard let last = lastIndex(where: { $0.answer != answer }) else { return [] }
        return Array(self[...last])
    }
}
