import MSNP
import PacketHeaders

/// What a `TransferLedger` holds.
struct TransferRecords {
    /// One of the ways by which a message passes a gateway: from its sender to the server, or on to a receiver.
    struct Leg: Hashable {
        var flow: FlowKey
        var direction: Connection.Direction
    }

    struct Record {
        var details: TransferDetails
        /// Everything that it has travelled on.
        var carriers: Set<TransferCarrier>
        /// Where the offer came by; on the same way again it is another offer, whatever its cookie.
        var legs: Set<Leg> = []
        var cookie: UInt32?
        var listeners: Set<Endpoint> = []
        var authCookie: UInt32?
        var stages: Set<TransferStage> = []
        /// The first action that stopped a step of it; nil if none did.
        var stopped: Action?
        /// The strictest of what the groups of hosts have said of its steps; nil where there are no groups.
        var ruling: (permission: Permission, group: String?)?
        /// The steps whose senders have been told that they were declined.
        var denied: [TransferStage] = []
        /// Whether the last packet of the file has passed.
        var hasAllData = false
        /// Whether its outcome has been told.
        var isReported = false
        let firstSeen: Duration
        var lastSeen: Duration

        init(_ details: TransferDetails, at time: Duration) {
            self.details = details
            carriers = [details.carrier]
            firstSeen = time
            lastSeen = time
        }

        /// Notes that it was seen on a carrier.
        mutating func note(_ carrier: TransferCarrier, at time: Duration) {
            lastSeen = time
            guard carrier != details.carrier else { return }
            details.carrier = carrier
            carriers.insert(carrier)
        }

        /// Notes that a packet has been read to its end that had a part in a step of it.
        mutating func sight(_ stage: TransferStage, _ action: Action?, at time: Duration) -> TransferLedger.Entry {
            lastSeen = time
            if TransferOutcome(action) != nil { stopped ?= action }
            let isFirst = stages.insert(stage).inserted
            return TransferLedger.Entry(details: details, group: ruling?.group, isFirst: isFirst)
        }
    }

    /// How many legs an offer has: one from the sender and one to each of the twenty that a switchboard takes, twice over.
    /// On a further one it is another offer.
    static let maximumLegs = 42
    /// How many listeners a transfer has: two sides of two addresses and three ports each, and a little more. Further
    /// ones are not noted; their data connections are recognised by what they say, and only not tied to the offer.
    static let maximumListeners = 16

    var records: [TransferID: Record] = [:]
    /// The reports of transfers that had to make room before they were settled, no more than there are transfers.
    var forgotten: [TransferReport] = []
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
            case .data(let session, let kind): noteData(of: session, as: kind, transfer, message, at: time)
            }
        records[transfer]?.note(message.carrier, at: time)
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
        as kind: SessionKind?,
        _ transfer: TransferID,
        _ message: TransferLedger.Message,
        at time: Duration
    ) -> TransferID {
        if let known = sessions.find(number: session, between: message.from, and: message.to, at: time) {
            sessions.refresh(known, at: time)
            // A background that is told from files stays one, although its packets are marked like those of a file.
            return sessions.tie(known, to: transfer, as: kind == .background ? .background : .file)
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
        records[transfer]?.note(.msnftpData, at: time)
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
        records[transfer]?.note(carrier, at: time)
        records[transfer]?.details.from ?= from
        records[transfer]?.details.to ?= to
    }

    mutating func complete(_ transfer: TransferID, with detail: DataConnectionDetail) {
        switch detail {
        case .receiver(let account, _): records[transfer]?.details.to ?= account
        case .size(let size): records[transfer]?.details.size ?= size
        case .finished, .brokenOff: break
        }
    }

    /// What is known of a transfer when a packet has been read to its end, and whether this step of it is new.
    mutating func sight(_ transfer: TransferID, stage: TransferStage, action: Action?, at time: Duration)
        -> TransferLedger.Entry?
    {
        change(transfer) { $0.sight(stage, action, at: time) }
    }

    /// Notes that a packet of a file goes by of which everything else has been told.
    mutating func noteData(of transfer: TransferID, on carrier: TransferCarrier, at time: Duration) {
        change(transfer) { $0.note(carrier, at: time) }
    }

    /// Changes a record where it lies: the dictionary would move it out and back, and this is done with every packet of a
    /// file.
    @discardableResult
    private mutating func change<Result>(_ transfer: TransferID, _ body: (inout Record) -> Result) -> Result? {
        records.index(forKey: transfer).map { body(&records.values[$0]) }
    }

    mutating func isFirstDenial(of step: TransferStep) -> Bool {
        guard records[step.transfer]?.denied.contains(step.stage) == false else { return false }
        records[step.transfer]?.denied.append(step.stage)
        return true
    }

    /// Notes what a group of hosts, or none in particular, has said of a step.
    mutating func note(_ permission: Permission, of group: String?, on transfer: TransferID) {
        guard
            permission.rawValue > records[transfer]?.ruling?.permission.rawValue ?? 0
                || records[transfer]?.ruling == nil
        else { return }
        records[transfer]?.ruling = (permission, group)
    }

    /// Notes that the last packet of the file has come by.
    mutating func noteAllData(of transfer: TransferID) {
        records[transfer]?.hasAllData = true
    }

    // MARK: Records

    mutating func add(_ family: TransferKind, carrier: TransferCarrier, at time: Duration) -> TransferID {
        if records.count >= TransferLedger.maximumTransfers { removeOldest() }
        let transfer = following
        following &+= 1
        records[transfer] = Record(TransferDetails(kind: family, carrier: carrier), at: time)
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
        records[known]?.stages.formUnion(record.stages)
        records[known]?.stopped ?= record.stopped
        if let ruling = record.ruling { note(ruling.permission, of: ruling.group, on: known) }
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
        if records[oldest]?.isReported == false, forgotten.count < TransferLedger.maximumTransfers {
            forgotten += [report(of: oldest)].compactMap(\.self)
        }
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
