import Gateway
import MSNP
import PacketHeaders
import TestSupport
import Testing

/// What passes of direct connections between two clients.
@Suite struct DirectConnectionTests {
    typealias Direct = PeerToPeer.Direct
    typealias V1 = PeerToPeer.V1
    typealias V2 = PeerToPeer.V2
    typealias Text = PeerToPeer.SessionText

    private static let key = "01020304-0506-0708-090A-0B0C0D0E0F10"
    private static let hashedKey = "98544698-1FD5-D122-C37B-F3A593A585B3"
    private static let hello = Array("hello".utf8)
    private static let pictureBytes = [UInt8](repeating: 7, count: 900)
    private static let openingV1 = Direct.opening + Direct.nonceV1(key)
    private static let openingV2 = Direct.opening + Direct.nonceV2(key)

    /// What clients tell each other before they connect.
    struct Announcement: Sendable {
        /// What alice says, in her leg of the conversation, and what bob says in his.
        var alice: [UInt8]
        var bob: [UInt8]
    }

    private static func v1(_ parties: PeerToPeer.Parties = .v1, _ texts: Text...) -> [UInt8] {
        texts.enumerated().flatMap { number, text in
            PeerToPeer.Envelope(.client, parties).messages(V1(identifier: 1000 + UInt32(number)).split(text.bytes))
        }
    }

    private static func v2(_ parties: PeerToPeer.Parties, _ texts: Text...) -> [UInt8] {
        texts.enumerated().flatMap { number, text in
            PeerToPeer.Envelope(.client, parties).messages(V2(package: 1 + UInt16(number)).split(text.bytes))
        }
    }

    private static func announced(
        _ invitation: Text,
        request: Text = .transportRequest(),
        answer: Text = .transportAnswer()
    ) -> Announcement {
        Announcement(alice: v1(.v1, invitation, request), bob: v1(.v1.reversed, .answer(), answer))
    }

    private static let hashed = "Hashed-Nonce: {\(hashedKey)}"
    private static let file = announced(.invitation())
    private static let picture = announced(.pictureInvitation())

    private static func tell(_ announcement: Announcement, to gate: inout Gate) {
        var alice = Talk.ofAlice()
        alice.client(announcement.alice)
        gate.pass(alice)
        var bob = Talk.ofBob()
        bob.client(announcement.bob)
        gate.pass(bob)
    }

    private static func connection(to server: Endpoint = "198.51.100.7:6891", from port: UInt16 = 40_003)
        -> Conversation
    {
        Talk.onFilePort(client: Endpoint(stringLiteral: "198.51.100.3:\(port)"), server: server)
    }

    // MARK: By announcement

    private static let files: [Row<(announcement: Announcement, opening: [UInt8])>] = [
        Row("a nonce", (file, openingV1)),
        Row("a hashed nonce", (announced(.invitation(), answer: .transportAnswer(nonce: hashed)), openingV1)),
        Row(
            "a hashed nonce of the one who asks",
            (
                announced(
                    .invitation(),
                    request: .transportRequest(body: ["Bridges: TCPv1", hashed]),
                    answer: .answer()
                ), openingV1
            )
        ),
        Row(
            "addresses spelled backwards",
            (
                announced(
                    .invitation(),
                    answer: .transportAnswer(
                        addresses: Text.reversedAddresses(inside: "192.0.2.9", outside: "203.0.113.9", port: 6891)
                    )
                ),
                openingV1
            )
        ),
        Row(
            "the second layout",
            (
                Announcement(
                    alice: v2(.v2, .invitation(.v2), .transportRequest(.v2)),
                    bob: v2(
                        .v2.reversed,
                        .answer("200 OK", .v2.reversed),
                        .transportAnswer(.v2.reversed, nonce: hashed)
                    )
                ),
                openingV2
            )
        ),
        Row(
            "an answer outside of a switchboard",
            (
                Announcement(
                    alice: v1(.v1, .invitation()),
                    bob: PeerToPeer.Envelope(.client, .v2.reversed).notice(.transportAnswer(.v2.reversed))
                ),
                openingV1
            )
        ),
        Row(
            "the nonce of a picture as well",
            (
                Announcement(
                    alice: file.alice
                        + v1(.v1, .pictureInvitation(session: 99, call: "2A1A1A1A-1B1B-1C1C-1D1D-1E1E1E1E1E1E")),
                    bob: file.bob + v1(.v1.reversed, .transportAnswer(call: "2A1A1A1A-1B1B-1C1C-1D1D-1E1E1E1E1E1E"))
                ),
                openingV1
            )
        ),
    ]

    /// The nonce is enough, whatever the data says of itself.
    @Test(arguments: files)
    func aConnectionAnnouncedForAFileEndsAtItsNonce(row: Row<(announcement: Announcement, opening: [UInt8])>) {
        for cut in [Cut.whole, .byteByByte, [8], [40]] {
            var gate = Gate()
            Self.tell(row.value.announcement, to: &gate)
            var talk = Self.connection()
            talk.client(row.value.opening, cut: cut)
            talk.server(Array(row.value.opening.dropFirst(8)))
            talk.client(Direct.frame(V1.picture(Self.hello)))
            gate.pass(talk)
            #expect(gate.received(.client, in: talk).count < row.value.opening.count, "\(cut)")
            #expect(gate.received(.server, in: talk).allSatisfy { $0 == 0 }, "\(cut)")
            #expect(gate.decisions.last?.reason == .condemned, "\(cut)")
            #expect(gate.count("transfers", "data", "dropped") == 1, "\(cut)")
            let details = gate.decisions.last?.sightings.first?.details
            #expect(details?.carrier == .direct)
            #expect(details?.file == "report.txt")
            #expect(details?.from == "alice@example.com")
        }
    }

    @Test(arguments: ["198.51.100.7:6891", "203.0.113.77:1900", "192.0.2.200:443"] as [Endpoint])
    func theAddressDoesNotMatter(server: Endpoint) {
        var gate = Gate()
        Self.tell(Self.file, to: &gate)
        for port: UInt16 in [40_003, 40_004] {
            var talk = Self.connection(to: server, from: port)
            talk.client(Self.openingV1)
            gate.pass(talk)
            #expect(gate.received(.client, in: talk).isEmpty)
        }
        #expect(gate.count("transfers", "data", "dropped") == 1)
    }

    private static let pictures: [Row<(announcement: Announcement?, stream: [UInt8])>] = [
        Row(
            "announced",
            (picture, openingV1 + Direct.frame(V1.preparation()) + Direct.frame(V1.picture(pictureBytes)))
        ),
        Row("unannounced", (nil, openingV1 + Direct.frame(V1.picture(pictureBytes)))),
        Row("in the second layout", (nil, openingV2 + Direct.frame(V2.picture(pictureBytes)))),
        Row(
            "invited on the connection",
            (nil, openingV1 + V1().split(Text.pictureInvitation().bytes).flatMap(Direct.frame))
        ),
    ]

    @Test(arguments: pictures)
    func aPicturePassesByteForByte(row: Row<(announcement: Announcement?, stream: [UInt8])>) {
        for cut in [Cut.whole, .byteByByte, .every(100)] {
            var gate = Gate()
            if let announcement = row.value.announcement { Self.tell(announcement, to: &gate) }
            var talk = Self.connection()
            talk.client(row.value.stream, cut: cut)
            talk.server(Direct.nonceV1(Self.key))
            gate.pass(talk)
            #expect(gate.received(.client, in: talk) == row.value.stream, "\(cut)")
            #expect(gate.received(.server, in: talk) == Direct.nonceV1(Self.key))
            #expect(gate.remarkable.isEmpty)
        }
    }

    @Test func anAnnouncementIsForgottenAfterAWhile() {
        var gate = Gate()
        Self.tell(Self.file, to: &gate)
        gate.wait(.seconds(3600))
        var talk = Self.connection()
        talk.client(Self.openingV1)
        gate.pass(talk)
        #expect(gate.received(.client, in: talk) == Self.openingV1)
    }

    /// Many sessions that claim the nonce of a file's do not make it forgotten.
    @Test func theNonceOfAFileStaysThatOfAFile() {
        var gate = Gate()
        Self.tell(Self.file, to: &gate)
        var bob = Talk.ofBob(Conversation(client: "198.51.100.3:40022"))
        for number in 1...9 {
            let call = "2A1A1A1A-1B1B-1C1C-1D1D-1E1E1E1E1E0\(number)"
            let invitation = Text.pictureInvitation(.v1.reversed, session: UInt32(number), call: call)
            bob.client(Self.v1(.v1.reversed, invitation, .transportAnswer(call: call)))
        }
        gate.pass(bob)
        var talk = Self.connection()
        talk.client(Self.openingV1)
        gate.pass(talk)
        #expect(gate.received(.client, in: talk).isEmpty)
    }

    /// An announcement nobody can use any more makes room in the end.
    @Test func floodsOfAnnouncementsHaveABound() {
        var gate = Gate()
        Self.tell(Self.file, to: &gate)
        var alice = Talk.ofAlice(Conversation(client: "198.51.100.2:40022"))
        for number in 0..<4096 {
            let nonce = "Nonce: {00000000-0000-0000-0001-\(100_000_000_000 + number)}"
            alice.client(PeerToPeer.Envelope(.client, .v2).notice(.transportRequest(.v2, body: [nonce])))
        }
        gate.pass(alice)
        var talk = Self.connection()
        talk.client(Self.openingV1)
        gate.pass(talk)
        #expect(gate.received(.client, in: talk) == Self.openingV1)
    }

    // MARK: By what it carries

    private static let carried: [Row<(before: [UInt8], data: [UInt8])>] = [
        Row("flags", (openingV1, Direct.frame(V1.file(hello)))),
        Row("flags in the second layout", (openingV2, Direct.frame(V2.file(hello)))),
        Row(
            "flags behind a picture",
            (openingV1 + Direct.frame(V1.picture(pictureBytes)), Direct.frame(V1.file(hello)))
        ),
        Row("the other layout", (openingV1, Direct.frame(V2.file(hello)))),
    ]

    @Test(arguments: carried)
    func aFileIsKnownByItsData(row: Row<(before: [UInt8], data: [UInt8])>) {
        for cut in [Cut.whole, .byteByByte] {
            for sender in End.allCases {
                var gate = Gate()
                var talk = Self.connection(to: "203.0.113.77:51000")
                if sender == .server { talk.client(row.value.before) }
                let opening = sender == .server ? Array(row.value.before.dropFirst(8)) : row.value.before
                talk.send(opening, from: sender)
                talk.send(row.value.data, from: sender, cut: cut)
                talk.send(row.value.data, from: sender)
                gate.pass(talk)
                let received = gate.received(sender, in: talk)
                #expect(received.starts(with: opening))
                #expect(received.firstRange(of: Self.hello) == nil)
                #expect(gate.decisions.last?.reason == .condemned)
                #expect(gate.count("transfers", "data", "dropped") == 1)
            }
        }
    }

    @Test func dataOfASessionKnownToCarryAFileNeedsNoFlags() {
        var gate = Gate()
        Self.tell(Announcement(alice: Self.v1(.v1, .invitation()), bob: []), to: &gate)
        var talk = Self.connection()
        talk.client(Self.openingV1)
        talk.client(Direct.frame(V1(Self.hello, session: PeerToPeer.session)))
        gate.pass(talk)
        #expect(gate.received(.client, in: talk) == Self.openingV1)
        #expect(gate.decisions.last?.sightings.first?.details.file == "report.txt")
    }

    @Test func aConnectionJoinedInTheMiddleIsKnownByItsFrames() {
        var gate = Gate()
        var talk = Conversation(client: "198.51.100.3:40003", server: "203.0.113.77:51000")
        talk.joinLate()
        for frame in V1.file([]).split([UInt8](repeating: 9, count: 5000), .every(1000)) {
            talk.client(Direct.frame(frame))
        }
        gate.pass(talk)
        #expect(gate.received(.client, in: talk).isEmpty)
        #expect(gate.decisions.last?.reason == .condemned)
    }

    private static let effects: [(action: Action, outcome: String, passes: Bool)] = [
        (.decline, "dropped", false), (.drop, "dropped", false), (.reset, "reset", false), (.observe, "observed", true),
        (.pass, "passed", true),
    ]

    @Test(arguments: effects)
    func thePolicyForDataConnectionsHolds(action: Action, outcome: String, passes: Bool) {
        var gate = Gate(Policy(transfers: action))
        var talk = Self.connection()
        talk.client(Self.openingV1)
        talk.client(Direct.frame(V1.file(Self.hello)))
        talk.client(Direct.frame(V1.file(Self.hello)))
        gate.pass(talk)
        #expect(gate.count("transfers", "data", outcome) == 1)
        let sent = talk.stream(of: .client)
        let received = gate.received(.client, in: talk)
        #expect(passes ? received == sent : received.firstRange(of: Self.hello) == nil)
        #expect(gate.decisions.contains { $0.mark == .reset } == (action == .reset))
    }

    @Test(arguments: effects)
    func thePolicyForDataConnectionsHoldsForTheNonceAlone(action: Action, outcome: String, passes: Bool) {
        var gate = Gate(Policy(transfers: action))
        Self.tell(Self.file, to: &gate)
        var talk = Self.connection()
        talk.client(Self.openingV1)
        gate.pass(talk)
        #expect(gate.count("transfers", "data", outcome) == 1)
        #expect(gate.received(.client, in: talk).isEmpty != passes)
    }

    // MARK: Invitations

    @Test func anInvitationOnAConnectionIsDeclinedAndTheFileStopped() {
        for cut in [Cut.whole, .byteByByte, .every(100)] {
            var gate = Gate()
            Self.tell(Self.picture, to: &gate)
            var talk = Self.connection()
            talk.client(Self.openingV1 + Direct.frame(V1.picture(Self.pictureBytes)))
            let offer = V1(identifier: 77).split(Text.invitation(session: 55, call: Self.key).bytes)
            talk.client(offer.flatMap(Direct.frame), cut: cut)
            gate.pass(talk)
            var client = DirectReceiver()
            client.read(gate.received(.client, in: talk))
            #expect(client.sessions.offers.isEmpty)
            #expect(client.sessions.objectChunks.map(\.bytes) == [Self.pictureBytes])
            #expect(gate.count("transfers", "invite", "declined") == 1)
            let details = gate.decisions.last { !$0.sightings.isEmpty }?.sightings.first?.details
            #expect(details?.carrier == .direct)
            let sent = talk.stream(of: .client).count
            let data = Direct.frame(V1(Self.hello, session: 55))
            let decision = gate.pass(talk.segment(from: .client, at: sent, payload: data).bytes)
            #expect(decision.verdict == .drop)
            #expect(decision.sightings.first?.details.file == "report.txt")
        }
    }

    @Test func whoGoesBackToTheSwitchboardFindsItShut() {
        var gate = Gate()
        Self.tell(Self.file, to: &gate)
        var talk = Self.connection()
        talk.client(Self.openingV1)
        gate.pass(talk)
        var again = Talk.ofAlice(Conversation(client: "198.51.100.2:40009"))
        let data = V1(session: PeerToPeer.session).split([UInt8](repeating: 9, count: 3000))
        again.client(PeerToPeer.Envelope().messages(data))
        again.client(Talk.chat("still here"))
        gate.pass(again)
        let received = gate.received(.client, in: again)
        #expect(
            Receiver(of: .client, reading: received, fileSessions: [PeerToPeer.session]).sessions.fileChunks.isEmpty
        )
        #expect(received.firstRange(ofText: "still here") != nil)
    }
}
