import Telemetry
import Testing

@testable import Gateway

@Suite struct CountersTableTests {
    private func row(_ name: String, _ labels: [(name: String, value: String)], _ count: UInt64) -> Counters.Row {
        Counters.Row(name: name, labels: labels, count: count)
    }

    @Test func showsTheVerdictsEvenWhenNothingWasCounted() {
        #expect(
            CountersTable(Counters().rows).text == """
                packets accept  0
                packets edit    0
                packets drop    0

                """
        )
    }

    @Test func sumsVerdictsFirstAndLeavesZerosOut() {
        let rows = [
            row("packets", [("verdict", "accept"), ("reason", "ordinary")], 1200),
            row("packets", [("verdict", "accept"), ("reason", "fragment")], 34),
            row("packets", [("verdict", "drop"), ("reason", "ordinary")], 0),
            row("packets", [("verdict", "drop"), ("reason", "data")], 7),
            row("queue_losses", [("kind", "overruns")], 0),
            row("flows", [], 3),
        ]
        #expect(
            CountersTable(rows).text == """
                packets accept           1234
                packets drop                7
                packets accept ordinary  1200
                packets accept fragment    34
                packets drop data           7
                flows                       3

                """
        )
    }
}
