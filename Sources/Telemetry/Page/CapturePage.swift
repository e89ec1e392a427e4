import Gateway
import MSNP
import PacketHeaders

/// A page about captures that one can look at instead of reading lines; a file of its own, without a script.
package struct CapturePage {
    /// The whole page.
    package let html: String

    /// The page about these captures.
    package init(_ captures: [CaptureTimeline]) {
        let page: HTML = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Stile: \(captures.map { PeerText($0.name).unquoted }.joined(separator: ", "))</title>
            <style>\(HTML(markup: PageStyle.css))</style>
            </head>
            <body>
            <header><h1>Stile</h1><p class="faint">What the gateway would have done to captured traffic.</p></header>
            <main>
            \(captures.map { CaptureSections($0).html }.joined())
            </main>
            </body>
            </html>

            """
        html = page.markup
    }
}

/// One capture on the page.
private struct CaptureSections {
    private let capture: CaptureTimeline
    private let first: Int64
    private let length: Int64

    init(_ capture: CaptureTimeline) {
        self.capture = capture
        first = capture.first ?? 0
        length = max(1, capture.first.map { capture.last &- $0 } ?? 1)
    }

    var html: HTML { [sums, timeline, transfers, reasons].joined() }

    private var sums: HTML {
        let stopped = capture.transfers.filter { $0.outcome.isOurs }.count
        let sums = [
            (stopped.grouped, "file transfers stopped"), (capture.transfers.count.grouped, "file transfers"),
            ((capture.verdicts[.accept] ?? 0).grouped, "packets accepted"),
            ((capture.verdicts[.edit] ?? 0).grouped, "packets edited"),
            ((capture.verdicts[.drop] ?? 0).grouped, "packets dropped"),
            (capture.lanes.count.grouped, "conversations drawn"),
            (capture.undrawnPackets.grouped, "packets not drawn"), (elapsed(capture.last), "from first to last"),
        ]
        return """
            <h2 class="capture">\(PeerText(capture.name).unquoted)</h2>
            <p class="faint">from \(Timestamp(microseconds: first / 1000).shortText) UTC</p>
            <div class="sums">\(sums.map { "<div><b>\($0.0)</b><span>\($0.1)</span></div>" as HTML }.joined())</div>
            """
    }

    private var timeline: HTML {
        let ticks = (0...4).map { "<span>\(seconds(length / 4 * Int64($0)))</span>" as HTML }.joined()
        return """
            <section><h2>Conversations over time</h2>
            <p class="legend"><span><i class="accept"></i>packets pass</span><span><i class="edit"></i>edited</span>\
            <span><i class="drop"></i>dropped, and transfers stopped</span><span><i class="pass"></i>other transfers</span></p>
            <div class="ticks">\(ticks)</div>
            \(capture.lanes.map(lane).joined())
            \(capture.transfers.prefix(CaptureTimeline.maximumLanes).map(transferLane).joined())
            </section>
            """
    }

    private func lane(_ lane: CaptureTimeline.Lane) -> HTML {
        let (start, end) = (x(lane.first), x(lane.last))
        let marks = lane.marks.map { mark in
            """
            <rect class="\(mark.verdict.name)" x="\(x(mark.time) - 1)" y="0" width="3" height="20">\
            <title>frame \(mark.frame), \(elapsed(mark.time)): \(mark.verdict.name), \(mark.reason.name)</title></rect>
            """ as HTML
        }.joined()
        let ends = "\(lane.ends.0) → \(lane.ends.1)"
        return """
            <div class="lane"><p>\(ends) <span class="faint">\(lane.accepted.grouped) accepted, \(lane.edited.grouped) edited, \
            \(lane.dropped.grouped) dropped</span></p>
            <svg viewBox="0 0 1000 20" preserveAspectRatio="none"><rect class="lane" x="0" y="9" width="1000" height="2"/>\
            <rect class="accept" x="\(start)" y="6" width="\(max(2, end - start))" height="8"/>\(marks)</svg></div>
            """
    }

    private func transferLane(_ report: TransferReport) -> HTML {
        let (start, end) = (x(report.first.nanoseconds), x(report.last.nanoseconds))
        let file = report.details.file.map { PeerText($0).unquoted } ?? "a file"
        return """
            <div class="lane"><p>transfer \(report.transfer): \(file) <span class="faint">\(report.outcome.words)</span></p>
            <svg viewBox="0 0 1000 20" preserveAspectRatio="none"><rect class="lane" x="0" y="9" width="1000" height="2"/>\
            <rect class="\(report.outcome.isOurs ? "drop" : "pass")" x="\(start)" y="4" width="\(max(4, end - start))" height="12"/>\
            </svg></div>
            """
    }

    private var transfers: HTML {
        guard !capture.transfers.isEmpty else { return "<section><h2>File transfers</h2><p>None.</p></section>" }
        let table = PageTable(
            columns: [
                .init("Number"), .number("From, s"), .number("To, s"), .peer("Sender"), .peer("Receiver"),
                .peer("File"),
                .number("Size"), .init("Outcome"), .init("Ways"),
            ],
            rows: capture.transfers.map(row)
        )
        let rest: HTML =
            capture.unlistedTransfers == 0
            ? "" : "<p class=\"faint\">and \(capture.unlistedTransfers.grouped) more</p>"
        return "<section><h2>File transfers</h2>\(table.html)\(rest)</section>"
    }

    private func row(_ report: TransferReport) -> [HTML] {
        let details = report.details
        let ways = ([details.kind.word] + report.carriers.map(\.word)).joined(separator: ", ")
        return [
            "\(report.transfer)", "\(seconds(report.first.nanoseconds &- first))",
            "\(seconds(report.last.nanoseconds &- first))",
            "\(details.from.map { PeerText($0).unquoted } ?? "unknown")",
            "\(details.to.map { PeerText($0).unquoted } ?? "unknown")",
            "\(details.file.map { PeerText($0).unquoted } ?? "unnamed")", "\(details.size?.byteSize ?? "unknown")",
            "<span class=\"\(report.outcome.isOurs ? "stopped" : "")\">\(report.outcome.words)</span>", "\(ways)",
        ]
    }

    private var reasons: HTML {
        let rows = Reason.allCases.compactMap { reason in
            capture.reasons[reason].map { ["\(reason.name)", "\($0.grouped)"] as [HTML] }
        }
        let table = PageTable(columns: [.init("Reason"), .number("Packets")], rows: rows)
        return "<section><h2>Why packets met their verdicts</h2>\(table.html)</section>"
    }

    /// The place of a time on an axis of a thousand; a transfer may have been heard of where no packet is drawn.
    private func x(_ time: Int64) -> Int64 {
        Int64(max(0, min(1, Double(time &- first) / Double(length))) * 996)
    }

    private func elapsed(_ time: Int64) -> String { "\(seconds(time &- first))" }

    private func seconds(_ nanoseconds: Int64) -> String {
        let milliseconds = nanoseconds / 1_000_000
        return "\((Double(milliseconds) / 1000).toTenths) s"
    }
}

extension Duration {
    /// The time in nanoseconds, as frames have it.
    fileprivate var nanoseconds: Int64 {
        components.seconds &* 1_000_000_000 &+ components.attoseconds / 1_000_000_000
    }
}

extension TransferOutcome {
    /// Whether it is the gateway's doing.
    fileprivate var isOurs: Bool {
        switch self {
        case .declined, .dropped, .reset: true
        case .refused, .cancelled, .finished, .unanswered, .neverConnected, .unfinished: false
        }
    }
}
