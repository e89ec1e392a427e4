import MSNP

/// The sessions that MSNSLP messages have announced: what each of them carries, wherever its data goes.
///
/// Data may go on in another switchboard, on a direct connection or through the notification server, so a session is known
/// by its number and the accounts of its two ends, and by its Call-ID (reference, section 12.1).
struct SessionRecords {
    struct Record {
        var sessionID: UInt32?
        var callID: GUID?
        var from: String?
        var to: String?
        var kind: SessionKind
        /// The transfer that the session is, if it carries files.
        var transfer: TransferID?
        /// When it was last heard of.
        var lastSeen: Duration
        /// When it was closed; nil if it was not.
        var closed: Duration?
    }

    typealias ID = UInt64

    /// More than a network has at a time: a conversation has one for every picture and emoticon that it shows.
    static let maximumSessions = 16_384
    /// How long a session may be silent: a large file on a slow line takes hours.
    static let life = Duration.seconds(6 * 3600)
    /// How long a session is remembered when it has been closed: packets of it may be on their way.
    static let grace = Duration.seconds(60)

    private var records: [ID: Record] = [:]
    private var byNumber: [UInt32: [ID]] = [:]
    private var byCall: [GUID: [ID]] = [:]
    private var oldest: ID = 0
    private var following: ID = 0
    /// The sessions of which something may be answered that was not answered before.
    private var changed = SessionGroups()

    init() {}

    subscript(id: ID) -> Record? { records[id] }

    /// The sessions of which something else may be answered since the last time that this was asked.
    mutating func takeChanged() -> SessionGroups {
        defer { changed = SessionGroups() }
        return changed
    }

    /// The session with a number, between accounts that do not contradict what is known.
    func find(number: UInt32, between one: String?, and other: String?, at time: Duration) -> ID? {
        byNumber[number]?.last { isThis($0, between: one, and: other, at: time) }
    }

    /// The session that a message is about: the one with its Call-ID, or else the one with its number.
    func find(_ message: SessionMessage, between one: String?, and other: String?, at time: Duration) -> ID? {
        if let call = message.callID,
            let known = byCall[call]?.last(where: { isThis($0, between: one, and: other, at: time) })
        {
            return known
        }
        guard let number = message.sessionID,
            let known = find(number: number, between: one, and: other, at: time),
            message.callID == nil || records[known]?.callID == nil
        else { return nil }
        return known
    }

    private func isThis(_ id: ID, between one: String?, and other: String?, at time: Duration) -> Bool {
        guard let record = records[id], time - record.lastSeen < Self.life else { return false }
        if let closed = record.closed, time - closed > Self.grace { return false }
        return Correspondents(from: record.from, to: record.to).mayBe(between: one, and: other)
    }

    /// Adds a session; the oldest one makes room for it at the limit.
    mutating func add(_ record: Record) -> ID {
        if records.count >= Self.maximumSessions { removeOldest() }
        let id = following
        following += 1
        records[id] = record
        if let number = record.sessionID { note(number, of: id) }
        if let call = record.callID { byCall[call, default: []].append(id) }
        return id
    }

    /// Adds what a message has told since.
    mutating func learn(_ message: SessionMessage, of id: ID, at time: Duration) {
        if records[id]?.sessionID == nil, let number = message.sessionID {
            records[id]?.sessionID = number
            note(number, of: id)
        }
        if records[id]?.callID == nil, let call = message.callID {
            records[id]?.callID = call
            byCall[call, default: []].append(id)
        }
        records[id]?.lastSeen = time
    }

    private mutating func note(_ number: UInt32, of id: ID) {
        byNumber[number, default: []].append(id)
        changed.insert(number)
    }

    /// Gives a session its kind: the first that tells of files stays.
    mutating func set(kind: SessionKind, of id: ID) {
        guard let known = records[id], !known.kind.carriesFiles, known.kind != kind else { return }
        records[id]?.kind = kind
        if let number = known.sessionID { changed.insert(number) }
    }

    /// Makes a session that carries files a transfer, unless it is one; answers with the transfer that it is.
    mutating func tie(_ id: ID, to transfer: TransferID, as kind: SessionKind) -> TransferID {
        set(kind: kind, of: id)
        if let known = records[id]?.transfer { return known }
        records[id]?.transfer = transfer
        return transfer
    }

    /// Notes that data of a session has come by.
    mutating func refresh(_ id: ID, at time: Duration) {
        records[id]?.lastSeen = time
    }

    /// Notes that a session is over.
    mutating func close(_ id: ID, at time: Duration) {
        guard let known = records[id], known.closed == nil else { return }
        records[id]?.closed = time
        if let number = known.sessionID { changed.insert(number) }
    }

    private mutating func removeOldest() {
        while records[oldest] == nil, oldest != following { oldest += 1 }
        guard let record = records.removeValue(forKey: oldest) else { return }
        if let number = record.sessionID {
            byNumber.removeID(oldest, of: number)
            changed.insert(number)
        }
        if let call = record.callID { byCall.removeID(oldest, of: call) }
    }
}

extension Dictionary where Value == [SessionRecords.ID] {
    fileprivate mutating func removeID(_ id: SessionRecords.ID, of key: Key) {
        self[key]?.removeAll { $0 == id }
        if self[key]?.isEmpty == true { self[key] = nil }
    }
}
