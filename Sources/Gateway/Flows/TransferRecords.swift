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
    private var oldest: TransferID = 1
    private var following: TransferID = 1

    init() {}

    /// The transfer with a cookie, between accounts that do not contradict what is known.
    func find(cookie: UInt32, between one: String?, and other: String?, at time: Duration) -> TransferID? {
        byCookie[cookie]?.last { transfer in
            guard let record = records[transfer], time - record.lastSeen < TransferLedger.life else { return false }
            return record.details.mayBe(between: one, and: other)
        }
    }

    mutating func note(_ message: TransferLedger.Message, at time: Duration) -> TransferID {
        let known = message.invitation.cookie.flatMap { cookie in
            message.stage == .invite
                ? findOffer(cookie: cookie, like: message, at: time)
                : find(cookie: cookie, between: message.from, and: message.to, at: time)
        }
        let transfer = known ?? add(carrier: .switchboard, at: time)
        // The one who accepts or cancels may be either; only an offer tells who offers.
        let offers = message.stage == .invite
        records[transfer]?.details.from ?= offers ? message.from : message.to
        records[transfer]?.details.to ?= offers ? message.to : message.from
        return complete(transfer, with: message, at: time)
    }

    /// The offer of which a message is another leg.
    private func findOffer(cookie: UInt32, like message: TransferLedger.Message, at time: Duration) -> TransferID? {
        byCookie[cookie]?.last { transfer in
            guard let record = records[transfer], time - record.lastSeen < TransferLedger.life else { return false }
            return record.legs.contains(message.leg) == message.isContinuation
                && (message.isContinuation || record.legs.count < Self.maximumLegs)
                && record.details.mayBe(from: message.from, to: message.to)
        }
    }

    mutating func complete(_ transfer: TransferID, with message: TransferLedger.Message, at time: Duration)
        -> TransferID
    {
        let invitation = message.invitation
        let transfer = unify(transfer, message, at: time)
        if let cookie = invitation.cookie, records[transfer]?.cookie == nil {
            records[transfer]?.cookie = cookie
            byCookie[cookie, default: []].append(transfer)
        }
        if message.stage == .invite { records[transfer]?.legs.insert(message.leg) }
        records[transfer]?.details.carrier = .switchboard
        records[transfer]?.details.file ?= invitation.file
        records[transfer]?.details.size ?= invitation.size
        records[transfer]?.authCookie ?= invitation.authCookie
        for address in invitation.addresses {
            for port in invitation.ports {
                expect(Endpoint(address: IPAddress(v4: address), port: port), for: transfer)
            }
        }
        records[transfer]?.lastSeen = time
        return transfer
    }

    mutating func noteDataConnection(between ends: FlowKey, at time: Duration) -> TransferID {
        let announced = byListener[ends.low] ?? byListener[ends.high]
        let transfer = announced ?? add(carrier: .msnftpData, at: time)
        records[transfer]?.details.carrier = .msnftpData
        records[transfer]?.lastSeen = time
        return transfer
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

    private mutating func add(carrier: TransferCarrier, at time: Duration) -> TransferID {
        if records.count >= TransferLedger.maximumTransfers { removeOldest() }
        let transfer = following
        following &+= 1
        records[transfer] = Record(details: TransferDetails(kind: .msnftp, carrier: carrier), lastSeen: time)
        return transfer
    }

    /// A transfer that was numbered before its cookie was read may turn out to be one that is known.
    private mutating func unify(_ transfer: TransferID, _ message: TransferLedger.Message, at time: Duration)
        -> TransferID
    {
        guard message.stage == .invite, let cookie = message.invitation.cookie,
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
    /// Whether an offer between these accounts may be this one; what is unknown contradicts nothing.
    fileprivate func mayBe(from one: String?, to other: String?) -> Bool {
        if let from, let one, !from.names(one) { return false }
        if let to, let other, !to.names(other) { return false }
        return true
    }

    /// Whether a message between these accounts may belong to the transfer; what is unknown contradicts nothing.
    fileprivate func mayBe(between one: String?, and other: String?) -> Bool {
        guard let from, let to, let one, let other else { return true }
        return (from.names(one) && to.names(other)) || (from.names(other) && to.names(one))
    }
}

infix operator ?= : AssignmentPrecedence

/// Sets what is not known yet; what was told first stays.
private func ?= <Value>(known: inout Value?, told: Value?) {
    if known == nil { known = told }
}
