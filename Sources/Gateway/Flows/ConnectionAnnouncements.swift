import MSNP

/// The keys by which clients will know each other on a direct connection, and the sessions for which they told them.
///
/// A connection is known by what it shows and not by its address, which translation on the way makes another. The latest
/// announcements are kept: clients connect at once, and give up after a minute.
struct ConnectionAnnouncements {
    /// What was told of a key.
    struct Announcement {
        var session: SessionRecords.ID
        /// Who told it, and to whom.
        var from: String?
        var to: String?
        /// When.
        var time: Duration
    }

    /// A key: the nonce itself, or its hash.
    enum Key: Hashable {
        case plain(GUID)
        case hashed(GUID)
    }

    /// How many keys are remembered; beyond that the one that was told first goes. Every picture and file of a network in
    /// ten minutes has two.
    static let maximumKeys = 4096
    /// For how long a key is remembered: an open port waits for a minute, somebody who has to agree first for several.
    static let life = Duration.seconds(600)
    /// How many sessions are remembered of one key. Honest clients use each for one; of more, those of files stay.
    static let maximumSessions = 4

    private var announcements: [Key: [Announcement]] = [:]
    /// The keys, each once; when it is full, `oldest` is the index of the one that was told first.
    private var order: [Key] = []
    private var oldest = 0

    init() {}

    /// The announcements of a key that still hold.
    func find(_ key: Key, at time: Duration) -> [Announcement] {
        (announcements[key] ?? []).filter { time - $0.time < Self.life }
    }

    /// Notes an announcement; where a key has too many the first goes that `isLess` important.
    mutating func add(_ announcement: Announcement, of key: Key, isLess: (Announcement) -> Bool) {
        guard var known = announcements[key] else { return insert(announcement, of: key) }
        known.removeAll { $0.session == announcement.session }
        if known.count == Self.maximumSessions { known.remove(at: known.firstIndex(where: isLess) ?? 0) }
        known.append(announcement)
        announcements[key] = known
    }

    private mutating func insert(_ announcement: Announcement, of key: Key) {
        announcements[key] = [announcement]
        guard order.count == Self.maximumKeys else { return order.append(key) }
        announcements[order[oldest]] = nil
        order[oldest] = key
        oldest = (oldest + 1) % order.count
    }
}
