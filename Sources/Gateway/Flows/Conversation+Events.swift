import MSNP
import PacketHeaders

extension Conversation {
    /// Counts what was read and tells the ledger; answers with the edit that follows from it, if one does.
    mutating func follow(
        _ event: StreamEvent,
        _ reading: Reading,
        _ own: inout Stream,
        into judgement: inout Judgement,
        in context: inout PacketClassifier.Context
    ) -> Edit? {
        switch event {
        case .recognized:
            context.counters.flowsRecognized &+= isCountedRecognized ? 0 : 1
            isCountedRecognized = true
        case .foreign: context.counters.directionsForeign &+= 1
        case .server(let address, let port):
            context.ledger.servers.note(Endpoint(address: IPAddress(v4: address), port: port), at: context.time)
        case .malformed: judgement.note(.malformedCommand)
        case .invitation(let kind): context.counters.record(kind)
        case .harmless: break
        case .cookie(let cookie): answer(cookie, reading, &own, in: &context)
        case .told(let stage): return begin(stage, reading, &own, isContinuation: false, into: &judgement, in: &context)
        case .resumed(let stage):
            return begin(stage, reading, &own, isContinuation: true, into: &judgement, in: &context)
        case .overwrite(let range, let byte):
            return overwrite(range, with: byte, reading, &own, into: &judgement)
        case .denial(let index, let byte):
            judgement.note(.senderTold)
            return Edit(position: reading.start + index, count: 1, replacement: byte, step: nil)
        case .session(let number): answer(session: number, reading, &own, in: &context)
        case .sessionMessage: followSession(own, into: &judgement, in: &context)
        case .fileSession(let number): noteFileSession(number, own, in: &context)
        case .ended:
            complete(&own, into: &judgement, in: &context)
            noteLastData(own, in: &context)
            own.open = nil
        case .dataConnection: beginDataConnection(into: &judgement, in: &context)
        case .directConnection:
            context.counters.flowsRecognized &+= isCountedRecognized ? 0 : 1
            isCountedRecognized = true
        case .nonce: followNonce(own, into: &judgement, in: &context)
        case .dataConnectionDetail:
            guard let dataConnection, let detail = connection.dataConnectionDetail(own.direction) else { break }
            context.ledger.complete(dataConnection, with: detail)
            noteEnd(of: dataConnection, detail, into: &judgement)
        case .tunnel: break
        case .gatewayRequest: context.counters.gatewayRequests &+= 1
        case .gatewaySession:
            context.ledger.exchangeTalk(of: &connection)
            if context.policy.hostGroups.nameAccounts { ask(context.policy) }
        case .adjust(let index, let byte):
            let action = ruling.permission == .everything ? .pass : context.policy.invitations
            return adjust(reading.start + index, to: byte, as: action, into: &judgement)
        case .unreadable: judgement.note(.unreadable)
        }
        return nil
    }

    private mutating func answer(
        _ cookie: UInt32,
        _ reading: Reading,
        _ own: inout Stream,
        in context: inout PacketClassifier.Context
    ) {
        // A client that lies about itself could have the cookie belong to somebody else.
        let (from, to) = connection.confirmedCorrespondents(own.direction)
        let isFile = context.ledger.isOffered(cookie: cookie, between: from, and: to, at: context.time)
        connection.answerCookie(isFile: isFile, own.direction, at: reading.position)
    }

    /// A message has turned out to be a step of a transfer.
    private mutating func begin(
        _ stage: TransferStage,
        _ reading: Reading,
        _ own: inout Stream,
        isContinuation: Bool,
        into judgement: inout Judgement,
        in context: inout PacketClassifier.Context
    ) -> Edit? {
        if stage == .data, let step = furtherData(own.answer, own.direction, in: context) {
            return take(step, reading, &own, into: &judgement)
        }
        let finding = connection.finding(own.direction)
        let message = message(stage, finding, own.direction, isContinuation: isContinuation)
        let transfer = context.ledger.note(message, at: context.time)
        noteAnswer(transfer, to: message, &own, in: context)
        if stage == .data, message.carrier == .direct {
            beginDirectData(transfer, message, &own, into: &judgement, in: &context)
            return nil
        }
        guard stage.isOffering else {
            // One that refuses its own offer calls it off.
            let isOwn = stage == .decline && context.ledger.isOffered(transfer, by: message.from)
            let step = isOwn ? .cancel : stage
            let part = Judgement.Part(transfer: transfer, stage: step, action: nil, isFirstCopy: true)
            judgement.note(part, for: .transfer)
            return nil
        }
        let open = TransferStep(
            transfer: transfer,
            stage: stage,
            action: action(for: message, of: transfer, in: context)
        )
        tellSender(of: open, own.direction, in: &context)
        return take(open, reading, &own, into: &judgement)
    }

    /// Takes up a step in which the policy has a say; answers with the edit that follows at once, if one does.
    private mutating func take(
        _ open: TransferStep,
        _ reading: Reading,
        _ own: inout Stream,
        into judgement: inout Judgement
    ) -> Edit? {
        let part = Judgement.Part(open)
        judgement.note(part, for: .transfer)
        own.open = open
        switch open.action {
        case .drop:
            return Edit(position: reading.start + (reading.position - 1), count: 1, replacement: nil, step: open)
        // Not before the packet has been read to its end: the report wants the file's name.
        case .reset: upcoming = .refused(part, isShut: false)
        case .decline, .observe, .pass: break
        }
        return nil
    }

    /// Sees to it that the client which offers a file, or accepts one, hears that this was not delivered, where it asked to
    /// hear.
    ///
    /// Once for each step of a transfer: some clients send a refused packet again at once, and would do so for ever. That is
    /// also why packets of the file itself are never refused.
    private mutating func tellSender(
        of step: TransferStep,
        _ direction: Connection.Direction,
        in context: inout PacketClassifier.Context
    ) {
        guard context.policy.notify, step.stage != .data, step.action == .decline,
            connection.awaitsAcknowledgement(direction), context.ledger.isFirstDenial(of: step)
        else { return }
        connection.denyDelivery(direction)
    }

    mutating func message(
        _ stage: TransferStage,
        _ finding: Finding,
        _ direction: Connection.Direction,
        isContinuation: Bool
    ) -> TransferLedger.Message {
        let (from, to) = connection.correspondents(direction)
        return TransferLedger.Message(
            finding: finding,
            carrier: connection.carrier(direction),
            stage: stage,
            from: from,
            to: to,
            leg: TransferRecords.Leg(flow: key, direction: direction),
            isContinuation: isContinuation
        )
    }

    private func overwrite(
        _ range: Range<Int>,
        with byte: UInt8,
        _ reading: Reading,
        _ own: inout Stream,
        into judgement: inout Judgement
    ) -> Edit? {
        guard let open = own.open, open.action == .decline else { return nil }
        judgement.note(Judgement.Part(open), for: .transfer)
        return Edit(position: reading.start + range.lowerBound, count: range.count, replacement: byte, step: open)
    }

    /// A byte that belongs to no transfer is overwritten only where transfers are stopped: otherwise everything passes as
    /// it came.
    private func adjust(
        _ position: SequenceNumber,
        to byte: UInt8,
        as action: Action,
        into judgement: inout Judgement
    ) -> Edit? {
        switch action {
        case .observe, .pass: return nil
        case .decline, .drop, .reset:
            judgement.note(.adjusted)
            return Edit(position: position, count: 1, replacement: byte, step: nil)
        }
    }

    /// Tells the ledger what an invitation has told since it was condemned.
    private mutating func complete(
        _ own: inout Stream,
        into judgement: inout Judgement,
        in context: inout PacketClassifier.Context
    ) {
        guard let open = own.open else { return }
        // A packet of a file has told everything when it was found to be one.
        guard open.stage != .data else {
            let carrier = connection.carrier(own.direction)
            return context.ledger.noteData(of: open.transfer, on: carrier, at: context.time)
        }
        let finding = connection.finding(own.direction)
        let message = message(open.stage, finding, own.direction, isContinuation: false)
        let transfer = context.ledger.complete(open.transfer, with: message, at: context.time)
        guard transfer != open.transfer else { return }
        own.open?.transfer = transfer
        own.edits.renumber(open.transfer, to: transfer)
        judgement.renumber(open.transfer, to: transfer)
    }

    /// An invitation that goes on in the next segment: what it has told so far is reported with this one.
    mutating func reportUnfinished(
        _ own: inout Stream,
        into judgement: inout Judgement,
        in context: inout PacketClassifier.Context
    ) {
        guard own.open != nil, connection.isInCondemnedMessage(own.direction) else {
            return
        }
        complete(&own, into: &judgement, in: &context)
    }

    /// The connection has turned out to carry a file and nothing else.
    private mutating func beginDataConnection(
        into judgement: inout Judgement,
        in context: inout PacketClassifier.Context
    ) {
        guard dataConnection == nil else { return }
        let transfer = context.ledger.noteDataConnection(between: key, at: context.time)
        dataConnection = transfer
        let action = connectionAction(context.policy.dataConnections, of: transfer, in: context)
        let part = Judgement.Part(transfer: transfer, stage: .data, action: action, isFirstCopy: true)
        judgement.note(part, for: .transfer)
        switch action {
        // There is no chat in such a connection that an edit could spare.
        case .decline, .drop: standing = .condemned(part)
        case .reset: standing = .refused(part, isShut: false)
        case .observe, .pass: break
        }
    }
}

extension Conversation {
    /// Tells the ledger of the last packet of a file.
    private mutating func noteLastData(_ own: Stream, in context: inout PacketClassifier.Context) {
        guard let open = own.open, open.stage == .data, connection.endsData(own.direction) else { return }
        context.ledger.noteAllData(of: open.transfer)
    }

    /// Notes how a data connection says that it ends.
    private func noteEnd(of transfer: TransferID, _ detail: DataConnectionDetail, into judgement: inout Judgement) {
        let stage: TransferStage
        switch detail {
        case .finished: stage = .finish
        case .brokenOff: stage = .cancel
        case .receiver, .size: return
        }
        judgement.note(Judgement.Part(transfer: transfer, stage: stage, action: nil, isFirstCopy: true), for: .transfer)
    }
}

extension TransferStage {
    /// Whether it brings the file nearer, so that the policy has a say in it.
    fileprivate var isOffering: Bool {
        switch self {
        case .invite, .accept, .data: true
        case .decline, .cancel, .finish: false
        }
    }
}

extension Judgement.Part {
    /// What the packet at hand has to do with a step of a transfer.
    init(_ step: TransferStep, isFirstCopy: Bool = true) {
        self.init(transfer: step.transfer, stage: step.stage, action: step.action, isFirstCopy: isFirstCopy)
    }
}
