package import Gateway

/// A group of hosts as the policy file names it, and the times at which it counts.
package struct HostRule: Sendable, Equatable {
    /// The group, as the gateway matches it.
    package var group: HostGroup
    /// When the group counts; empty for always.
    package var times: [WeeklySpan] = []
    /// Where the group begins.
    package var place: Place?
    /// Where each of its networks stands, in the order of `group.networks`.
    package var networkPlaces: [Place] = []

    /// A group that always counts.
    package init(_ group: HostGroup) {
        self.group = group
    }
}
