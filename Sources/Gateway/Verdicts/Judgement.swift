import MSNP

/// What is being found out about one packet, until it is a `Decision`.
struct Judgement {
    /// Whether the packet may not be forwarded.
    var isDropped = false
    /// Whether bytes of it were overwritten.
    var isEdited = false
    /// What the policy chose for the transfer it belongs to.
    private(set) var action: Action?
    /// The firewall mark wanted.
    var mark = Mark.unchanged
    private(set) var reason = Reason.ordinary
    /// The place of the group of hosts on whose account it is denied; nil if it is not. Not its name, which would be copied
    /// with every packet.
    var group: Int?
    /// The transfers it is part of, each with one step.
    private(set) var parts: [Part] = []

    struct Part {
        var transfer: TransferID
        var stage: TransferStage
        var action: Action?
        /// Whether it is the first copy of what it tells: a retransmission is no new step.
        var isFirstCopy: Bool
    }

    /// Notes a reason; the gravest stays.
    mutating func note(_ reason: Reason) {
        if reason.rawValue > self.reason.rawValue { self.reason = reason }
    }

    /// Notes that the packet is part of a transfer.
    mutating func note(_ part: Part, for reason: Reason) {
        note(reason)
        if let action = part.action { self.action = action }
        let isKnown = parts.contains { $0.transfer == part.transfer && $0.stage == part.stage }
        if !isKnown { parts.append(part) }
    }

    /// Gives the parts in a transfer to another number, when the two have turned out to be one.
    mutating func renumber(_ transfer: TransferID, to other: TransferID) {
        for index in parts.indices where parts[index].transfer == transfer { parts[index].transfer = other }
    }

    /// Whether a transfer or a group of hosts has a part in it.
    var tellsMore: Bool { !parts.isEmpty || group != nil }

    var verdict: Verdict {
        isDropped ? .drop : isEdited ? .edit : .accept
    }
}
