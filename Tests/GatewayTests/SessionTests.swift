import Gateway
import MSNP
import TestSupport
import Testing

/// What reaches the far end of files and pictures that travel in sessions.
@Suite struct SessionTests {
    private static let session = PeerToPeer.session

    private static func text(_ spelled: PeerToPeer.SessionText = .invitation()) -> [UInt8] { spelled.bytes }

    private static let plain = PeerToPeer.Envelope()
    private static let newer = PeerToPeer.Envelope(.client, .v2)

    private static func split(_ text: [UInt8], _ cut: Cut) -> [PeerToPeer.V1] { PeerToPeer.V1().split(text, cut) }

    // MARK: Offers

    private static let offers: [Row<[UInt8]>] = [
        Row("in one packet", plain.messages([PeerToPeer.V1(text())])),
        Row("in two packets, as aMSN", plain.messages(split(text(), .every(PeerToPeer.chunkOfAMSN)))),
        Row("as libpurple sends it", plain.messages(split(text(), .every(600)).asLibpurpleSends)),
        Row("in packets of seven bytes", plain.messages(split(text(), .every(7)))),
        Row("cut in its GUID", plain.messages(split(text(), [330, 340, 350, 360, 370, 380, 390]))),
        Row("packets reversed", plain.messages(split(text(), .every(300)).reversed())),
        Row("behind decoys", plain.messages(split(text(), .every(300)).precededByDecoys())),
        Row("before decoys", plain.messages(split(text(), .every(300)).followedByDecoys())),
        Row("of the second layout", newer.messages([PeerToPeer.V2(text(.invitation(.v2)))])),
        Row("second layout, in packets", newer.messages(PeerToPeer.V2().split(text(.invitation(.v2)), .every(350)))),
        Row("in one SDG", newer.datagram(PeerToPeer.V2().split(text(.invitation(.v2)), .every(350)).map(\.bytes))),
        Row("in an SDG by itself", newer.datagram(signal: .invitation(.v2))),
        Row("in a UUN", newer.notice(.invitation(.v2))),
        Row("in a UUN of type 10", newer.notice(.invitation(.v2), type: 10)),
        Row("spelled backwards", plain.messages([PeerToPeer.V1(text(PeerToPeer.SessionText.invitation().reversed))])),
        Row("a folder", plain.messages([PeerToPeer.V1(text() + text(.invitation(guid: folder, application: "1")))])),
        Row("of which the footer is part", Attacks.footerAsText), Row("joined from repeats", Attacks.repeatedPieces),
        Row("begun anew in the second layout", Attacks.begunAnew),
        Row("its end in an empty packet", Attacks.openNumber),

        Row("the longer of two totals", Attacks.changedTotal),
    ]

    private static let folder = "534142D5-1F2A-431F-A60C-B0CF723FDF7D"

    @Test(arguments: offers)
    func noOfferArrivesAndChatDoes(row: Row<[UInt8]>) {
        #expect(!Receiver(of: .client, reading: row.value).sessions.offers.isEmpty, "it is an offer")
        for cut in [Cut.whole, .every(100), .every(7), .byteByByte] {
            var gate = Gate()
            var talk = Talk.ofAlice()
            talk.client(Talk.chat("one") + row.value + Talk.chat("two"), cut: cut)
            gate.pass(talk)
            let reader = gate.reading(of: .client, in: talk)
            #expect(reader.sessions.offers.isEmpty, "\(cut)")
            #expect(reader.chats == ["one", "two"], "\(cut)")
            #expect(gate.count("transfers", "invite", "declined") > 0, "\(cut)")
            #expect(!gate.decisions.contains { $0.verdict == .drop })
        }
    }

    @Test(arguments: offers)
    func anAlteredCopyLeavesAsTheFirstDid(row: Row<[UInt8]>) {
        var gate = Gate()
        var talk = Talk.ofAlice(Conversation(acknowledging: .never))
        let start = talk.stream(of: .client).count
        talk.client(row.value, cut: .every(500))
        gate.pass(talk)
        let first = gate.received(.client, in: talk)
        var second = Reassembler(of: Array(gate.forwarded.prefix(2)))
        second.receive(talk.segment(from: .client, at: 0, payload: Array(first[..<start])).bytes)
        let copies = row.value.count
        for (number, range) in Cut.every(333).ranges(of: copies).enumerated() {
            let payload = number % 2 == 0 ? Array(row.value[range]) : [UInt8](repeating: 0x32, count: range.count)
            let left = gate.forwarded.count
            gate.pass(talk.segment(from: .client, at: start + range.lowerBound, payload: payload).bytes)
            for packet in gate.forwarded[left...] { second.receive(packet) }
        }
        let isSame = second.stream(of: .client, in: talk) == first
        #expect(isSame)
    }

    @Test func bothLegsAreOneTransfer() {
        var gate = Gate()
        var (alice, bob) = (Talk.ofAlice(), Talk.ofBob())
        alice.client(Self.plain.messages([PeerToPeer.V1(Self.text())]))
        gate.pass(alice)
        bob.server(PeerToPeer.Envelope(.server).messages([PeerToPeer.V1(Self.text())]))
        gate.pass(bob)
        #expect(gate.reading(of: .client, in: alice).sessions.offers.isEmpty)
        #expect(gate.reading(of: .server, in: bob).sessions.offers.isEmpty)
        #expect(Set(gate.decisions.flatMap { $0.sightings.map(\.transfer) }).count == 1)
    }

    /// Not to whom the message before was for.
    @Test func anOfferInAnSDGByItselfIsForWhomItNames() {
        let carol = PeerToPeer.Envelope(.client, PeerToPeer.Parties(from: "alice@example.com", to: "carol@example.com"))
        var gate = Gate()
        var talk = Talk.ofAlice()
        talk.client(carol.datagram([PeerToPeer.V2(Self.text(.invitation(.v2))).bytes]))
        talk.client(Self.newer.datagram(signal: .invitation(.v2)))
        gate.pass(talk)
        let receivers = gate.decisions.flatMap(\.sightings).map(\.details.to)
        #expect(receivers == ["carol@example.com", PeerToPeer.Parties.v2.to])
    }

    /// A client puts together what comes for it, on whichever switchboard.
    @Test func theRestOfAnOfferOnAnotherSwitchboardCompletesNone() {
        let packets = Self.split(Self.text(), [345])
        var gate = Gate()
        var (first, second) = (Talk.ofAlice(), Talk.ofAlice(Conversation(client: "198.51.100.2:40009")))
        first.client(Self.plain.message(packets[0].bytes))
        second.client(Self.plain.message(packets[1].bytes) + Talk.chat("one"))
        gate.pass(first)
        gate.pass(second)
        var reader = gate.reading(of: .client, in: first)
        reader.read(gate.received(.client, in: second))
        #expect(reader.sessions.offers.isEmpty)
        #expect(reader.chats == ["one"])
    }

    /// Some clients follow the second of two lines, some the first.
    @Test func theRestOfAnOfferThatNamesTwoReceiversCompletesNone() {
        func followingTheSecond(_ stream: [UInt8]) -> Receiver {
            guard let first = stream.firstRange(ofText: "P2P-Dest: eve") else { return Receiver(of: .client) }
            return Receiver(of: .client, reading: stream.overwriting(at: first.lowerBound, with: [UInt8](text: "X-X")))
        }
        #expect(!followingTheSecond(Attacks.changedReceiver).sessions.offers.isEmpty)
        var gate = Gate()
        var talk = Talk.ofAlice()
        talk.client(Attacks.changedReceiver)
        gate.pass(talk)
        #expect(followingTheSecond(gate.received(.client, in: talk)).sessions.offers.isEmpty)
    }

    @Test func sendersInOneSwitchboardAreKeptApart() {
        let carol = PeerToPeer.Parties(from: "carol@example.com", to: "bob@example.com")
        let file = Self.split(Self.text(), .every(250))
        let picture = Self.split(Self.text(.pictureInvitation(carol, session: 77)), .every(250))
        var stream: [UInt8] = []
        for (offer, other) in zip(file, picture) {
            stream += PeerToPeer.Envelope(.server).message(offer.bytes)
            stream += PeerToPeer.Envelope(.server, carol).message(other.bytes)
        }
        stream += PeerToPeer.Envelope(.server, carol).messages(Array(picture.dropFirst(file.count)))
        stream += PeerToPeer.Envelope(.server).messages(Array(file.dropFirst(picture.count)))
        var gate = Gate()
        var talk = Talk.ofBob()
        talk.server(stream, cut: .every(311))
        gate.pass(talk)
        let sessions = gate.reading(of: .server, in: talk).sessions
        #expect(sessions.offers.isEmpty)
        #expect(sessions.pictureInvitations.count == 1)
    }

    @Test(arguments: [Action.observe, .pass])
    func whatMayPassLeavesAsItCame(action: Action) {
        for row in Self.offers {
            var gate = Gate(Policy(transfers: action))
            var talk = Talk.ofAlice()
            talk.client(row.value, cut: .every(400))
            gate.pass(talk)
            let isSame = gate.received(.client, in: talk) == talk.stream(of: .client)
            #expect(isSame, "\(row)")
        }
    }

    @Test(arguments: [Action.drop, .reset])
    func whatIsStoppedByForceArrivesNowhere(action: Action) {
        for row in Self.offers {
            var gate = Gate(Policy(transfers: action))
            var talk = Talk.ofAlice()
            talk.client(row.value, cut: .every(400))
            gate.pass(talk)
            #expect(gate.reading(of: .client, in: talk).sessions.offers.isEmpty, "\(row)")
        }
    }
}
