import MSNP
import PacketHeaders

/// What the groups of hosts have to say in a conversation.
extension Conversation {
    /// Asks the groups, if there is another policy than before or an interface has become known; answers whether the
    /// conversation was cut off, and may go on now.
    ///
    /// What they have said stands until something changes: with most packets this is one comparison. The context is not
    /// lent but handed over, although it stays as it is: what is lent out of an `inout` is copied for each call.
    mutating func settle(_ direction: Connection.Direction, in context: inout PacketClassifier.Context) -> Bool {
        if let interface = context.interface { note(interface, direction, in: context) }
        guard generation != context.generation else { return false }
        generation = context.generation
        ask(context.policy)
        judgeCarriedFile(in: context)
        switch standing {
        case .followed:
            if ruling.permission == .nothing, connection.isProven { standing = .denied }
            return false
        case .denied: return ruling.permission != .nothing
        case .released, .condemned, .refused: return false
        }
    }

    /// Cuts the conversation off, if one of its hosts may not use MSN and this has shown to be MSN.
    mutating func denyIfForbidden(into judgement: inout Judgement) {
        guard ruling.permission == .nothing, connection.isProven else { return }
        standing = .denied
        judgement.note(.denied)
        judgement.group = ruling.group
    }

    /// Asks again if a command has told who takes part.
    @inline(__always)
    mutating func noteAccounts(in context: borrowing PacketClassifier.Context) {
        guard connection.session.changes != changesRuled else { return }
        changesRuled = connection.session.changes
        if context.policy.hostGroups.nameAccounts { ask(context.policy) }
    }

    private mutating func note(
        _ interface: UInt32,
        _ direction: Connection.Direction,
        in context: borrowing PacketClassifier.Context
    ) {
        guard context.policy.hostGroups.nameInterfaces else { return }
        let known = direction == .originator ? interfaces.originator : interfaces.responder
        guard known != interface else { return }
        switch direction {
        case .originator: interfaces.originator = interface
        case .responder: interfaces.responder = interface
        }
        ask(context.policy)
    }

    // MARK: Asking

    mutating func ask(_ policy: Policy) {
        ruling = Ruling()
        changesRuled = connection.session.changes
        guard !policy.hostGroups.isEmpty else { return }
        for direction in Connection.Direction.allCases {
            take(end(direction, policy), isConfirmed: connection.session.isOwnerConfirmed, into: &ruling, policy)
        }
        guard policy.hostGroups.nameAccounts else { return }
        for account in connection.session.others {
            take(FlowEnd(nil, account: account), isConfirmed: true, into: &ruling, policy)
        }
    }

    /// Takes in what is said of one end. The account that only the client itself tells may cost it a permission, and gives
    /// it none.
    private func take(_ end: FlowEnd, isConfirmed: Bool, into ruling: inout Ruling, _ policy: Policy) {
        let groups = policy.hostGroups
        let place = groups.first(with: end)
        guard !isConfirmed, end.account != nil else { return ruling.take(place, of: groups) }
        var unnamed = end
        unnamed.account = nil
        let other = groups.first(with: unnamed)
        ruling.take(other, of: groups)
        if let place, place != other { ruling.restrict(place, of: groups) }
    }

    private func end(_ direction: Connection.Direction, _ policy: Policy) -> FlowEnd {
        let isOriginator = direction == .originator
        return FlowEnd(
            isOriginator == originatorIsLow ? key.low.address : key.high.address,
            account: connection.side(of: direction) == .client ? connection.session.owner : nil,
            interface: policy.interfaces[isOriginator ? interfaces.originator : interfaces.responder],
            isOriginator: isOriginator
        )
    }

    private func name(of ruling: Ruling, in policy: Policy) -> String? {
        ruling.group.map { policy.hostGroups.groups[$0].name }
    }

    // MARK: Transfers

    /// What becomes of a message that is a step of a transfer, and notes on whose account.
    mutating func action(
        for message: TransferLedger.Message,
        of transfer: TransferID,
        in context: borrowing PacketClassifier.Context
    ) -> Action {
        let policy = context.policy
        guard !policy.hostGroups.isEmpty else { return policy.action(for: message.finding) }
        let ruling = ruling(of: message, policy)
        context.ledger.note(ruling.permission, of: name(of: ruling, in: policy), on: transfer)
        return ruling.permission == .everything ? .pass : policy.action(for: message.finding)
    }

    /// What the groups say of a message, which on a notification server names others than the conversation does.
    private mutating func ruling(of message: TransferLedger.Message, _ policy: Policy) -> Ruling {
        var ruling = ruling
        guard policy.hostGroups.nameAccounts else { return ruling }
        let known = [connection.session.owner].compactMap(\.self) + connection.session.others
        let confirmed = connection.confirmedCorrespondents(message.leg.direction)
        for (account, confirmed) in [(message.from, confirmed.from), (message.to, confirmed.to)] {
            guard let account, !known.contains(where: { $0.names(account) }) else { continue }
            take(FlowEnd(nil, account: account), isConfirmed: account == confirmed, into: &ruling, policy)
        }
        return ruling
    }

    /// What becomes of a connection that carries the file of a transfer, where the policy for its kind is `action`.
    ///
    /// A conversation that was allowed to make the transfer has answered for those who take part: their accounts are not
    /// told by the connection itself.
    func connectionAction(
        _ action: Action,
        of transfer: TransferID,
        in context: borrowing PacketClassifier.Context
    ) -> Action {
        let policy = context.policy
        guard !policy.hostGroups.isEmpty else { return action }
        if let group = context.ledger.groupGivingLeave(to: transfer), ruling.permission != .nothing,
            policy.hosts.contains(where: { $0.name == group && $0.permission == .everything })
        {
            return .pass
        }
        context.ledger.note(ruling.permission, of: name(of: ruling, in: policy), on: transfer)
        return ruling.permission == .everything ? .pass : action
    }

    /// A file that was let pass by an earlier policy need not be by this one.
    private mutating func judgeCarriedFile(in context: borrowing PacketClassifier.Context) {
        // Of a direct connection every packet is judged anew.
        guard let dataConnection, connection.carrier(.originator) != .direct, case .followed = standing else { return }
        let action = connectionAction(context.policy.dataConnections, of: dataConnection, in: context)
        let part = Judgement.Part(transfer: dataConnection, stage: .data, action: action, isFirstCopy: true)
        switch action {
        case .decline, .drop: standing = .condemned(part)
        case .reset: standing = .refused(part, isShut: false)
        case .observe, .pass: break
        }
    }
}
