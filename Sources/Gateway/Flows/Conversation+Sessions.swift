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
        if let known = own.answer, isAnswered(number, own, in: context) {
            return connection.answerSession(known.kind, own.direction, at: reading.position)
        }
        let generation = context.ledger.generation(ofSession: number)
        let (from, to) = connection.correspondents(own.direction)
        let kind = context.ledger.kind(ofSession: number, between: from, and: to, at: context.time)
        own.answer = SessionAnswer(
            number: number,
            origin: connection.origin(own.direction),
            generation: generation,
            time: context.time,
            kind: kind
        )
        connection.answerSession(kind, own.direction, at: reading.position)
    }

    /// The step that a packet of a file is, if the ledger has been told of one like it: then nothing is new in it, and the
    /// ledger need only hear that the transfer goes on. nil if it must be told more.
    func furtherData(_ own: borrowing Stream, in context: borrowing PacketClassifier.Context) -> TransferStep? {
        // What groups of hosts say can rest on more than the file.
        guard context.policy.hostGroups.isEmpty, let (number, kind) = connection.dataSession(own.direction),
            let transfer = own.answer?.transfer, isAnswered(number, own, in: context)
        else { return nil }
        let carrier = connection.carrier(own.direction)
        guard carrier != .direct else { return nil }
        context.ledger.noteData(of: transfer, on: carrier, at: context.time)
        let action = context.policy.action(for: .data(session: number, kind: kind))
        return TransferStep(transfer: transfer, stage: .data, action: action)
    }

    /// Notes which transfer a packet of a file belongs to, for the packets that follow it.
    func noteAnswer(
        _ transfer: TransferID,
        to message: TransferLedger.Message,
        _ own: inout Stream,
        in context: borrowing PacketClassifier.Context
    ) {
        // Who takes part is told by further packets until it is known.
        guard case .data(let number, _) = message.finding, message.from != nil, message.to != nil,
            isAnswered(number, own, in: context)
        else { return }
        own.answer?.transfer = transfer
    }

    /// Whether the latest answer about a session was to the question that this packet would ask.
    private func isAnswered(
        _ number: UInt32,
        _ own: borrowing Stream,
        in context: borrowing PacketClassifier.Context
    ) -> Bool {
        let generation = context.ledger.generation(ofSession: number)
        return own.answer?.holds(for: number, connection.origin(own.direction), generation, at: context.time) == true
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
        let message = message(.invite, own.direction, isContinuation: false)
        guard let (transfer, stage) = context.ledger.note(text, of: message, at: context.time) else { return }
        judgement.note(Judgement.Part(transfer: transfer, stage: stage, action: nil, isFirstCopy: true), for: .transfer)
    }

    /// Notes a session that a footer has told to carry a file, when its packet had been read.
    mutating func noteFileSession(_ number: UInt32, _ own: Stream, in context: inout PacketClassifier.Context) {
        var message = message(.data, own.direction, isContinuation: false)
        message.finding = .data(session: number, kind: nil)
        _ = context.ledger.note(message, at: context.time)
    }
}
