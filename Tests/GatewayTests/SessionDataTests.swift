import Gateway
import TestSupport
import Testing

/// What reaches the far end of the data of sessions: nothing of files, every byte of pictures.
@Suite struct SessionDataTests {
    private static let plain = PeerToPeer.Envelope()
    private static let newer = PeerToPeer.Envelope(.client, .v2)
    private static let bytes = [UInt8](text: "of the file, of all of its pages")

    private static func data(flags: UInt32, footer: UInt32) -> [UInt8] {
        var packet = PeerToPeer.V1.file(bytes)
        (packet.flags, packet.footer) = (flags, footer)
        return plain.message(packet.bytes)
    }

    private static let files: [Row<[UInt8]>] = [
        Row("by flags", data(flags: PeerToPeer.fileFlags, footer: 0)), Row("by session", data(flags: 0x20, footer: 0)),
        Row("by session alone", data(flags: 0, footer: 1)),
        Row("in many packets", plain.messages(PeerToPeer.V1.file([]).split(bytes, .every(5)).asLibpurpleSends)),
        Row("reversed", plain.messages(PeerToPeer.V1.file([]).split(bytes, .every(5)).reversed())),
        Row("of the second layout", newer.message(PeerToPeer.V2.file(bytes).bytes)),
        Row("several in an SDG", newer.datagram(PeerToPeer.V2.file([]).split(bytes, .every(9)).map(\.bytes))),
    ]

    @Test(arguments: files)
    func noneOfAFileArrivesThatWasOfferedOnAnotherSwitchboard(row: Row<[UInt8]>) {
        for ending in [nil, PeerToPeer.SessionText.bye()] {
            for cut in [Cut.whole, .every(60), .byteByByte] {
                var gate = Gate()
                var talk = Talk.ofAlice()
                talk.client(Self.plain.messages([PeerToPeer.V1(PeerToPeer.SessionText.invitation().bytes)]))
                if let ending { talk.client(Self.plain.message(PeerToPeer.V1(ending.bytes, identifier: 7).bytes)) }
                gate.pass(talk)
                var other = Talk.ofAlice(Conversation(client: "198.51.100.2:40010"))
                other.client(row.value + Talk.chat("one"), cut: cut)
                gate.pass(other)
                let stream = gate.received(.client, in: other)
                let reader = Receiver(of: .client, reading: stream, fileSessions: [PeerToPeer.session])
                #expect(reader.sessions.fileChunks.isEmpty, "\(cut)")
                #expect(reader.chats == ["one"])
            }
        }
    }

    @Test func dataAfterOneThatOnlyItsFooterTellsIsMadeVoid() {
        var gate = Gate()
        var talk = Talk.ofAlice()
        for _ in 0..<3 { talk.client(Self.data(flags: 0, footer: 2), cut: .every(50)) }
        gate.pass(talk)
        #expect(gate.reading(of: .client, in: talk).sessions.fileChunks.count == 1)
    }

    @Test func aConversationJoinedInTheMiddleIsRead() {
        var gate = Gate()
        var talk = Conversation()
        talk.joinLate()
        let end = Self.data(flags: PeerToPeer.fileFlags, footer: 0).dropFirst(100)
        talk.client(end + Talk.chat("one"))
        talk.client(Self.data(flags: PeerToPeer.fileFlags, footer: 0) + Talk.chat("two"), cut: .every(70))
        gate.pass(talk)
        let rest = Array(gate.received(.client, in: talk).dropFirst(end.count))
        let reader = Receiver(of: .client, reading: rest)
        #expect(reader.sessions.fileChunks.isEmpty)
        #expect(reader.chats == ["one", "two"])
    }

    // MARK: What is no file

    private static let webcam = "4BD96FC0-AB17-4425-A14A-439185962DC8"
    private static let game = "6A13AF9C-5308-4F35-923A-67E8DDA40C2F"
    private static let noise = (0..<3000).map { UInt8(truncatingIfNeeded: $0 * 7 + $0 / 256) }

    private static func v1(_ packets: [PeerToPeer.V1]) -> [UInt8] { plain.messages(packets) }

    private static func invitation(_ guid: String, _ application: String, session: UInt32 = 88) -> [UInt8] {
        let text = PeerToPeer.SessionText.invitation(
            guid: guid,
            session: session,
            application: application,
            context: ""
        )
        return v1(PeerToPeer.V1(identifier: session).split(text.bytes, .every(300)))
    }

    private static let picture =
        v1(PeerToPeer.V1().split(PeerToPeer.SessionText.pictureInvitation(session: 88, application: "12").bytes))
        + v1([.preparation(session: 88)]) + v1(PeerToPeer.V1.picture([], session: 88).split(noise).asLibpurpleSends)

    private static let pictures: [Row<[UInt8]>] = [
        Row("a picture", picture), Row("its data in disorder", v1(PeerToPeer.V1.picture([]).split(noise).reversed())),
        Row(
            "an offer sent twice, as libpurple does",
            v1(PeerToPeer.V1().split(PeerToPeer.SessionText.pictureInvitation().bytes).asLibpurpleSends)
        ),
        Row("of the second layout", newer.messages(PeerToPeer.V2.picture([]).split(noise))),
        Row("in an SDG", newer.datagram(PeerToPeer.V2.picture([]).split(noise, .every(900)).map(\.bytes))),
        Row(
            "unmarked",
            v1((50..<55).map { PeerToPeer.V1(noise, session: 88, identifier: $0) })
        ),
        Row("unmarked, second layout", newer.messages(unmarked.split(noise, .every(400)))),
        Row("a webcam", invitation(webcam, "4")), Row("a game", invitation(game, "0")),
        Row("an emoticon", invitation(PeerToPeer.objectGUID, "11")),
        Row("an acknowledgement", v1([PeerToPeer.V1(flags: 2)])),
        Row("ten offers of pictures", (0..<10).flatMap { invitation(PeerToPeer.objectGUID, "1", session: 90 + $0) }),
    ]

    private static var unmarked: PeerToPeer.V2 {
        var packet = PeerToPeer.V2.picture([])
        packet.kind = 1
        return packet
    }

    @Test(arguments: pictures)
    func whatIsNoFileLeavesAsItCame(row: Row<[UInt8]>) {
        for cut in [Cut.whole, .every(700), .every(11), .byteByByte] {
            var gate = Gate()
            var talk = Talk.ofAlice()
            talk.client(row.value + row.value + Talk.chat("one"), cut: cut)
            gate.pass(talk)
            let isSame = gate.received(.client, in: talk) == talk.stream(of: .client)
            #expect(isSame, "\(cut)")
            #expect(gate.remarkable.count == 0)
        }
    }

    /// Part of a picture takes another way; the next packet is read from where it begins.
    @Test func unseenBytesOfAPictureCostNoFooting() {
        let picture = Self.plain.message(PeerToPeer.V1.picture(Array(Self.noise.prefix(1200))).bytes)
        for lost in [500..<600, 900..<picture.count - 2, 900..<picture.count] {
            var gate = Gate()
            var talk = Talk.ofAlice()
            gate.pass(talk)
            let (first, sent) = (talk.stream(of: .client).count, talk.packets.count)
            let offer = Self.plain.message(PeerToPeer.V1(PeerToPeer.SessionText.invitation().bytes).bytes)
            talk.client(picture + offer + Talk.chat("one"), cut: .at([lost.lowerBound, lost.upperBound]))
            for (number, packet) in talk.packets.dropFirst(sent).enumerated() where number != 1 {
                gate.pass(packet.bytes)
            }
            let rest = first + lost.upperBound..<talk.stream(of: .client).count
            talk.acknowledge(by: .server)
            gate.pass(talk.packets[talk.packets.count - 1].bytes)
            gate.pass(
                talk.segment(from: .client, at: rest.lowerBound, payload: Array(talk.stream(of: .client)[rest])).bytes
            )
            #expect(gate.count("transfers", "invite", "declined") == 1, "\(lost)")
            #expect(!gate.decisions.contains { $0.reason == .slipped })
        }
    }
}
