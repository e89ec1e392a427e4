import Gateway
import PacketHeaders

/// The inside of the status page.
struct StatusSections {
    private let snapshot: DaemonSnapshot
    private let history: TrafficHistory
    private let totals: Totals

    /// How many rows of a list are shown; on a telephone that is a long way to scroll already.
    private static let maximumRows = 20

    init(_ snapshot: DaemonSnapshot, _ history: TrafficHistory) {
        self.snapshot = snapshot
        self.history = history
        totals = Totals(snapshot)
    }

    var html: HTML {
        [intro, alarms, sums, charts, transfers, queues, conversations, policy].joined()
    }

    private var intro: HTML {
        let running = (snapshot.taken.seconds - snapshot.started.seconds).span
        return """
            <p class="faint">stiled \(snapshot.version), running for \(running), as of \(snapshot.taken.shortText) UTC; \
            memory \(snapshot.residentBytes == 0 ? "unknown" : snapshot.residentBytes.byteSize)</p>
            """
    }

    private var alarms: HTML {
        var texts = snapshot.queues.filter { !$0.isServed }.map { "Queue \($0.number) has no worker." }
        if totals.lost > 0 { texts.append("\(totals.lost.grouped) packets have been lost in the queues.") }
        if snapshot.eventsLost > 0 {
            texts.append(
                "\(snapshot.eventsLost.grouped) events have been lost: their sink does not keep up, or has no room."
            )
        }
        guard !texts.isEmpty else { return "" }
        return "<div class=\"alarm\">\(texts.map { "<p>\($0)</p>" as HTML }.joined())</div>"
    }

    private var sums: HTML {
        let sums = [
            (totals.stopped.grouped, "file transfers stopped"), (totals.offered.grouped, "file transfers offered"),
            (totals.accepted.grouped, "packets accepted"), (totals.edited.grouped, "packets edited"),
            (totals.dropped.grouped, "packets dropped"), (snapshot.conversations.grouped, "conversations now"),
            (snapshot.flows.grouped, "connections followed"), (snapshot.storedBytes.byteSize, "stored of streams"),
        ]
        return
            "<div class=\"sums\">\(sums.map { "<div><b>\($0.0)</b><span>\($0.1)</span></div>" as HTML }.joined())</div>"
    }

    private var charts: HTML {
        """
        <div class="pair">
        <section><h2>Packets accepted</h2>\(chart([("accepted", "accept", \.accepted)]))</section>
        <section><h2>Packets edited and dropped</h2>\(chart([("edited", "edit", \.edited), ("dropped", "drop", \.dropped)]))</section>
        </div>
        """
    }

    private func chart(_ lines: [(name: String, look: String, value: KeyPath<TrafficHistory.Sample, Double>)]) -> HTML {
        LineChart(
            unit: "packets a second",
            minutes: 15,
            lines: lines.map { line in
                LineChart.Line(
                    name: line.name,
                    look: line.look,
                    points: history.samples.map { sample in
                        let ago = Double(snapshot.taken.microseconds - sample.time.microseconds) / 1_000_000
                        return (ago, sample[keyPath: line.value])
                    }
                )
            }
        ).html
    }

    private var transfers: HTML {
        let table = PageTable(
            columns: [
                .init("When (UTC)"), .peer("From"), .peer("To"), .peer("File"), .number("Size"), .init("Result"),
                .init("How"),
            ],
            rows: snapshot.latestTransfers.prefix(Self.maximumRows).map { entry in
                [
                    "\(entry.time.time)", "\(entry.fromText)", "\(entry.toText)", "\(entry.fileText)",
                    "\(entry.sizeText)",
                    "<span class=\"\(entry.isStopped ? "stopped" : "")\">\(entry.result)</span>", "\(entry.way)",
                ]
            }
        )
        return section("Latest file transfers", table, none: "None since the daemon started.")
    }

    private var queues: HTML {
        let table = PageTable(
            columns: [
                .init("Queue"), .init("Worker"), .number("Waiting"), .number("Dropped, queue full"),
                .number("Dropped, buffer full"), .number("Overruns"), .number("Restarts"), .init("Verdict after"),
            ],
            rows: snapshot.queues.map { queue in
                [
                    "\(queue.number)",
                    queue.isServed ? "<span class=\"good\">serves</span>" : "<span class=\"stopped\">gone</span>",
                    "\(queue.waiting) of \(queue.length)", "\(queue.droppedByQueue.grouped)",
                    "\(queue.droppedByUser.grouped)", "\(queue.overruns.grouped)", "\(queue.restarts.grouped)",
                    "\(queue.latency.summary)",
                ]
            }
        )
        return section("Queues and losses", table, none: "None is bound.")
    }

    private var conversations: HTML {
        guard !snapshot.latestConversations.isEmpty else { return "" }
        let table = PageTable(
            columns: [.init("From"), .init("To"), .init("Packets are"), .number("Silent for")],
            rows: snapshot.latestConversations.prefix(Self.maximumRows).map { row in
                [
                    "\("\(row.originator)")", "\("\(row.responder)")", "\(row.standing)", "\(row.silentSeconds.span)",
                ]
            }
        )
        return section("Conversations now", table, none: "")
    }

    private var policy: HTML {
        let table = PageTable(
            columns: [.init("Key"), .init("Value")],
            rows: snapshot.policy.map { ["\($0.key)", "\($0.value)"] }
        )
        return section("Policy in force", table, none: "Not told.")
    }

    private func section(_ title: String, _ table: PageTable, none: String) -> HTML {
        let body: HTML = table.rows.isEmpty ? "<p class=\"faint\">\(none)</p>" : table.html
        return "<section><h2>\(title)</h2>\(body)</section>"
    }
}
