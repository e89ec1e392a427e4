import Gateway

/// The sums of a snapshot that people look at first.
struct Totals: Equatable {
    var accepted: UInt64 = 0
    var edited: UInt64 = 0
    var dropped: UInt64 = 0
    /// File transfers offered, and file transfers that were stopped in one way or another.
    var offered: UInt64 = 0
    var stopped: UInt64 = 0
    /// Packets that no worker saw.
    var lost: UInt64 = 0

    init(_ snapshot: DaemonSnapshot) {
        for row in snapshot.counters { add(row) }
        lost = snapshot.queues.reduce(0) { $0 &+ $1.lost }
    }

    private mutating func add(_ row: Counters.Row) {
        let values = row.labels.map(\.value)
        switch (row.name, values.first, values.last) {
        case ("packets", "accept", _): accepted &+= row.count
        case ("packets", "edit", _): edited &+= row.count
        case ("packets", "drop", _): dropped &+= row.count
        case ("transfers", "invite", let outcome):
            offered &+= row.count
            if ["declined", "dropped", "reset"].contains(outcome) { stopped &+= row.count }
        default: break
        }
    }
}
