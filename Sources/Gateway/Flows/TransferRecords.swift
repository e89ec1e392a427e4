import MSNP
import PacketHeaders

/// What a `TransferLedger` holds.
struct TransferRecords {
    /// One of the ways by which a message passes a gateway: from its sender to the server, or on to a receiver.
    struct Leg: Hashable {
        var flow: FlowKey
        var direction: Connection.Direction
    }

    private struct Record {
        var details: TransferDetails
        /// Where the offer came by; on the same way again it is another offer, whatever its cookie.
        var legs: Set<Leg> = []
        var cookie: UInt32?
        var listeners: Set<Endpoint> = []
        var authCookie: UInt32?
        var stages: Set<TransferStage> = []
        var lastSeen: Duration
    }

    /// How many legs an offer has: one from the sender and one to each of the twenty that a switchboard takes, twice over.
    /// On a further one it is another offer.
    static let maximumLegs = 42
    /// How many listeners a transfer has: two sides of two addresses and three ports each, and a little more. Further
    /// ones are not noted; their data connections are recognised by what they say, and only not tied to the offer.
    static let maximumListeners = 16

    private var records: [TransferID: Record] = [:]
    private var byCookie: [UInt32: [TransferID]] = [:]
    private var byListener: [Endpoint: TransferID] = [:]
    var sessions = SessionRecords()
    var announcements = ConnectionAnnouncements()
    private var oldest: TransferID = 1
    private var following: TransferID = 1

    init() {}

    /// The transfer with a cookie, between accounts that do not contradict what is known.
    func find(cookie: UInt32, between one: String?, and other: String?, at time: Duration) -> TransferID? {
        byCookie[cookie]?.last { transfer in
            guard let record = records[transfer], time - record.lastSeen < TransferLedger.life else { return false }
            return record.details.correspondents.mayBe(between: one, and: other)
        }
    }

    mutating func note(_ message: TransferLedger.Message, at time: Duration) -> TransferID {
        let transfer = find(message, at: time) ?? add(message.family, carrier: message.carrier, at: time)
        // The one who accepts or cancels may be either; only an offer tells who offers, and data who sends.
        let offers = message.stage == .invite || message.stage == .data
        records[transfer]?.details.from ?= offers ? message.from : message.to
        records[transfer]?.details.to ?= offers ? message.to : message.from
        return complete(transfer, with: message, at: time)
    }

    /// The transfer that a message belongs to, if it is known.
    private func find(_ message: TransferLedger.Message, at time: Duration) -> TransferID? {
        switch message.finding {
        case .invitation(let invitation):
            invitation.cookie.flatMap { cookie in
                message.stage == .invite
                    ? findOffer(cookie: cookie, like: message, at: time)
                    : find(cookie: cookie, between: message.from, and: message.to, at: time)
            }
        case .session(let text):
            sessions.find(text, between: message.from, and: message.to, at: time).flatMap { sessions[$0]?.transfer }
        case .data(let session, _):
            sessions.find(number: session, between: message.from, and: message.to, at: time)
                .flatMap { sessions[$0]?.transfer }
        }
    }

    /// The offer of which a message is another leg.
    private func findOffer(cookie: UInt32, like message: TransferLedger.Message, at time: Duration) -> TransferID? {
        byCookie[cookie]?.last { transfer in
            guard let record = records[transfer], time - record.lastSeen < TransferLedger.life else { return false }
            return record.legs.contains(message.leg) == message.isContinuation
                && (message.isContinuation || record.legs.count < Self.maximumLegs)
                && record.details.correspondents.mayBe(from: message.from, to: message.to)
        }
    }

    mutating func complete(_ transfer: TransferID, with message: TransferLedger.Message, at time: Duration)
        -> TransferID
    {
        let transfer: TransferID =
            switch message.finding {
            case .invitation(let invitation): complete(transfer, with: invitation, of: message, at: time)
            case .session(let text): complete(transfer, with: text, of: message, at: time)
            case .data(let session, _): noteData(of: session, transfer, message, at: time)
            }
        records[transfer]?.details.carrier = message.carrier
        records[transfer]?.lastSeen = time
        return transfer
    }

    private mutating func complete(
        _ transfer: TransferID,
        with invitation: Invitation,
        of message: TransferLedger.Message,
        at time: Duration
    ) -> TransferID {
        let transfer = unify(transfer, cookie: invitation.cookie, message, at: time)
        if let cookie = invitation.cookie, records[transfer]?.cookie == nil {
            records[transfer]?.cookie = cookie
            byCookie[cookie, default: []].append(transfer)
        }
        if message.stage == .invite { records[transfer]?.legs.insert(message.leg) }
        records[transfer]?.details.file ?= invitation.file
        records[transfer]?.details.size ?= invitation.size
        records[transfer]?.authCookie ?= invitation.authCookie
        for address in invitation.addresses {
            for port in invitation.ports {
                expect(Endpoint(address: IPAddress(v4: address), port: port), for: transfer)
            }
        }
        return transfer
    }

    /// Adds what an MSNSLP message tells of a transfer, and ties its session to it.
    private mutating func complete(
        _ transfer: TransferID,
        with text: SessionMessage,
        of message: TransferLedger.Message,
        at time: Duration
    ) -> TransferID {
        records[transfer]?.details.file ?= text.file
        records[transfer]?.details.size ?= text.size
        let session = noteSession(text, of: message, at: time)
        noteAnnouncement(text, of: session, message, at: time)
        guard message.stage == .invite else { return transfer }
        return sessions.tie(session, to: transfer, as: text.kind ?? .file)
    }

    /// Notes what an MSNSLP message tells of its session, file or not.
    mutating func noteSession(_ text: SessionMessage, of message: TransferLedger.Message, at time: Duration)
        -> SessionRecords.ID
    {
        if let known = sessions.find(text, between: message.from, and: message.to, at: time) {
            sessions.learn(text, of: known, at: time)
            return known
        }
        return sessions.add(
            SessionRecords.Record(
                sessionID: text.sessionID,
                callID: text.callID,
                from: message.from,
                to: message.to,
                kind: text.kind ?? .other,
                lastSeen: time
            )
        )
    }

    /// Notes data of a session that has shown to carry a file.
    mutating func noteData(
        of session: UInt32,
        _ transfer: TransferID,
        _ message: TransferLedger.Message,
        at time: Duration
    ) -> TransferID {
        if let known = sessions.find(number: session, between: message.from, and: message.to, at: time) {
            sessions.refresh(known, at: time)
            return sessions.tie(known, to: transfer, as: .file)
        }
        guard session != 0 else { return transfer }
        _ = sessions.add(
            SessionRecords.Record(
                sessionID: session,
                from: message.from,
                to: message.to,
                kind: .file,
                transfer: transfer,
                lastSeen: time
            )
        )
        return transfer
    }

    mutating func noteDataConnection(between ends: FlowKey, at time: Duration) -> TransferID {
        let announced = byListener[ends.low] ?? byListener[ends.high]
        let transfer = announced ?? add(.msnftp, carrier: .msnftpData, at: time)
        records[transfer]?.details.carrier = .msnftpData
        records[transfer]?.lastSeen = time
        return transfer
    }

    /// Notes that a transfer goes on over a carrier, between these accounts unless others were told before.
    mutating func note(
        _ transfer: TransferID,
        on carrier: TransferCarrier,
        from: String?,
        to: String?,
        at time: Duration
    ) {
        records[transfer]?.details.carrier = carrier
        records[transfer]?.details.from ?= from
        records[transfer]?.details.to ?= to
        records[transfer]?.lastSeen = time
    }

    mutating func complete(_ transfer: TransferID, with detail: DataConnectionDetail) {
        switch detail {
        case .receiver(let account, _): records[transfer]?.details.to ?= account
        case .size(let size): records[transfer]?.details.size ?= size
        }
    }

    /// What is known of a transfer when a packet has been read to its end, and whether this step of it is new.
    mutating func sight(_ transfer: TransferID, stage: TransferStage) -> TransferLedger.Entry? {
        guard let isFirst = records[transfer]?.stages.insert(stage).inserted, let details = records[transfer]?.details
        else { return nil }
        return TransferLedger.Entry(details: details, isFirst: isFirst)
    }

    // MARK: Records

    mutating func add(_ family: TransferKind, carrier: TransferCarrier, at time: Duration) -> TransferID {
        if records.count >= TransferLedger.maximumTransfers { removeOldest() }
        let transfer = following
        following &+= 1
        records[transfer] = Record(details: TransferDetails(kind: family, carrier: carrier), lastSeen: time)
        return transfer
    }

    /// A transfer that was numbered before its cookie was read may turn out to be one that is known.
    private mutating func unify(
        _ transfer: TransferID,
        cookie: UInt32?,
        _ message: TransferLedger.Message,
        at time: Duration
    ) -> TransferID {
        guard message.stage == .invite, let cookie,
            let record = records[transfer], record.cookie == nil,
            let known = findOffer(cookie: cookie, like: message, at: time)
        else { return transfer }
        records[known]?.details.from ?= record.details.from
        records[known]?.details.to ?= record.details.to
        remove(transfer)
        return known
    }

    /// An announced listener, by its place; the latest announcement of a place counts.
    private mutating func expect(_ listener: Endpoint, for transfer: TransferID) {
        guard let count = records[transfer]?.listeners.count, count < Self.maximumListeners,
            records[transfer]?.listeners.insert(listener).inserted == true
        else { return }
        byListener[listener] = transfer
    }

    private mutating func removeOldest() {
        while records[oldest] == nil, oldest != following { oldest &+= 1 }
        remove(oldest)
    }

    private mutating func remove(_ transfer: TransferID) {
        guard let record = records.removeValue(forKey: transfer) else { return }
        if let cookie = record.cookie {
            byCookie[cookie]?.removeAll { $0 == transfer }
            if byCookie[cookie]?.isEmpty == true { byCookie[cookie] = nil }
        }
        for listener in record.listeners where byListener[listener] == transfer { byListener[listener] = nil }
    }
}

extension TransferDetails {
    fileprivate var correspondents: Correspondents { Correspondents(from: from, to: to) }
}

infix operator ?= : AssignmentPrecedence

/// Sets what is not known yet; what was told first stays.
private func ?= <Value>(known: inout Value?, told: Value?) {
    if known == nil { known = told }
}
