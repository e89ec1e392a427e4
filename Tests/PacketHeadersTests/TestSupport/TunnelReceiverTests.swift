import TestSupport
import Testing

@Suite struct TunnelReceiverTests {
    private static func offering(_ receiver: TunnelReceiver) -> Set<ClientModel> {
        Set(receiver.inner.values.flatMap(\.transfers).map(\.client))
    }

    private static func reading(_ stream: [UInt8], from side: Side, _ cut: Cut) -> TunnelReceiver {
        var receiver = TunnelReceiver(of: side)
        for piece in cut.pieces(of: stream) { receiver.read(piece) }
        return receiver
    }

    @Test func e48IsAnOfferToEveryClient() {
        let receiver = TunnelReceiver(of: .client, reading: Examples.e46 + Examples.e48 + Examples.e49)
        #expect(Self.offering(receiver) == Set(ClientModel.allCases))
        #expect(receiver.messageCount == 3)
        #expect(receiver.unreadCount == 0)
        #expect(receiver.inner[""]?.commandLines == ["VER 1 MSNP12 MSNP11 CVR0"])
    }

    @Test func theEditsThatSilenceAnInvitationSilenceItHereToo() {
        let edits = [
            ("{5D3E02AB-6190-11d3-BBBB-00C04F795683}", "{00000000-0000-0000-0000-000000000000}"),
            ("INVITE", "CANCEL"), ("Application-File:", "Xpplication-File:"),
        ]
        let stream = edits.reduce(Examples.e48) { bytes, edit in
            bytes.overwriting(at: bytes.firstRange(ofText: edit.0)?.lowerBound ?? 0, with: [UInt8](text: edit.1))
        }
        let receiver = TunnelReceiver(of: .client, reading: stream)
        #expect(receiver.inner["1234567890"]?.commandLines == ["MSG 6 S 290"])
        #expect(Self.offering(receiver).isEmpty)
    }

    @Test(arguments: [Cut?.none, .whole, .every(100), .byteByByte])
    func aCommandOverTwoAnswersIsPutTogether(chunks: Cut?) {
        let halves = Cut.at([150]).pieces(of: Examples.e13)
        let stream = [("7.1", halves[0]), ("7.2", []), ("8.1", Examples.e09), ("7.3", halves[1])].flatMap {
            session,
            body in
            var answer = GatewayAnswer(body, session: session)
            answer.chunks = chunks
            return answer.bytes
        }
        for cut in [Cut.whole, .every(37)] {
            let receiver = Self.reading(stream, from: .server, cut)
            #expect(receiver.messageCount == 4)
            #expect(receiver.unreadCount == 0)
            #expect(Set(receiver.inner["7"]?.transfers.map(\.client) ?? []) == Set(ClientModel.allCases))
            #expect(receiver.inner["8"]?.chats == ["hello"])
            #expect(receiver.inner["8"]?.transfers.isEmpty == true)
        }
    }

    @Test func sessionsWithinAreRead() {
        var request = GatewayRequest.send(Examples.e21 + Examples.e28)
        request.chunks = .every(300)
        let sessions = TunnelReceiver(of: .client, reading: request.bytes).inner["1234567890"]?.sessions
        #expect(Set(sessions?.offers.map(\.client) ?? []) == Set(SessionClient.allCases))
        #expect(sessions?.fileChunks.map(\.bytes) == [Array("hello".utf8)])
    }

    @Test func whatIsNotTheGatewaysIsSkipped() {
        let page = [UInt8](text: "GET /?SessionID=1 HTTP/1.1\r\nHost: example.com\r\n\r\n")
        let receiver = TunnelReceiver(of: .client, reading: page + Examples.e48)
        #expect(receiver.messageCount == 1)
        #expect(Array(receiver.inner.keys) == ["1234567890"])
    }

    @Test func anEncodedBodyIsCountedNotRead() {
        var answer = GatewayAnswer(Examples.e13)
        answer.extra = ["Content-Encoding: gzip"]
        let receiver = TunnelReceiver(of: .server, reading: answer.bytes)
        #expect(receiver.encodedCount == 1)
        #expect(receiver.inner.isEmpty)
    }
}
