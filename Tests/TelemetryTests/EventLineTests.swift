import MSNP
import Telemetry
import Testing

@testable import Gateway

@Suite("Events as lines of JSON")
struct EventLineTests {
    private static let head = "{\"timestamp\":\"2023-11-14T22:13:20.123456Z\",\"event_type\":"

    private func text(_ event: Event, on grounds: EventGrounds = EventGrounds()) -> String {
        String(decoding: EventLine(event, at: Samples.noon, on: grounds).bytes, as: UTF8.self)
    }

    @Test("a step of a transfer tells who, what, where, and what was done")
    func transfer() throws {
        let sighting = try #require(Samples.offer.sightings.first)
        let grounds = EventGrounds(group: "sales", rule: "policy.invitations")
        #expect(
            text(.transfer(sighting, Samples.offer), on: grounds) == Self.head + """
                "transfer","src_ip":"198.51.100.2","src_port":49152,"dest_ip":"203.0.113.20","dest_port":1863,\
                "proto":"TCP","community_id":"1:AXfVrXRJd+NapKIesUvgqKhhf4A=","transfer":{"id":1,"stage":"invite",\
                "carrier":"switchboard","kind":"msnftp","from":"alice@example.org","to":"bob@example.org",\
                "file":"cat.jpg","size":2048},"action":"decline","verdict":"edit","reason":"transfer",\
                "group":"sales","rule":"policy.invitations"}

                """
        )
    }

    @Test("what is not known is left out")
    func unknown() {
        let sighting = Samples.sighting(2, from: nil, to: nil, file: nil, size: nil)
        let line = text(.transfer(sighting, Decision(.drop, .condemned)))
        #expect(
            line.contains(
                "\"transfer\":{\"id\":2,\"stage\":\"invite\",\"carrier\":\"switchboard\",\"kind\":\"msnftp\"},"
            )
        )
        #expect(!line.contains("src_ip"))
        #expect(!line.contains("group"))
    }

    @Test("the end of a transfer tells its outcome, its ways and how long it took")
    func outcome() {
        let report = TransferReport(
            transfer: 9,
            details: Samples.sighting(9, from: "a@example.org", to: nil, file: nil, size: 5).details,
            carriers: [.switchboard, .direct],
            outcome: .neverConnected,
            first: .seconds(10),
            last: .seconds(75)
        )
        #expect(
            text(.outcome(report)) == Self.head + """
                "outcome","transfer":{"id":9,"outcome":"never_connected","carriers":["switchboard","direct"],\
                "kind":"msnftp","from":"a@example.org","size":5,"seconds":65}}

                """
        )
    }

    @Test(
        "other events",
        arguments: [
            (Event.policy(.done("2 keys")), "\"policy\",\"policy\":\"reloaded\",\"message\":\"2 keys\"}\n"),
            (.policy(.refused("a:3: bad")), "\"policy\",\"policy\":\"refused\",\"message\":\"a:3: bad\"}\n"),
            (.queue(number: 3, .bound), "\"queue\",\"queue\":3,\"state\":\"bound\"}\n"),
            (.queue(number: 3, .failed("gone")), "\"queue\",\"queue\":3,\"state\":\"failed\",\"message\":\"gone\"}\n"),
            (.queue(number: 3, .lost(packets: 8)), "\"queue\",\"queue\":3,\"state\":\"losing\",\"lost_packets\":8}\n"),
            (.daemon(.started, version: "1"), "\"daemon\",\"daemon\":\"started\",\"version\":\"1\"}\n"),
        ]
    )
    func others(event: Event, rest: String) {
        #expect(text(event) == Self.head + rest)
    }

    @Test(
        "a peer's text neither ends the line nor steers a terminal",
        arguments: [
            ("a\nb", "a\\u000ab"), ("\u{1B}[2J", "\\u001b[2J"), ("\"\\", "\\\"\\\\"),
            ("gpj\u{202E}.exe", "gpj\\u202e.exe"),
            ("\u{2028}", "\\u2028"), ("\u{9B}31m", "\\u009b31m"), ("\u{E0001}", "\\udb40\\udc01"), ("Ελένη", "Ελένη"),
        ]
    )
    func peersText(file: String, shown: String) {
        let line = text(
            .transfer(Samples.sighting(1, from: nil, to: nil, file: file, size: nil), Decision(.drop, .transfer))
        )
        #expect(line.contains("\"file\":\"\(shown)\""))
        #expect(line.split(separator: "\n", omittingEmptySubsequences: false).count == 2)
    }
}
