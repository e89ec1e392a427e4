import MSNP
import PacketHeaders

/// What the P2P layer tells a conversation, besides transfers.
extension Conversation {
    /// Says what is known of the session that a packet belongs to.
    mutating func answer(
        session number: UInt32,
        _ reading: Reading,
        _ own: inout Stream,
        in context: inout PacketClassifier.Context
    ) {
        let origin = connection.origin(own.direction)
        if let known = own.answer, context.ledger.confirms(known, number, origin, at: context.time) {
            return connection.answerSession(known.kind, own.direction, at: reading.position)
        }
        let generation = context.ledger.generation(ofSession: number)
        let (from, to) = connection.confirmedCorrespondents(own.direction)
        let kind = context.ledger.kind(ofSession: number, between: from, and: to, at: context.time)
        own.answer = SessionAnswer(
            number: number,
            origin: origin,
            generation: generation,
            time: context.time,
            kind: kind
        )
        connection.answerSession(kind, own.direction, at: reading.position)
    }

    /// The step that a packet of a file is, if the ledger has been told of one like it: then nothing is new in it, and the
    /// ledger need only hear that the transfer goes on. nil if it must be told more.
    ///
    /// `mutating` although it changes nothing, like `refusal`.
    mutating func furtherData(
        _ answer: SessionAnswer?,
        _ direction: Connection.Direction,
        in context: borrowing PacketClassifier.Context
    ) -> TransferStep? {
        // What groups of hosts say can rest on more than the file.
        guard context.policy.hostGroups.isEmpty, let (number, kind) = connection.dataSession(direction), let answer,
            let transfer = answer.transfer,
            context.ledger.confirms(answer, number, connection.origin(direction), at: context.time)
        else { return nil }
        let carrier = connection.carrier(direction)
        guard carrier != .direct else { return nil }
        context.ledger.noteData(of: transfer, on: carrier, at: context.time)
        let action = context.policy.action(for: .data(session: number, kind: kind))
        return TransferStep(transfer: transfer, stage: .data, action: action)
    }

    /// Notes which transfer a packet of a file belongs to, for the packets that follow it.
    mutating func noteAnswer(
        _ transfer: TransferID,
        to message: TransferLedger.Message,
        _ own: inout Stream,
        in context: borrowing PacketClassifier.Context
    ) {
        // Who takes part is told by further packets until it is known.
        guard case .data(let number, _) = message.finding, message.from != nil, message.to != nil,
            let answer = own.answer,
            context.ledger.confirms(answer, number, connection.origin(own.direction), at: context.time)
        else { return }
        own.answer?.transfer = transfer
    }

    /// Takes in a whole MSNSLP message: what its session is for, or that it is accepted, refused or over.
    mutating func followSession(
        _ own: Stream,
        into judgement: inout Judgement,
        in context: inout PacketClassifier.Context
    ) {
        guard case .session(let text) = connection.finding(own.direction) else { return }
        if text.method == .invite, !text.isTransport { context.counters.record(text.kind ?? .other) }
        guard own.open == nil else { return }
        let message = message(.invite, .session(text), own.direction, isContinuation: false)
        guard let (transfer, stage) = context.ledger.note(text, of: message, at: context.time) else { return }
        judgement.note(Judgement.Part(transfer: transfer, stage: stage, action: nil, isFirstCopy: true), for: .transfer)
    }

    /// Notes a session that a footer has told to carry a file, when its packet had been read.
    mutating func noteFileSession(_ number: UInt32, _ own: Stream, in context: inout PacketClassifier.Context) {
        let message = message(.data, .data(session: number, kind: nil), own.direction, isContinuation: false)
        _ = context.ledger.note(message, at: context.time)
    }
}
