import TestSupport
import Testing

@Suite struct ReceiverTests {
    private static func acting(on stream: [UInt8], sentBy side: Side, knowing cookies: Set<String> = []) -> Set<
        ClientModel
    > {
        Set(Receiver(of: side, reading: stream, knowing: cookies).transfers.map(\.client))
    }

    @Test(
        arguments: [
            ("E12", Examples.e12, .client, [], Set(ClientModel.allCases)),
            ("E13", Examples.e13, .server, [], Set(ClientModel.allCases)),
            ("E14, cookie known", Examples.e14, .client, ["33267"], Set(ClientModel.allCases)),
            ("E14, cookie unknown", Examples.e14, .client, ["1"], []),
            ("E15, cookie unknown", Examples.e15, .client, [], Set(ClientModel.allCases)),
            ("E16, cookie known", Examples.e16, .client, ["33267"], Set(ClientModel.allCases)),
            ("E17", Examples.e17, .client, ["33267"], []),
            ("E18", Examples.e18, .client, [], []),
            ("E51", Examples.e51, .server, ["33267"], []),
        ] as [(String, [UInt8], Side, Set<String>, Set<ClientModel>)]
    )
    func clientsActOn(name: String, stream: [UInt8], side: Side, cookies: Set<String>, clients: Set<ClientModel>) {
        #expect(Self.acting(on: stream, sentBy: side, knowing: cookies) == clients)
    }

    @Test func anOfferMakesItsCookieKnown() {
        #expect(Receiver(of: .client, reading: Examples.e12).cookies == ["33267"])
    }

    @Test(
        arguments: [
            ("client form", Examples.e08, .client, ["hello"]),
            ("server form", Examples.e09, .server, ["hello"]),
            ("in two chunks", Examples.e52, .client, ["first half second half"]),
            ("in a datagram", Examples.e39, .client, ["hello"]),
            ("before half a command", Examples.e53, .client, ["hello"]),
        ] as [(String, [UInt8], Side, [String])]
    )
    func chats(name: String, stream: [UInt8], side: Side, texts: [String]) {
        let receiver = Receiver(of: side, reading: stream)
        #expect(receiver.chats == texts)
        #expect(receiver.transfers.isEmpty)
    }

    @Test func aPastedInvitationIsChat() {
        let text = String(decoding: Examples.e12, as: UTF8.self)
        let payload = "Content-Type: text/plain\r\n\r\n" + text
        let stream = Array("MSG 9 N \(payload.utf8.count)\r\n\(payload)".utf8)
        let receiver = Receiver(of: .client, reading: stream)
        #expect(receiver.chats == [text])
        #expect(receiver.transfers.isEmpty)
    }

    @Test func anInvitationInChunksIsPutTogether() throws {
        let parts = ["Invitation-Command: INVITE\r\nApplication-GU", "ID: {5D3E02AB-6190-11d3-BBBB-00C04F795683}\r\n"]
        let first = "Content-Type: text/x-msmsgsinvite\r\nMessage-ID: {1}\r\nChunks: 2\r\n\r\n" + parts[0]
        let second = "Message-ID: {1}\r\nChunk: 1\r\n\r\n" + parts[1]
        var receiver = Receiver(of: .server)
        receiver.read(Array("MSG a@example.com A \(first.utf8.count)\r\n\(first)".utf8))
        #expect(receiver.transfers.isEmpty)
        receiver.read(Array("MSG a@example.com A \(second.utf8.count)\r\n\(second)".utf8))
        #expect(Set(receiver.transfers.map(\.client)) == [.aMSN, .official])
    }

    @Test func anInvitationInADatagramIsKnownByItsMessageType() throws {
        let head = "Routing: 1.0\r\n\r\nReliability: 1.0\r\n\r\nMessaging: 2.0\r\nMessage-Type: Invite\r\n\r\n"
        let body = try #require(Examples.e12.firstRange(ofText: "Application-Name")).lowerBound
        let payload = Array(head.utf8) + Examples.e12[body...]
        let stream = Array("SDG 1 \(payload.count)\r\n".utf8) + payload
        #expect(Self.acting(on: stream, sentBy: .client) == Set(ClientModel.allCases))
    }

    @Test(
        arguments: [
            ("traps that end in digits", .server, "CHL 0 15\r\nQNG 50\r\nUSR 3 OK a@example.com 1 0\r\n", 3, 0),
            ("a request and its reply", .client, "QRY 12 P 2\r\nab", 1, 0),
            ("its reply", .server, "QRY 12\r\n", 1, 0),
            ("an error with a payload", .server, "241 11 3\r\nabcACK 1\r\n", 2, 0),
            ("an error without", .server, "217 11\r\n", 1, 0),
            ("bare line feeds and tabs", .client, "MSG\t1  N 2\nabPNG\n", 2, 0),
            ("no line end yet", .client, "MSG 1 N 2", 0, 9),
            ("no payload yet", .client, "PNG\r\nMSG 1 N 2\r\na", 1, 12),
            ("a length beyond all numbers", .client, "MSG 1 N 99999999999999999999\r\n", 0, 30),
        ] as [(String, Side, String, Int, Int)]
    )
    func framing(name: String, side: Side, stream: String, commands: Int, unread: Int) {
        let receiver = Receiver(of: side, reading: Array(stream.utf8))
        #expect(receiver.commandLines.count == commands)
        #expect(receiver.unreadCount == unread)
    }

    @Test(arguments: Examples.all.filter { $0.sender != nil && $0.carrier != .tunnel && $0.name != "E53" })
    func readsEveryExampleToItsEndHoweverItIsCut(example: Example) throws {
        let side = try #require(example.sender)
        let whole = Receiver(of: side, reading: example.bytes)
        #expect(whole.unreadCount == 0)
        var cut = Receiver(of: side)
        for piece in Cut.byteByByte.pieces(of: example.bytes) {
            cut.read(piece)
        }
        #expect(cut.commandLines == whole.commandLines)
        #expect(cut.chats == whole.chats)
        #expect(cut.transfers == whole.transfers)
    }
}
