import Gateway
import Testing

@testable import Telemetry

@Suite("The status page")
struct StatusPageTests {
    private func page(_ snapshot: DaemonSnapshot, _ history: TrafficHistory = TrafficHistory()) -> String {
        StatusPage(snapshot, history, nonce: 0xBEEF).response.body
    }

    @Test(
        "shows without a script",
        arguments: [
            "running for 1 h 2 min", "<b>1,234,567</b><span>packets accepted</span>",
            "<b>7</b><span>file transfers stopped</span>", "<b>8</b><span>file transfers offered</span>",
            "Queue 1 has no worker.", "13 packets have been lost in the queues.", "4 events have been lost",
            "cat.jpg", "2 kB", "alice@example.org", "msnftp, switchboard", "198.51.100.2:49152",
            "half ≤ 50 µs, 99% ≤ 50 µs",
            "policy.invitations", "packets a second", "−15 min",
        ]
    )
    func contents(text: String) {
        #expect(page(Samples.snapshot).contains(text))
    }

    @Test("loads nothing, and may run nothing but its own script")
    func isSelfContained() throws {
        let response = StatusPage(Samples.snapshot, TrafficHistory(), nonce: 0xBEEF).response
        #expect(!response.body.contains("http://"))
        #expect(!response.body.contains("https://"))
        let policy = try #require(response.fields.first { $0.name == "Content-Security-Policy" }).value
        #expect(policy.hasPrefix("default-src 'none'; style-src 'nonce-beef'; script-src 'nonce-beef';"))
        #expect(response.body.contains("<script nonce=\"beef\">"))
    }

    @Test(
        "shows a peer's text as text",
        arguments: [
            ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"), ("a&b", "a&amp;b"),
            ("gpj\u{202E}.exe", "gpj\\u{202e}.exe"), ("' onload='", "&#39; onload=&#39;"),
        ]
    )
    func peersText(file: String, shown: String) {
        var decision = Samples.offer
        decision.sightings = [Samples.sighting(1, from: file, to: file, file: file, size: nil)]
        var latest = LatestTransfers()
        latest.note(decision, at: Samples.noon)
        var snapshot = Samples.snapshot
        snapshot.latestTransfers = latest.entries
        let page = page(snapshot)
        #expect(page.contains(shown))
        #expect(!page.contains(file))
    }

    @Test("draws the rates between two samples")
    func chart() {
        var history = TrafficHistory()
        var snapshot = Samples.snapshot
        history.note(snapshot)
        snapshot.taken.microseconds += 5_000_000
        snapshot.counters[0].count += 500
        snapshot.counters[1].count += 5
        history.note(snapshot)
        #expect(history.samples == [.init(time: snapshot.taken, accepted: 100, edited: 1, dropped: 0)])
        #expect(page(snapshot, history).contains("<polyline class=\"accept\" points=\"428,30\"/>"))
    }

    @Test("a worker that counts from nought again has no negative rate, and samples stay bounded")
    func history() {
        var history = TrafficHistory()
        var snapshot = Samples.snapshot
        for _ in 0..<500 {
            history.note(snapshot)
            snapshot.taken.microseconds += 5_000_000
            snapshot.counters[0].count = snapshot.counters[0].count / 2
        }
        #expect(history.samples.count == TrafficHistory.maximumSamples)
        #expect(history.samples.allSatisfy { $0.accepted == 0 })
    }

    @Test(
        "the axis ends at a round number",
        arguments: [(0.0, 1.0), (1, 1), (1.1, 2), (7, 10), (4400, 5000), (51, 100)]
    )
    func axis(value: Double, ceiling: Double) {
        #expect(LineChart.roundedUp(value) == ceiling)
    }
}

@Suite("The list of latest transfers")
struct LatestTransfersTests {
    private func decision(_ number: TransferID, action: Action? = .decline) -> Decision {
        var decision = Samples.offer
        decision.action = action
        decision.sightings = [Samples.sighting(number, from: nil, to: nil, file: nil, size: nil)]
        return decision
    }

    @Test("has the one heard of last first, each once, and at most fifty")
    func order() {
        var latest = LatestTransfers()
        for number: TransferID in 1...60 { latest.note(decision(number), at: Samples.noon) }
        latest.note(decision(20), at: Samples.noon)
        #expect(latest.entries.map(\.number) == [20] + (11...60).reversed().filter { $0 != 20 })
    }

    @Test("keeps what was done when a later packet says nothing of it")
    func keepsAction() {
        var latest = LatestTransfers()
        latest.note(decision(1), at: Samples.noon)
        latest.note(decision(1, action: nil), at: Samples.noon)
        #expect(latest.entries.map(\.action) == [.decline])
    }
}
