import MSNP
import PacketHeaders
import TestSupport
import Testing

@testable import Gateway

/// For how long an answer of the ledger about a session stands.
@Suite struct SessionAnswerTests {
    private static let origin: UInt64 = 7

    private let ledger = TransferLedger()

    private func ask(_ number: UInt32, at time: Duration = .zero) -> SessionAnswer {
        SessionAnswer(
            number: number,
            origin: Self.origin,
            generation: ledger.generation(ofSession: number),
            time: time,
            kind: ledger.kind(ofSession: number, between: "a@x.com", and: "b@x.com", at: time)
        )
    }

    private func holds(_ answer: SessionAnswer, at time: Duration = .zero) -> Bool {
        ledger.confirms(answer, answer.number, Self.origin, at: time)
    }

    /// Tells the ledger of a packet of a file.
    private func tellOfFile(_ number: UInt32) throws {
        let packet = PacketBuilder(from: "198.51.100.2:40001", to: "203.0.113.5:1863").bytes
        let segment = try TCPSegment(parsing: packet.span, behind: IPHeader(parsing: packet.span))
        let message = TransferLedger.Message(
            finding: .data(session: number, kind: nil),
            carrier: .switchboard,
            stage: .data,
            from: "a@x.com",
            to: "b@x.com",
            leg: TransferRecords.Leg(flow: FlowKey(segment), direction: .originator),
            isContinuation: false
        )
        _ = ledger.note(message, at: .zero)
    }

    @Test func itStandsUntilSomethingIsToldOfTheSession() throws {
        let before = ask(5)
        #expect(before.kind == nil)
        #expect(holds(before))
        try tellOfFile(5)
        #expect(!holds(before))
        #expect(ask(5).kind == .file)
    }

    @Test func whatIsToldOfOneSessionLeavesTheAnswersAboutOthers() throws {
        let other = ask(6)
        try tellOfFile(5)
        #expect(holds(other))
    }

    /// A file of many packets is told of with each of them.
    @Test func whatIsToldAgainChangesNothing() throws {
        try tellOfFile(5)
        let known = ask(5)
        try tellOfFile(5)
        #expect(holds(known))
    }

    @Test func itStandsForNoOtherQuestion() {
        let answer = ask(5)
        #expect(!ledger.confirms(answer, 6, Self.origin, at: .zero))
        #expect(!ledger.confirms(answer, 5, Self.origin + 1, at: .zero))
    }

    @Test func itIsGivenUpAfterAWhile() {
        let answer = ask(5)
        #expect(holds(answer, at: .seconds(29)))
        #expect(!holds(answer, at: .seconds(30)))
    }
}
