import Gateway
import MSNP
import Telemetry
import Testing

/// The line that a person reads of a transfer as a whole.
@Suite struct TransferSummaryTests {
    private func report(_ outcome: TransferOutcome, file: String? = "report.zip") -> TransferReport {
        var details = TransferDetails(kind: .msnslp, carrier: .switchboard)
        details.from = "alice@example.com"
        details.to = "bob@example.com"
        details.file = file
        details.size = 24576
        return TransferReport(
            transfer: 7,
            details: details,
            carriers: [.switchboard, .notificationServer],
            outcome: outcome,
            first: .seconds(100),
            last: .milliseconds(112_900)
        )
    }

    @Test(
        arguments: [
            (.declined, "was declined by the gateway"), (.dropped, "was dropped by the gateway"),
            (.reset, "was reset by the gateway"), (.refused, "was declined by the other side"),
            (.cancelled, "was cancelled"), (.finished, "has finished"), (.unanswered, "was never answered"),
            (.neverConnected, "was accepted, but never connected"), (.unfinished, "began and did not end"),
        ] as [(TransferOutcome, String)]
    )
    func tellsWhatHasBecomeOfIt(outcome: TransferOutcome, words: String) {
        #expect(
            TransferSummary(report(outcome)).description
                == #"transfer 7 \#(words): the file "report.zip" (24576 bytes) from "alice@example.com" to "bob@example.com""#
                + " [msnslp, switchboard, notificationServer, 12 s]"
        )
    }

    @Test func staysOneLineWhateverAPeerWrites() {
        let line = TransferSummary(report(.finished, file: "a\n\u{1b}[2J")).description
        #expect(line.unicodeScalars.allSatisfy { $0.value >= 0x20 })
        #expect(line.contains(#"a\u{a}\u{1b}[2J"#))
    }
}
