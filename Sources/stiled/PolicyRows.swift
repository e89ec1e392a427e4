import Configuration
import Gateway
import Telemetry

/// The policy in force, in the words of the policy file.
struct PolicyRows {
    /// The rows, in the order of the file.
    let rows: [PolicyRow]

    /// What is in force now, with the groups of hosts that count at this hour, and the queues as they were bound.
    init(_ current: PolicyInForce, queues: Settings.Queues, from path: String?) {
        rows =
            [PolicyRow("file", path ?? "none: the defaults")]
            + Self.transfers(current.policy) + Self.queues(queues)
            + current.policy.hosts.map(Self.group)
    }

    private static func transfers(_ policy: Policy) -> [PolicyRow] {
        [
            PolicyRow("transfers.files", "\(policy.invitations)"),
            PolicyRow("transfers.data-connections", "\(policy.dataConnections)"),
            PolicyRow("transfers.shared-folders", "\(policy.sharedFolders)"),
            PolicyRow("transfers.photos", "\(policy.photos)"),
            PolicyRow("transfers.backgrounds", "\(policy.backgrounds)"),
            PolicyRow("transfers.fragments", "\(policy.fragments)"),
            PolicyRow("transfers.notify", "\(policy.notify)"),
        ]
    }

    private static func queues(_ queues: Settings.Queues) -> [PolicyRow] {
        [
            PolicyRow("queues.numbers", "\(queues.numbers.lowerBound):\(queues.numbers.upperBound)"),
            PolicyRow("queues.fail", queues.failOpen ? "open" : "closed"),
        ]
    }

    private static func group(_ group: HostGroup) -> PolicyRow {
        let networks = group.networks.map(\.written)
        let members = (networks + group.accounts + group.interfaces).prefix(maximumMembers)
        let count = networks.count + group.accounts.count + group.interfaces.count
        let more = count > maximumMembers ? ", … (\(count) in all)" : ""
        return PolicyRow("hosts \(group.name)", "\(group.permission): \(members.joined(separator: ", "))\(more)")
    }

    // A host list may have thousands of lines.
    private static let maximumMembers = 6
}
