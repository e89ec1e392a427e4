import Gateway
import MSNP
import TestSupport
import Testing

/// What has become of a transfer, told once.
@Suite struct OutcomeTests {
    private static let refusal = Talk.message(
        "Content-Type: text/x-msmsgsinvite\r\n\r\nInvitation-Command: CANCEL\r\nInvitation-Cookie: 33267\r\n"
            + "Cancel-Code: REJECT_NOT_INSTALLED\r\n\r\n",
        from: .server
    )
    private static let acceptance = Talk.message(
        "Content-Type: text/x-msmsgsinvite\r\n\r\nInvitation-Command: ACCEPT\r\nInvitation-Cookie: 33267\r\n\r\n",
        from: .server
    )
    private static let timeout = Talk.message(
        "Content-Type: text/x-msmsgsinvite\r\n\r\nInvitation-Command: CANCEL\r\nInvitation-Cookie: 33267\r\n"
            + "Cancel-Code: TIMEOUT\r\n\r\n"
    )

    private static func session(_ text: PeerToPeer.SessionText, from side: PeerToPeer.Parties = .v1.reversed) -> [UInt8]
    {
        PeerToPeer.Envelope(.server, side).messages([PeerToPeer.V1(text.bytes)])
    }

    /// The first of several packets of a file.
    private static let part = PeerToPeer.Envelope().messages([
        PeerToPeer.V1([1, 2, 3], session: PeerToPeer.session, total: 100, flags: PeerToPeer.fileFlags)
    ])

    struct Case: Sendable {
        var client: [UInt8]
        var server: [UInt8] = []
        var more: [UInt8] = []
        var outcome: TransferOutcome
    }

    private static let seen: [Row<Case>] = [
        Row("an offer by text", Case(client: Examples.e12, outcome: .unanswered)),
        Row("refused by text", Case(client: Examples.e12, server: refusal, outcome: .refused)),
        Row("called off by text", Case(client: Examples.e12, more: timeout, outcome: .cancelled)),
        Row(
            "accepted by text",
            Case(client: Examples.e12, server: acceptance, more: Examples.e15, outcome: .neverConnected)
        ),
        Row("an offer of a session", Case(client: Examples.e21, outcome: .unanswered)),
        Row("refused", Case(client: Examples.e21, server: session(.answer("603 Decline")), outcome: .refused)),
        Row("failed", Case(client: Examples.e21, server: session(.answer("500 Error")), outcome: .cancelled)),
        Row("accepted", Case(client: Examples.e21, server: session(.answer()), outcome: .neverConnected)),
        Row(
            "ended before any data",
            Case(client: Examples.e21, server: session(.answer()), more: Examples.e29, outcome: .cancelled)
        ),
        Row(
            "data",
            Case(client: Examples.e21, server: session(.answer()), more: part, outcome: .unfinished)
        ),
        Row(
            "broken off",
            Case(client: Examples.e21, server: session(.answer()), more: part + Examples.e29, outcome: .cancelled)
        ),
        Row(
            "all data without a word",
            Case(client: Examples.e21, server: session(.answer()), more: Examples.e28, outcome: .finished)
        ),
        Row(
            "all data",
            Case(
                client: Examples.e21,
                server: session(.answer()),
                more: Examples.e28 + Examples.e29,
                outcome: .finished
            )
        ),
    ]

    @Test(arguments: seen)
    func ofWhatIsOnlyObserved(row: Row<Case>) {
        #expect(Self.outcomes(of: row.value, Policy(transfers: .observe)) == [row.value.outcome])
    }

    @Test(arguments: seen)
    func ofWhatIsDeclined(row: Row<Case>) {
        #expect(Self.outcomes(of: row.value, .standard) == [.declined])
    }

    private static func outcomes(of row: Case, _ policy: Policy) -> [TransferOutcome] {
        let ledger = TransferLedger()
        var gate = Gate(policy, ledger: ledger)
        var talk = Talk.ofAlice()
        talk.client(row.client)
        talk.server(row.server)
        talk.client(row.more)
        gate.pass(talk)
        return ledger.remainder().map(\.outcome)
    }

    private static let ends: [Row<(words: String, outcome: TransferOutcome)>] = [
        Row("received", ("BYE 16777989\r\n", .finished)), Row("no room", ("BYE 2147942405\r\n", .cancelled)),
        Row("broken off", ("CCL\r\n", .cancelled)), Row("no end", ("", .unfinished)),
    ]

    @Test(arguments: ends)
    func ofADataConnection(row: Row<(words: String, outcome: TransferOutcome)>) {
        let ledger = TransferLedger()
        var gate = Gate(Policy(transfers: .observe), ledger: ledger)
        var talk = Talk.onFilePort()
        talk.client("VER MSNFTP\r\n")
        talk.server("VER MSNFTP\r\n")
        talk.client("USR bob@example.com 93301\r\n")
        talk.server("FIL 24\r\n")
        talk.client("TFR\r\n")
        talk.server([0, 24, 0] + Array("\nBYE 16777989\r\nCCL\r\n....".utf8))
        talk.client(row.value.words)
        gate.pass(talk)
        #expect(ledger.remainder().map(\.outcome) == [row.value.outcome])
    }

    @Test func isToldOnceWhenNothingMoreIsExpected() throws {
        let ledger = TransferLedger()
        var gate = Gate(Policy(transfers: .observe), ledger: ledger)
        var talk = Talk.ofAlice()
        talk.client(Examples.e12)
        gate.pass(talk)
        #expect(ledger.settled(at: .seconds(300)).isEmpty)
        let report = try #require(ledger.settled(at: .seconds(340)).first)
        #expect(report.outcome == .unanswered)
        #expect(report.details.from == "alice@example.com")
        #expect(report.details.file == "report.txt")
        #expect(report.carriers == [.switchboard])
        #expect(report.first <= report.last)
        #expect(ledger.settled(at: .seconds(340)).isEmpty)
        #expect(ledger.remainder().isEmpty)
    }

    @Test func isToldOfWhatHadToMakeRoom() {
        let ledger = TransferLedger()
        var gate = Gate(Policy(transfers: .observe), ledger: ledger)
        var talk = Talk.ofAlice()
        for number in 0..<4100 {
            talk.client(
                Talk.message(
                    "Content-Type: text/x-msmsgsinvite\r\n\r\nApplication-GUID: {\(PeerToPeer.fileGUID)}\r\n"
                        + "Invitation-Command: INVITE\r\nInvitation-Cookie: \(number)\r\n\r\n"
                )
            )
        }
        gate.pass(talk)
        let reports = ledger.remainder()
        #expect(reports.map(\.transfer) == Array(1...4100))
    }

    @Test func namesEveryCarrier() throws {
        let ledger = TransferLedger()
        var gate = Gate(ledger: ledger)
        var talk = Talk.ofAlice()
        talk.client(Examples.e12 + Examples.e15)
        gate.pass(talk)
        var file = Talk.onFilePort(server: "198.51.100.7:6891")
        file.client(Examples.e19)
        gate.pass(file)
        let report = try #require(ledger.remainder().first)
        #expect(report.carriers == [.switchboard, .msnftpData])
        #expect(report.outcome == .declined)
    }
}
