import Gateway
import PacketHeaders
import TestSupport
import Testing

/// Workers share what was announced on one connection and is used on another.
@Suite struct LedgerTests {
    private static func acceptance(from account: String = "") -> [UInt8] {
        let payload =
            "MIME-Version: 1.0\r\nContent-Type: text/x-msmsgsinvite; charset=UTF-8\r\n\r\n"
            + "Invitation-Command: ACCEPT\r\nInvitation-Cookie: 33267\r\n\r\n"
        guard !account.isEmpty else { return Talk.message(payload) }
        return Array("MSG \(account) Bob \(payload.utf8.count)\r\n\(payload)".utf8)
    }

    /// Alice's leg, bob's leg and the connection between the two may each belong to another worker.
    @Test func aTransferIsOneWhicheverWorkersSeeIt() {
        let ledger = TransferLedger()
        var first = Gate(ledger: ledger)
        var second = Gate(ledger: ledger)
        var third = Gate(ledger: ledger)
        var alice = Talk.ofAlice()
        alice.client(Examples.e12)
        first.pass(alice)
        var bob = Talk.ofBob()
        bob.server(Talk.passedOn(Examples.e12))
        bob.client(Examples.e14)
        second.pass(bob)
        var file = Talk.onFilePort(client: "198.51.100.3:40003", server: "198.51.100.7:6891")
        file.client(Examples.e19)
        third.pass(file)
        let offered = Set(first.decisions.flatMap(\.sightings).map(\.transfer))
        let accepted = Set(second.decisions.flatMap(\.sightings).map(\.transfer))
        #expect(offered.count == 1)
        #expect(accepted == offered)
        #expect(second.count("transfers", "accept", "declined") == 1)
        #expect(third.count("transfers", "data", "dropped") == 1)
    }

    @Test func aBareAcceptanceIsKnownByTheCookieOfAnotherWorkersOffer() {
        var gate = Gate(ledger: Talk.offered())
        var bob = Talk.ofBob()
        bob.client(Self.acceptance())
        gate.pass(bob)
        #expect(gate.count("transfers", "accept", "declined") == 1)
        #expect(gate.reading(of: .client, in: bob).transfers.isEmpty)
    }

    private static let accounts: [Row<(account: String, isBob: Bool)>] = [
        Row("as it was", ("bob@example.com", true)), Row("in capitals", ("Bob@EXAMPLE.com", true)),
        Row("with a machine", ("bob@example.com;{5d3e02ab-0000-11d3-bbbb-00c04f795683}", true)),
        Row("with percents", ("b%6Fb@example.com", true)), Row("somebody else", ("bobby@example.com", false)),
        Row("a broken percent", ("bob%@example.com", false)),
    ]

    /// The same cookie between other people is another invitation.
    @Test(arguments: accounts)
    func anAcceptanceBelongsToTheOfferIfItIsFromTheSameAccount(row: Row<(account: String, isBob: Bool)>) {
        var gate = Gate()
        var talk = Talk.ofAlice()
        talk.client(Examples.e12)
        talk.server(Self.acceptance(from: row.value.account))
        gate.pass(talk)
        let declined = gate.count("transfers", "accept", "declined")
        #expect(declined == (row.value.isBob ? 1 : 0))
    }

    @Test func manyWorkersAtOnceCountEveryTransferOnce() async {
        let ledger = TransferLedger()
        let declined = await withTaskGroup(of: UInt64.self) { group in
            for worker in 0..<4 as Range<UInt16> {
                group.addTask {
                    var gate = Gate(ledger: ledger)
                    for number in 0..<50 as Range<UInt16> {
                        let client = Conversation(
                            client: Endpoint(stringLiteral: "192.0.2.\(worker + 1):\(number + 1000)")
                        )
                        var talk = Talk.ofAlice(client)
                        talk.client(Examples.e12)
                        gate.pass(talk)
                    }
                    return gate.count("transfers", "invite", "declined")
                }
            }
            return await group.reduce(0, +)
        }
        // Each is one more leg of an offer that is known, of which there are at most forty-two.
        #expect(declined == 5)
    }
}
