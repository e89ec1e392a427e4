import MSNP
import PacketHeaders

/// What direct connections between two clients tell a conversation.
extension Conversation {
    /// The connection shows for which session it was announced: that of a file condemns it, before any byte of the file.
    mutating func followNonce(
        _ own: borrowing Stream,
        into judgement: inout Judgement,
        in context: inout PacketClassifier.Context
    ) {
        guard let nonce = connection.nonce(own.direction),
            let announced = context.ledger.announcement(of: nonce, at: context.time)
        else { return }
        // Both ends show a plain nonce, but only the one that is called has announced it.
        let direction = announced.isHashed ? own.direction : .responder
        connection.introduce(announced.from, to: announced.to, direction)
        guard announced.kind.carriesFiles, dataConnection == nil else { return }
        let transfer = context.ledger.noteDirectConnection(of: announced, at: context.time)
        dataConnection = transfer
        let action = connectionAction(context.policy.connectionAction(for: announced.kind), of: transfer, in: context)
        begin(TransferStep(transfer: transfer, stage: .data, action: action), into: &judgement)
    }

    /// A packet on a direct connection has turned out to carry a part of a file.
    mutating func beginDirectData(
        _ transfer: TransferID,
        _ message: TransferLedger.Message,
        _ own: inout Stream,
        into judgement: inout Judgement,
        in context: inout PacketClassifier.Context
    ) {
        guard case .data(_, let kind) = message.finding else { return }
        let step = TransferStep(
            transfer: transfer,
            stage: .data,
            action: connectionAction(context.policy.connectionAction(for: kind), of: transfer, in: context)
        )
        own.open = step
        begin(step, into: &judgement)
    }

    /// The whole connection is treated as the policy says: clients go back to their switchboard, where the data is void.
    private mutating func begin(_ step: TransferStep, into judgement: inout Judgement) {
        let part = Judgement.Part(step)
        judgement.note(part, for: .transfer)
        switch step.action {
        case .decline, .drop: standing = .condemned(part)
        case .reset: standing = .refused(part, isShut: false)
        case .observe, .pass: break
        }
    }
}
