package import PacketHeaders

/// What hosts of a group may do.
package enum Permission: UInt8, Sendable, CaseIterable {
    /// Whatever MSN can do, files included.
    case everything
    /// All but files: the policy for each kind of traffic holds.
    case chat
    /// No MSN at all.
    case nothing
}

/// A named group of hosts, of accounts, or of both: a host that meets one condition of each kind that the group names
/// belongs to it.
package struct HostGroup: Sendable, Equatable {
    /// Its name, as reports tell it.
    package var name: String
    /// What its hosts may do.
    package var permission: Permission
    /// The addresses that belong to it; empty for any.
    package var networks: [Network] = []
    /// The accounts that belong to it, in small letters, with `*` for any letters; empty for any.
    package var accounts: [String] = []
    /// The interfaces by which the host's packets come in; empty for any.
    package var interfaces: [String] = []
    /// The connections for which they belong to it.
    package var direction = Direction.both

    /// Which connections count, by who opened them.
    package enum Direction: UInt8, Sendable, CaseIterable {
        case both
        /// Those that the host opens.
        case out
        /// Those by which others call the host.
        case `in`

        /// Whether the host must have opened the connection; nil if it does not matter.
        var isOriginator: Bool? {
            switch self {
            case .both: nil
            case .out: true
            case .in: false
            }
        }
    }

    /// A group to which everybody belongs.
    package init(_ name: String, may permission: Permission) {
        self.name = name
        self.permission = permission
    }
}
