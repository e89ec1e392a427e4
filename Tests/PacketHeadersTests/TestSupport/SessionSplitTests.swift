import TestSupport
import Testing

/// Chunks of one text, in every way that clients send and read them.
@Suite struct SessionSplitTests {
    typealias P = PeerToPeer

    private static let text = P.SessionText.invitation().bytes
    private static let harmless = P.SessionText.pictureInvitation().bytes
    /// Two chunks, all fields that decide in the first.
    private static let halves = P.V1().split(text, [700])
    private static let decoys = Array(halves.precededByDecoys().prefix(2))

    private static func offering(_ packets: [P.V1]) -> Set<SessionClient> {
        Set(Receiver(of: .client, reading: P.Envelope().messages(packets)).sessions.offers.map(\.client))
    }

    /// A text whose GUID and AppID are another's, and the true ones as chunks of their own.
    private static func overwriting() throws -> (spoiled: [P.V1], true: [P.V1]) {
        let guid = try #require(text.firstRange(ofText: P.fileGUID))
        let application = try #require(text.firstRange(ofText: "AppID: 2"))
        let blank = text.overwriting(at: guid.lowerBound, with: [UInt8](repeating: 0x30, count: guid.count))
            .overwriting(at: application.upperBound - 1, with: [0x30])
        let chunks = [guid, (application.upperBound - 1)..<application.upperBound].map { range in
            P.V1(Array(text[range]), offset: UInt64(range.lowerBound), total: UInt64(text.count))
        }
        return (P.V1().split(blank, [700]), chunks)
    }

    private static let orders: [Row<(packets: [P.V1], clients: Set<SessionClient>)>] = [
        Row("in order", (halves, Set(SessionClient.allCases))),
        Row("as libpurple sends them", (halves.asLibpurpleSends, Set(SessionClient.allCases))),
        Row("as aMSN cuts them", (P.V1().split(text, .every(P.chunkOfAMSN)), Set(SessionClient.allCases))),
        Row("byte by byte", (P.V1().split(text, .byteByByte), Set(SessionClient.allCases))),
        Row("decoys before", (halves.precededByDecoys(), Set(SessionClient.allCases))),
        Row("decoys after", (halves.followedByDecoys(), Set(SessionClient.allCases))),
        Row("the second only", (Array(halves.suffix(1)), [])),
        Row("the first only", (Array(halves.prefix(1)), [])),
        Row(
            "a decoy over the first before the second",
            ([halves[0], decoys[0], halves[1]], [.aMSN, .kopete, .msnpSharp, .official])
        ),
        Row("the first over a decoy", ([decoys[0], halves[0], halves[1]], Set(SessionClient.allCases))),
        Row("nothing but decoys", (decoys, [])),
        Row("a picture", (P.V1().split(harmless, [300]), [])),
    ]

    @Test(arguments: orders)
    func isAnOfferTo(row: Row<(packets: [P.V1], clients: Set<SessionClient>)>) {
        #expect(Self.offering(row.value.packets) == row.value.clients)
    }

    @Test func reversedChunksArePlacedByTheirOffset() {
        #expect(Self.offering(Self.halves.reversed()).isSuperset(of: [.miranda, .msnpSharp, .official, .pidgin]))
    }

    @Test func laterChunksOverwriteEarlierOnes() throws {
        let (spoiled, chunks) = try Self.overwriting()
        #expect(Self.offering(spoiled).isEmpty)
        #expect(Self.offering([spoiled[0]] + chunks + [spoiled[1]]) == [.miranda, .msnpSharp, .official, .pidgin])
        #expect(Self.offering(chunks + spoiled) == [.official])
        #expect(Self.offering(spoiled + chunks) == [.miranda, .msnpSharp, .official, .pidgin])
    }

    @Test func cutInTwoAnywhere() {
        for position in stride(from: 1, to: Self.text.count, by: 61) {
            #expect(Self.offering(P.V1().split(Self.text, [position])).contains(.pidgin), "cut at \(position)")
        }
    }

    @Test func chunksOfTwoTextsInterleaved() {
        let others = P.V1(identifier: 7).split(Self.harmless, [300])
        let packets = [others[0], Self.halves[0], others[1], Self.halves[1]]
        let sessions = Receiver(of: .client, reading: P.Envelope().messages(packets)).sessions
        #expect(sessions.texts == [Self.harmless, Self.text])
        #expect(Set(sessions.offers.map(\.client)) == Set(SessionClient.allCases))
    }

    @Test func aSecondTextOfTheSameIdentifierIsRead() {
        let packets = P.V1().split(Self.harmless, [300]) + Self.halves
        #expect(Self.offering(packets) == Set(SessionClient.allCases))
    }

    @Test func aTextIsNotedOnceHoweverOftenItComes() {
        let stream = P.Envelope().messages(Self.halves.asLibpurpleSends + Self.halves)
        #expect(Receiver(of: .client, reading: stream).sessions.texts == [Self.text])
    }

    @Test(arguments: [Cut.whole, [1], [700], .every(100), .byteByByte])
    func version2(cut: Cut) {
        let packets = P.V2(operation: 3, options: [.peer]).split(P.SessionText.invitation(.v2).bytes, cut)
        let envelope = P.Envelope(.server, .v2)
        let expected: Set<SessionClient> = [.miranda, .msnpSharp, .official, .pidgin]
        let streams = [
            envelope.messages(packets), envelope.datagram(packets.map(\.bytes)),
            packets.flatMap { envelope.datagram([$0.bytes]) },
        ]
        for stream in streams {
            #expect(Set(Receiver(of: .server, reading: stream).sessions.offers.map(\.client)) == expected)
        }
    }
}
