import Gateway
import PacketHeaders

/// A snapshot as text for a terminal.
package struct StatusText {
    /// The lines, each ended by a line feed.
    package private(set) var text = ""

    /// How many transfers and conversations are listed; all of them are on the page.
    private static let maximumRows = 10

    /// The text of a snapshot.
    package init(_ snapshot: DaemonSnapshot) {
        let running = (snapshot.taken.seconds - snapshot.started.seconds).span
        text = "stiled \(snapshot.version), running for \(running), as of \(snapshot.taken.shortText) UTC\n"
        appendSums(snapshot)
        appendQueues(snapshot.queues)
        appendTransfers(snapshot.latestTransfers)
        appendConversations(snapshot)
        appendTable("Policy", snapshot.policy.map { [$0.key, $0.value] })
    }

    private mutating func appendSums(_ snapshot: DaemonSnapshot) {
        let totals = Totals(snapshot)
        let rows = [
            ("packets accepted", totals.accepted.grouped), ("packets edited", totals.edited.grouped),
            ("packets dropped", totals.dropped.grouped), ("packets lost in queues", totals.lost.grouped),
            ("file transfers offered", totals.offered.grouped), ("file transfers stopped", totals.stopped.grouped),
            ("connections followed", snapshot.flows.grouped), ("of those MSN", snapshot.conversations.grouped),
            ("stored of streams", snapshot.storedBytes.byteSize), ("events lost", snapshot.eventsLost.grouped),
            ("memory in use", snapshot.residentBytes == 0 ? "unknown" : snapshot.residentBytes.byteSize),
        ]
        text += "\n" + columns(rows.map { [$0.0, $0.1] })
    }

    private mutating func appendQueues(_ queues: [QueueState]) {
        let head = [
            "number", "worker", "waiting", "dropped by queue", "by user", "overruns", "restarts", "verdict after",
        ]
        let rows = queues.map { queue in
            [
                "\(queue.number)", queue.isServed ? "serves" : "GONE", "\(queue.waiting) of \(queue.length)",
                queue.droppedByQueue.grouped, queue.droppedByUser.grouped, queue.overruns.grouped,
                queue.restarts.grouped, queue.latency.summary,
            ]
        }
        appendTable("Queues", [head] + rows)
    }

    private mutating func appendTransfers(_ entries: [TransferEntry]) {
        let rows = entries.prefix(Self.maximumRows).map { entry in
            [entry.time.time, entry.result, entry.fromText, "to \(entry.toText)", entry.fileText, entry.sizeText]
        }
        appendTable("Latest file transfers", rows.isEmpty ? [["none"]] : Array(rows))
    }

    private mutating func appendConversations(_ snapshot: DaemonSnapshot) {
        guard !snapshot.latestConversations.isEmpty else { return }
        let rows = snapshot.latestConversations.prefix(Self.maximumRows).map { row in
            ["\(row.originator)", "\(row.responder)", row.standing, "silent for \(row.silentSeconds.span)"]
        }
        appendTable("Conversations now", Array(rows))
    }

    private mutating func appendTable(_ title: String, _ rows: [[String]]) {
        guard !rows.isEmpty else { return }
        text += "\n\(title)\n" + columns(rows)
    }

    private func columns(_ rows: [[String]]) -> String {
        let count = rows.map(\.count).max() ?? 0
        let widths = (0..<count).map { column in rows.map { $0.count > column ? $0[column].count : 0 }.max() ?? 0 }
        return rows.map { row in
            let cells = row.enumerated().map { column, cell in
                column + 1 == row.count ? cell : cell + String(repeating: " ", count: widths[column] - cell.count)
            }
            return "  " + cells.joined(separator: "  ") + "\n"
        }.joined()
    }
}
