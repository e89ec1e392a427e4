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
        let generation = context.ledger.generation
        if let known = own.answer, known.holds(for: number, origin, generation, at: context.time) {
            return connection.answerSession(known.kind, own.direction, at: reading.position)
        }
        let (from, to) = connection.correspondents(own.direction)
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
