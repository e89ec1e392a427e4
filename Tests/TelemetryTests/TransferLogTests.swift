import MSNP
import PacketHeaders
import Telemetry
import Testing

@testable import Gateway

@Suite struct TransferLogTests {
    private var details: TransferDetails {
        var details = TransferDetails(kind: .msnftp, carrier: .switchboard)
        details.from = "alice@example.com"
        details.to = "bob@example.com"
        details.file = "report.zip"
        details.size = 24576
        return details
    }

    private func decision(
        _ transfer: TransferID = 1,
        _ stage: TransferStage = .invite,
        _ details: TransferDetails,
        action: Action? = .decline
    ) -> Decision {
        Decision(
            verdict: .edit,
            reason: .ordinary,
            action: action,
            mark: .unchanged,
            endpoints: (
                Endpoint(address: IPAddress(v4: 0xC633_6402), port: 4242),
                Endpoint(address: IPAddress(v4: 0xCB00_7102), port: 1863)
            ),
            sightings: [TransferSighting(transfer: transfer, stage: stage, details: details)]
        )
    }

    @Test(
        arguments: [
            (
                .invite, .decline,
                #"declined: "alice@example.com" offers "bob@example.com" the file "report.zip" (24576 bytes)"#
            ),
            (
                .accept, .drop,
                #"dropped: "bob@example.com" accepts the file "report.zip" (24576 bytes) from "alice@example.com""#
            ),
            (.cancel, .observe, #"observed: the file "report.zip" (24576 bytes) from "alice@example.com" to"#),
            (.data, .reset, #"reset: "alice@example.com" sends "bob@example.com" the file "report.zip" (24576 bytes)"#),
            (.invite, nil, #"seen: "alice@example.com" offers"#),
        ] as [(TransferStage, Action?, String)]
    )
    func tellsWhoWhatAndWhatWasDone(_ stage: TransferStage, _ action: Action?, _ expected: String) throws {
        var log = TransferLog()
        let lines = log.lines(for: decision(7, stage, details, action: action)).map(\.description)
        #expect(lines.count == 1)
        #expect(lines.first?.hasPrefix("transfer 7 " + expected) == true)
        #expect(lines.first?.contains("[msnftp, switchboard, ") == true)
    }

    @Test func saysWhatIsNotKnown() {
        var log = TransferLog()
        let bare = TransferDetails(kind: .msnftp, carrier: .msnftpData)
        let lines = log.lines(for: decision(1, .data, bare, action: .drop)).map(\.description)
        #expect(lines.first?.hasPrefix("transfer 1 dropped: somebody sends somebody a file (size unknown)") == true)
    }

    @Test func staysOneLineWhateverAPeerWrites() {
        var log = TransferLog()
        var hostile = details
        hostile.file = "a\n2026-01-01 transfer 9 passed: \u{1b}[2J\u{85}\u{2028}"
        let lines = log.lines(for: decision(1, .invite, hostile)).map(\.description)
        #expect(lines.first?.contains { $0.isNewline || $0 == "\u{1b}" } == false)
    }

    @Test func tellsAStageOnce() {
        var log = TransferLog()
        #expect(log.lines(for: decision(1, .invite, details)).count == 1)
        #expect(log.lines(for: decision(1, .invite, details)).isEmpty)
        #expect(log.lines(for: decision(1, .accept, details)).count == 1)
        #expect(log.lines(for: decision(2, .invite, details)).count == 1)
        #expect(log.lines(for: decision(1, .invite, details)).isEmpty)
    }

    @Test func isNotRousedByAnotherLegOrByLess() {
        var log = TransferLog()
        #expect(log.lines(for: decision(1, .invite, details)).count == 1)
        var other = details
        other.carrier = .msnftpData
        other.file = nil
        #expect(log.lines(for: decision(1, .invite, other)).isEmpty)
    }

    @Test func tellsAStageAgainWhenMoreIsKnownOrDone() {
        var log = TransferLog()
        let bare = TransferDetails(kind: .msnftp, carrier: .msnftpData)
        #expect(log.lines(for: decision(1, .data, bare)).count == 1)
        #expect(log.lines(for: decision(1, .data, details)).count == 1)
        #expect(log.lines(for: decision(1, .data, details, action: .drop)).count == 1)
        #expect(log.lines(for: decision(1, .data, details, action: .drop)).isEmpty)
    }

    @Test func cannotBeFloodedByOneTransfer() {
        var log = TransferLog()
        let count = (0..<100).reduce(0) { count, number in
            var changing = details
            changing.size = UInt64(number)
            return count + log.lines(for: decision(1, .data, changing)).count
        }
        #expect(count == TransferLog.maximumLinesPerStage)
    }

    @Test func forgetsTheOldestTransferFirst() {
        var log = TransferLog()
        for number in 1...UInt32(TransferLog.maximumTransfers + 1) {
            #expect(log.lines(for: decision(number, .invite, details)).count == 1)
        }
        #expect(log.lines(for: decision(2, .invite, details)).isEmpty)
        #expect(log.lines(for: decision(1, .invite, details)).count == 1)
        #expect(log.lines(for: decision(2, .invite, details)).count == 1)
    }

    @Test func countsAPassingPacketAsNothing() {
        var log = TransferLog()
        var ordinary = decision(1, .invite, details)
        ordinary.sightings = []
        #expect(log.lines(for: ordinary).isEmpty)
    }
}
