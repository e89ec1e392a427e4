import PacketHeaders

/// What the groups of the policy say of a flow: the strictest of what they say of its ends.
struct Ruling {
    /// What may be done in the flow; the default where no group has a say in it.
    private(set) var permission = Permission.chat
    /// The place of the deciding group among those of the policy; nil where none has a say.
    private(set) var group: Int?
    /// Whether the deciding group names nobody, and counts only because no end belongs to one that does.
    private(set) var isForAnybody = true

    /// No group has a say.
    init() {}

    /// What groups have said before.
    init(_ permission: Permission, of group: Int?, isForAnybody: Bool) {
        self.permission = permission
        self.group = group
        self.isForAnybody = isForAnybody
    }

    /// Takes in what one more end belongs to.
    mutating func take(_ place: Int?, of hosts: HostGroups) {
        guard let place else { return }
        let group = hosts.groups[place]
        guard self.group == nil || (isForAnybody == group.isForAnybody ? isLess(group) : isForAnybody) else { return }
        follow(group, at: place)
    }

    /// Takes in what an end may belong to, if that allows less.
    mutating func restrict(_ place: Int, of hosts: HostGroups) {
        let group = hosts.groups[place]
        if isLess(group) { follow(group, at: place) }
    }

    private func isLess(_ group: HostGroup) -> Bool { group.permission.rawValue > permission.rawValue }

    private mutating func follow(_ group: HostGroup, at place: Int) {
        permission = group.permission
        self.group = place
        isForAnybody = group.isForAnybody
    }
}

extension HostGroup {
    /// Whether everybody belongs to it. Of the two ends of most connections one is a server, and in such a group too, so
    /// that the strictest of such groups must not outweigh what is said of the host itself.
    package var isForAnybody: Bool {
        accounts.isEmpty && interfaces.isEmpty && direction == .both
            && (networks.isEmpty || networks.contains { $0.isWholeFamily })
    }
}
