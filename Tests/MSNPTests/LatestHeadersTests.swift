import MSNP
import TestSupport
import Testing

/// Headers that stand as those of the message before are not read again: which must show in nothing.
@Suite struct LatestHeadersTests {
    private static let chat = "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=UTF-8\r\n\r\n"
    private static let offer = "MIME-Version: 1.0\r\nContent-Type: text/x-msmsgsinvite; charset=UTF-8\r\n\r\n"
    private static let body =
        "Application-GUID: {5D3E02AB-6190-11d3-BBBB-00C04F795683}\r\nInvitation-Command: INVITE\r\n\r\n"

    /// What comes behind two messages of chat.
    private static let rows: [Row<(headers: String, body: String, kinds: [MessageKind], stages: [TransferStage])>] = [
        Row("the same headers", (chat, body, [.text, .text, .text], [])),
        Row("headers of an offer", (offer, body, [.text, .text, .invitation], [.invite])),
        Row("an offer in other letters", (offer.uppercased(), body, [.text, .text, .invitation], [.invite])),
        Row(
            "one more line",
            (String(chat.dropLast(1)) + "Chunks: 2\r\n\r\n", body, [.text, .text, .text], [])
        ),
        Row(
            "a second type",
            (String(chat.dropLast(1)) + String(offer.dropFirst(18)), body, [.text, .text, .invitation], [.invite])
        ),
        Row("no empty line", (String(chat.dropLast(1)), "", [.text, .text, .text], [])),
        Row("the end inside a line", (String(chat.dropLast(9)), "", [.text, .text, .text], [])),
        Row("no headers", ("\r\n", body, [.text, .text, .other], [])),
        Row("nothing", ("", "", [.text, .text], [])),
    ]

    @Test(arguments: rows)
    func areReadAsIfForTheFirstTime(
        row: Row<(headers: String, body: String, kinds: [MessageKind], stages: [TransferStage])>
    ) {
        let value = row.value
        let stream =
            message(Self.chat + "hello") + message(Self.chat + "") + message(value.headers + value.body)
            + text("PNG\r\n")
        let whole = Transcript(of: stream)
        #expect(whole.messages == value.kinds)
        #expect(whole.stages == value.stages)
        #expect(whole.commands.last == .keepAlive)
        for cut in Cut.all(of: stream.count) where Transcript(of: stream, cut: cut) != whole {
            Issue.record("\(row), \(cut)")
        }
    }

    @Test func ofAnOfferTellAnOfferAgain() {
        let stream = message(Self.offer + Self.body) + message(Self.offer + Self.body)
        #expect(Transcript(of: stream).stages == [.invite, .invite])
    }

    @Test func areForgottenBehindADatagram() {
        let datagram = "SDG 5 60\r\nRouting: 1.0\r\nTo: 1:bob@example.com\r\n\r\n\r\n\r\n\r\nhello world"
        let stream = message(Self.chat + "hello") + text(datagram.padding(60)) + message(Self.offer + Self.body)
        #expect(Transcript(of: stream).stages == [.invite])
    }
}

extension String {
    /// The text with its payload, which begins behind the first line, filled up to so many bytes.
    fileprivate func padding(_ count: Int) -> String {
        let line = prefix { $0 != "\r\n" }.utf8.count + 2
        return self + String(repeating: "x", count: max(0, count + line - utf8.count))
    }
}
