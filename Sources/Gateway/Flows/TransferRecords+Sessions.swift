import MSNP

/// What MSNSLP messages that are no offers of files do to the records.
extension TransferRecords {
    /// Notes a whole message. Answers with the transfer that it is a step of, unless it is the offer, which has been noted.
    mutating func follow(_ text: SessionMessage, of message: TransferLedger.Message, at time: Duration)
        -> (transfer: TransferID, stage: TransferStage)?
    {
        switch text.method {
        case .invite:
            let session = noteSession(text, of: message, at: time)
            noteAnnouncement(text, of: session, message, at: time)
            if !text.isTransport, let kind = text.kind { sessions.set(kind: kind, of: session) }
            return nil
        case .status(let code):
            guard let session = sessions.find(text, between: message.from, and: message.to, at: time) else {
                return nil
            }
            sessions.learn(text, of: session, at: time)
            noteAnnouncement(text, of: session, message, at: time)
            if !(200..<300).contains(code), !text.isTransport { sessions.close(session, at: time) }
            guard let transfer = sessions[session]?.transfer, !text.isTransport else { return nil }
            return (transfer, TransferStage(answer: code))
        case .bye:
            guard let session = sessions.find(text, between: message.from, and: message.to, at: time) else {
                return nil
            }
            sessions.close(session, at: time)
            return sessions[session]?.transfer.map { ($0, records[$0]?.hasAllData == true ? .finish : .cancel) }
        case .ack:
            if let session = sessions.find(text, between: message.from, and: message.to, at: time) {
                noteAnnouncement(text, of: session, message, at: time)
            }
            return nil
        case .other, nil: return nil
        }
    }
}

extension TransferStage {
    /// What an answer to an offer makes of it, by its code (reference, section 6.1).
    fileprivate init(answer code: UInt16) {
        switch code {
        case 200..<300: self = .accept
        case 603: self = .decline
        default: self = .cancel
        }
    }
}
