import Gateway
import Telemetry
import Testing

@Suite("Metrics for Prometheus")
struct MetricsTextTests {
    private let lines = MetricsText(Samples.snapshot).text.split(separator: "\n").map(String.init)

    @Test(
        "have one sample for each",
        arguments: [
            "stile_build_info{version=\"0.1.0\"} 1",
            "process_start_time_seconds 1700000000.123456",
            "stile_packets_total{verdict=\"accept\",reason=\"ordinary\"} 1234567",
            "stile_transfers_total{stage=\"invite\",outcome=\"declined\"} 7",
            "stile_transfer_outcomes_total{outcome=\"declined\"} 7",
            "stile_flows 20",
            "stile_conversations 1",
            "stile_stored_bytes 65536",
            "stile_events_lost_total 4",
            "stile_queue_up{queue=\"0\"} 1",
            "stile_queue_up{queue=\"1\"} 0",
            "stile_queue_waiting_packets{queue=\"0\"} 5",
            "stile_queue_dropped_packets_total{queue=\"1\",by=\"receive_buffer\"} 11",
            "stile_queue_overruns_total{queue=\"1\"} 1",
            "stile_verdict_seconds_bucket{queue=\"0\",le=\"2.5e-05\"} 0",
            "stile_verdict_seconds_bucket{queue=\"0\",le=\"5e-05\"} 99",
            "stile_verdict_seconds_bucket{queue=\"0\",le=\"+Inf\"} 100",
            "stile_verdict_seconds_count{queue=\"0\"} 100",
        ]
    )
    func samples(line: String) {
        #expect(lines.contains(line))
    }

    @Test("name the type and the meaning of a family once, before its samples")
    func heads() {
        var families: Set<String> = []
        for line in lines where line.hasPrefix("# HELP ") {
            #expect(families.insert(String(line.split(separator: " ")[2])).inserted)
        }
        for line in lines where !line.hasPrefix("#") {
            let name = line.prefix { $0 != "{" && $0 != " " }
            let parts = ["_bucket", "_sum", "_count"].filter { name.hasSuffix($0) }.map { name.dropLast($0.count) }
            #expect(families.contains(String(name)) || parts.contains { families.contains(String($0)) })
        }
    }

    @Test("escape what a label may hold")
    func escapes() {
        var snapshot = Samples.snapshot
        snapshot.version = "a\"b\\c\nd"
        #expect(MetricsText(snapshot).text.contains("stile_build_info{version=\"a\\\"b\\\\c\\nd\"} 1\n"))
    }

    @Test("every counter of the gateway has a meaning of its own")
    func helps() {
        var snapshot = Samples.snapshot
        snapshot.counters = Counters().rows + OutcomeCounts().rows
        #expect(!MetricsText(snapshot).text.contains("Counted by the gateway under this name."))
    }
}
