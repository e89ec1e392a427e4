import TestSupport
import Testing

/// Which data of a session the oracle takes for a file's, which for a picture's, and which for nothing.
@Suite struct SessionDataTests {
    private static let everybody = Set(SessionClient.allCases)
    /// The clients that know version 2.
    private static let newer: Set<SessionClient> = [.miranda, .msnpSharp, .official, .pidgin]

    private static let data: [Row<(stream: [UInt8], grounds: Set<DataChunk.Ground>, clients: Set<SessionClient>)>] = [
        Row("E28", (Examples.e28, [.flags, .footer], everybody)),
        Row("E37", (Examples.e37, [.flags, .footer], newer)),
        Row("E38", (Examples.e38, [.flags, .footer], newer)),
        Row(
            "no flags and no footer, after its offer",
            (
                Examples.e21
                    + PeerToPeer.Envelope().messages([PeerToPeer.V1([UInt8](text: "hello"), session: 123_456_789)]),
                [.session], [.miranda, .msnpSharp, .official]
            )
        ),
    ]

    @Test(arguments: data)
    func fileDataIsStored(
        row: Row<(stream: [UInt8], grounds: Set<DataChunk.Ground>, clients: Set<SessionClient>)>
    ) throws {
        let sessions = Receiver(of: .client, reading: row.value.stream).sessions
        let chunk = try #require(sessions.fileChunks.first)
        #expect(chunk.bytes == Array("hello".utf8))
        #expect(chunk.session == PeerToPeer.session)
        #expect(chunk.grounds == row.value.grounds)
        #expect(chunk.clients == row.value.clients)
        #expect(sessions.fileChunks.count == 1)
        #expect(sessions.objectChunks.isEmpty)
    }

    /// Where the header of E28 begins.
    private static let header = Examples.e28.count - 57

    private static let voids: [Row<[UInt8]>] = [
        Row("session zeroed", Examples.e28.overwriting(at: header, with: [0, 0, 0, 0])),
        Row("flags made an error", Examples.e28.overwriting(at: header + 28, with: [8, 0, 0, 0])),
        Row("data zeroed", Examples.e28.overwriting(at: header + 48, with: [0, 0, 0, 0, 0])),
        Row("session zeroed, version 2", Examples.e37.overwriting(at: Examples.e37.count - 13, with: [0, 0, 0, 0])),
        Row("acknowledgement", Examples.e23),
    ]

    @Test(arguments: voids)
    func voidDataAreNotStored(row: Row<[UInt8]>) {
        let reader = Receiver(of: .client, reading: row.value, fileSessions: [PeerToPeer.session])
        #expect(reader.unreadCount == 0)
        #expect(reader.sessions.fileChunks.isEmpty)
        #expect(reader.sessions.objectChunks.isEmpty)
    }

    @Test func anErrorFlagBesideThoseOfAFileDoesNotVoidIt() {
        let stream = Examples.e28.overwriting(at: Self.header + 28, with: [0x38])
        #expect(Receiver(of: .client, reading: stream).sessions.fileChunks.count == 1)
    }

    @Test func picturesAreSeenAsTheyArrive() {
        let sessions = Receiver(of: .client, reading: Examples.e30 + Examples.e31 + Examples.e32).sessions
        #expect(sessions.pictureInvitations.count == 1)
        #expect(sessions.pictureInvitations.first?.contains("\r\nContext: PG1zbm9iaiBDcmVhdG9y") == true)
        #expect(sessions.objectChunks.map(\.bytes) == [Array("hello".utf8)])
        #expect(sessions.fileChunks.isEmpty)
    }

    /// Everything that a reader of sessions can tell.
    private static func everything(_ sessions: SessionInbox) -> [AnyHashable] {
        [sessions.offers, sessions.fileChunks, sessions.objectChunks, sessions.texts]
    }

    @Test(arguments: 0..<60 as Range<UInt64>)
    func damagedBytesReadTheSameHoweverTheyAreCut(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var stream = Examples.e28 + Examples.e36a + Examples.e36b + Examples.e37 + Examples.e21 + Examples.e38
        for _ in 0..<Int.random(in: 1...40, using: &generator) {
            let index = Int.random(in: 0..<stream.count, using: &generator)
            stream[index] = [0, 1, 2, 8, 0x30, 0x7F, 0xFF].randomElement(using: &generator) ?? 0
        }
        let whole = Receiver(of: .client, reading: stream)
        var cut = Receiver(of: .client)
        for piece in Cut.random(of: stream.count, most: 40, using: &generator).pieces(of: stream) { cut.read(piece) }
        #expect(Self.everything(cut.sessions) == Self.everything(whole.sessions), "\(generator)")
        var direct = DirectReceiver()
        direct.read(Examples.e35 + stream)
        var frames = DirectReceiver(version: .v2)
        frames.read(stream)
        #expect(Self.everything(direct.sessions) == Self.everything(frames.sessions), "\(generator)")
    }
}
