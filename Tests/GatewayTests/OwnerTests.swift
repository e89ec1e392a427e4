import Gateway
import TestSupport
import Testing

/// Whose connection it is: what a client says of itself may cost it a permission, and gives it none, until the server has
/// taken it in under that name.
@Suite struct OwnerTests {
    private static func text(_ lines: String...) -> [UInt8] { Array(lines.map { $0 + "\r\n" }.joined().utf8) }

    private static let teachers = PermissionTests.accounts("teacher@example.com", may: .everything)

    private static func verdict(on row: Conversation, _ group: HostGroup) -> Verdict? {
        var gate = Gate(PermissionTests.policy(group))
        gate.pass(row)
        return gate.decisions.last { !$0.sightings.isEmpty }?.verdict
    }

    private static func made(joinsLate: Bool = false, _ change: (inout Conversation) -> Void) -> Conversation {
        var talk = Conversation()
        joinsLate ? talk.joinLate() : talk.handshake()
        change(&talk)
        return talk
    }

    /// A client that says something, is answered, and says something more before it offers a file.
    private static func offering(_ first: [UInt8], answered answer: [UInt8] = [], _ more: [UInt8] = []) -> Conversation
    {
        made {
            $0.client(first)
            $0.server(answer)
            $0.client(more + Examples.e12)
        }
    }

    private static let signIn = text("USR 9 teacher@example.com 1.2.3")
    private static let answer = text("ANS 9 teacher@example.com 1.2 3")

    private static let claims: [Row<Conversation>] = [
        Row("behind a sign-in as another", offering(Examples.e04, answered: Examples.e05, signIn)),
        Row("behind an answer as another", offering(Examples.e06, answered: Examples.e07, answer)),
        Row("beside an answer as another", offering(Examples.e06 + answer, answered: Examples.e07)),
        Row("before an answer as another", offering(answer + Examples.e06, answered: Examples.e07)),
        Row("before a sign-in as another", offering(signIn + Examples.e04, answered: Examples.e05)),
        Row(
            "before an answer that is not read",
            offering(signIn + text("ANS 1 bob%40example.com 1.2 3"), answered: Examples.e07)
        ),
        Row(
            "behind an answer that is not read",
            offering(text("ANS 1 bob%40example.com 1.2 3") + signIn, answered: Examples.e07)
        ),
        Row("that nobody has answered", offering(signIn)),
        Row(
            "in the middle",
            made(joinsLate: true) {
                $0.client(text("PNG") + signIn + Examples.e12)
                $0.server(text("911 9"))
            }
        ),
        Row(
            "in a message",
            made {
                $0.client(Examples.e01)
                let teacher = PeerToPeer.Parties(from: "teacher@example.com", to: "bob@example.com")
                $0.client(PeerToPeer.Envelope(.client, teacher).datagram(signal: .invitation(.v2)))
            }
        ),
        Row(
            "of whom a message is for",
            made {
                $0.client(Examples.e04)
                $0.server(Examples.e05)
                let teacher = PeerToPeer.Parties(from: "alice@example.com", to: "teacher@example.com")
                let offer = PeerToPeer.V1(PeerToPeer.SessionText.invitation().bytes)
                $0.client(PeerToPeer.Envelope(.client, teacher).message(offer.bytes))
            }
        ),
    ]

    @Test(arguments: claims)
    func aClaimGivesNoPermission(row: Row<Conversation>) {
        #expect(Self.verdict(on: row.value, Self.teachers) == .edit)
    }

    @Test func aClaimCostsOne() {
        let pupils = PermissionTests.accounts("teacher@example.com", may: .nothing)
        var gate = Gate(PermissionTests.policy(pupils))
        gate.pass(Self.made { $0.client(Self.signIn + Examples.e08) })
        #expect(gate.decisions.last?.reason == .denied)
    }

    private static let owners: [Row<Conversation>] = [
        Row("signed in", offering(signIn, answered: text("USR 9 OK teacher@example.com T"))),
        Row("called", offering(answer, answered: text("ANS 9 OK"))),
        Row("taken in twice", offering(answer + answer, answered: text("ANS 9 OK"))),
        Row(
            "told by the server alone",
            offering(text("USR 1 pupil@example.com 1.2.3"), answered: text("USR 1 OK teacher@example.com T"))
        ),
    ]

    @Test(arguments: owners)
    func whatTheServerHasTakenInDoes(row: Row<Conversation>) {
        #expect(Self.verdict(on: row.value, Self.teachers) == .accept)
    }

    /// Its cookie would be another's.
    @Test(arguments: ["USR 9 mallory@example.com 1.2.3", "ANS 9 mallory@example.com 1.2 3"])
    func anAcceptanceIsOneWhateverTheClientSaysOfItself(line: String) {
        for isSignedIn in [false, true] {
            var gate = Gate(ledger: Talk.offered())
            var talk = Conversation()
            talk.handshake()
            talk.client(Examples.e04)
            if isSignedIn { talk.server(Examples.e05) }
            talk.client(Self.text(line))
            talk.server(Self.text("JOI bob@example.com Bob"))
            talk.server(
                Talk.message(
                    "Content-Type: text/x-msmsgsinvite\r\n\r\nInvitation-Command: ACCEPT\r\nInvitation-Cookie: 33267\r\n\r\n",
                    from: .server
                )
            )
            gate.pass(talk)
            #expect(gate.reading(of: .server, in: talk).transfers.isEmpty, "signed in: \(isSignedIn)")
        }
    }
}
