import TestSupport
import Testing

@Suite struct DirectReceiverTests {
    typealias P = PeerToPeer

    private static let hello = [UInt8](text: "hello")

    private static func reading(_ stream: [UInt8], _ cut: Cut = .whole) -> DirectReceiver {
        var receiver = DirectReceiver()
        for piece in cut.pieces(of: stream) { receiver.read(piece) }
        return receiver
    }

    @Test(
        arguments: [
            Row("version 1", (Examples.e33 + Examples.e34, DirectReceiver.Version.v1)),
            Row("version 2", (Examples.e35 + P.Direct.frame(P.V2.file(hello)), .v2)),
        ]
    )
    func fileDataIsStored(row: Row<([UInt8], DirectReceiver.Version)>) {
        for cut in [Cut.whole, .byteByByte, .every(13)] {
            let receiver = Self.reading(row.value.0, cut)
            #expect(receiver.version == row.value.1)
            #expect(receiver.unreadCount == 0)
            #expect(receiver.frames.count == 3)
            #expect(receiver.sessions.fileChunks.map(\.bytes) == [Self.hello])
            #expect(receiver.sessions.fileChunks.map(\.grounds) == [[.flags]])
        }
    }

    @Test func withoutAnOpeningVersion1IsAssumed() {
        #expect(Self.reading(Examples.e34).sessions.fileChunks.map(\.bytes) == [Self.hello])
    }

    @Test func picturesAreNoFiles() {
        let sessions = Self.reading(Examples.e33 + P.Direct.frame(P.V1.picture(Self.hello))).sessions
        #expect(sessions.fileChunks.isEmpty)
        #expect(sessions.objectChunks.map(\.bytes) == [Self.hello])
    }

    @Test func invitationsTravelHereToo() {
        let text = P.SessionText.invitation().bytes
        let frames = P.V1().split(text, [500]).flatMap { P.Direct.frame($0) }
        let receiver = Self.reading(Examples.e33 + P.Direct.frame([]) + frames)
        #expect(Set(receiver.sessions.offers.map(\.client)) == Set(SessionClient.allCases))
        #expect(receiver.sessions.texts == [text])
    }

    @Test func halfAFrameWaits() {
        let receiver = Self.reading(Examples.e33 + Examples.e34.dropLast())
        #expect(receiver.unreadCount == 56)
        #expect(receiver.sessions.fileChunks.isEmpty)
    }
}
