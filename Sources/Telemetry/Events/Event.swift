package import Gateway

/// Something that a log keeper wants to know of, one line of JSON in the spirit of EVE, the format of Suricata.
package enum Event: Sendable {
    /// A step of a file transfer, and what was done to it.
    case transfer(TransferSighting, Decision)
    /// What has become of a file transfer.
    case outcome(TransferReport)
    /// The policy was read again, or could not be.
    case policy(ReloadOutcome)
    /// Something befell a queue.
    case queue(number: UInt16, QueueEvent)
    /// The daemon began or is about to end, with its version.
    case daemon(DaemonEvent, version: String)

    /// What may befall a queue.
    package enum QueueEvent: Sendable, Equatable {
        /// Its worker serves it.
        case bound
        /// Its worker failed, for this reason.
        case failed(String)
        /// It lost packets since the last such event.
        case lost(packets: UInt64)
    }

    /// What may befall the daemon.
    package enum DaemonEvent: String, Sendable {
        case started, stopping
    }
}

/// The group of hosts and the rule that decided, where there were any.
package struct EventGrounds: Sendable, Equatable {
    /// The group's name.
    package var group: String?
    /// The key of the policy file that decided, for example `policy.invitations`.
    package var rule: String?

    /// No group and no rule.
    package init(group: String? = nil, rule: String? = nil) {
        self.group = group
        self.rule = rule
    }
}
