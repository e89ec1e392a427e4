import MSNP
import TestSupport
import Testing

/// MSNP in the bodies of HTTP requests and answers.
@Suite struct HTTPTunnelTests {
    /// Who says what, in order.
    typealias Turns = [(from: Connection.Direction, bytes: [UInt8])]

    private static let open = request(text("VER 1 MSNP12 CVR0\r\n"), query: "Action=open&Server=SB&IP=192.0.2.5")
    private static let opened = answer(text("VER 1 MSNP12\r\n"))
    private static let offered = invitation(offerLines)
    private static let offeredByServer = invitation(offerLines, from: .server)

    private static let offers: [Row<Turns>] = [
        Row("the example", [(.originator, Examples.e48)]),
        Row(
            "behind the examples",
            [(.originator, Examples.e46), (.responder, Examples.e47), (.originator, Examples.e48)]
        ),
        Row(
            "with the open",
            [(.originator, request(text("ANS 1 a@x.com 1 7\r\n") + offered, query: "Action=open&Server=SB"))]
        ),
        Row("small letters", [(.originator, request(offered, query: "sessionid=1.2", path: "/GATEWAY/Gateway.DLL"))]),
        Row("escaped", [(.originator, request(offered, query: "Session%49D=1%2E2", path: "/gateway/g%61teway.dll"))]),
        Row("absolute form", [(.originator, request(offered, path: "http://192.0.2.30/gateway/gateway.dll"))]),
        Row("another type", [(.originator, request(offered, fields: ["Content-Type: text/html; charset=UTF-8"]))]),
        Row("by GET", [(.originator, request(offered, method: "GET"))]),
        Row("empty lines before", [(.originator, request() + text("\r\n\r\n") + request(offered))]),
        Row("pipelined", [(.originator, open + request(chat("one")) + request(offered) + request(chat("two")))]),
        Row("behind another page", [(.originator, text("GET / HTTP/1.1\r\nHost: x\r\n\r\n") + request(offered))]),
        Row(
            "cut over requests",
            [
                (.originator, open), (.responder, opened),
                (.originator, request(Array(offered.prefix(150)))), (.responder, answer()),
                (.originator, request(Array(offered.dropFirst(150)))),
            ]
        ),
        Row(
            "in an answer",
            [
                (.originator, open), (.responder, opened), (.originator, request()),
                (.responder, answer(offeredByServer)),
            ]
        ),
        Row("in an answer unasked for", [(.responder, answer(offeredByServer))]),
        Row("in chunks", [(.originator, Examples.e49), (.responder, chunkedAnswer(offeredByServer, every: 7))]),
        Row("in one chunk", [(.originator, Examples.e49), (.responder, chunkedAnswer(offeredByServer, every: 4000))]),
        Row(
            "behind 100 Continue",
            [
                (.originator, request(chat("hello"), fields: ["Expect: 100-continue"])),
                (.responder, text("HTTP/1.1 100 Continue\r\n\r\n") + answer(offeredByServer)),
            ]
        ),
        Row(
            "until the end of the connection",
            [(.originator, Examples.e49), (.responder, text("HTTP/1.0 200 OK\r\n\r\n") + offeredByServer)]
        ),
        Row(
            "behind an answer without a body",
            [
                (.originator, request(method: "HEAD") + request()),
                (.responder, text("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n") + answer(offeredByServer)),
            ]
        ),
        Row(
            "behind 204 and 304",
            [
                (.originator, request() + request() + request()),
                (
                    .responder,
                    answer(status: "204 No Content", fields: []) + answer(status: "304 Not Modified")
                        + answer(offeredByServer)
                ),
            ]
        ),
        Row(
            "behind a proxy's page",
            [
                (.originator, request() + request()),
                (
                    .responder,
                    answer(text("<html>MSG</html>"), status: "502 Bad Gateway", session: nil) + answer(offeredByServer)
                ),
            ]
        ),
        Row("a length too small", [(.originator, request(offered, length: "5"))]),
        Row("a length that is none", [(.originator, request(offered, length: "0x12F"))]),
        Row(
            "a length too small, and chunks",
            [(.originator, chunkedRequest(before: "", behind: "Content-Length: 3\r\n"))]
        ),
        Row(
            "a length, and chunks behind it",
            [(.originator, request(offered, fields: ["Transfer-Encoding: chunked"]))]
        ),
        Row("chunks that are none", [(.originator, badChunks + offered)]),
        Row("a line in the head that is none", [(.originator, request(offered, fields: ["what is this"]))]),
        Row("through CONNECT", [(.originator, connect), (.responder, agreed), (.originator, Examples.e04 + offered)]),
        Row(
            "through CONNECT, before it is agreed",
            [(.originator, connect + Examples.e04 + offered), (.responder, agreed)]
        ),
        Row(
            "through CONNECT, agreed at the second time",
            [
                (.originator, connect), (.responder, answer(text("who?"), status: "407 Who", session: nil)),
                (.originator, connect), (.responder, agreed), (.originator, Examples.e04 + offered),
            ]
        ),
        Row(
            "through CONNECT, from the server",
            [(.originator, connect), (.responder, agreed), (.originator, Examples.e06), (.responder, offeredByServer)]
        ),
        Row(
            "the gateway through CONNECT",
            [(.originator, connect), (.responder, agreed), (.originator, Examples.e48)]
        ),
    ]

    private static let connect = text("CONNECT messenger.example:1863 HTTP/1.0\r\nUser-Agent: MSMSGS\r\n\r\n")
    private static let agreed = text("HTTP/1.0 200 Connection established\r\nVia: x\r\n\r\n")
    private static let badChunks = text(
        "POST /gateway/gateway.dll?SessionID=1 HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n"
    )

    private static func chunkedRequest(before: String, behind: String) -> [UInt8] {
        text("POST /gateway/gateway.dll?SessionID=1 HTTP/1.1\r\n\(before)Transfer-Encoding: chunked\r\n\(behind)\r\n")
            + text(String(offered.count, radix: 16) + "\r\n") + offered + text("\r\n0\r\n\r\n")
    }

    @Test(arguments: offers)
    func anOfferIsDeclinedHoweverItIsCarried(row: Row<Turns>) {
        let whole = Self.talk(row.value)
        #expect(whole.count(.told(.invite)) == 1)
        for direction in Connection.Direction.allCases {
            let left = whole.text(direction)
            #expect(!left.contains("5D3E02AB-6190-11d3-BBBB-00C04F795683") && !left.contains("Command: INVITE"))
        }
    }

    @Test(arguments: offers)
    func whatIsToldDoesNotDependOnTheCut(row: Row<Turns>) {
        let whole = Self.talk(row.value)
        for cut in [Cut.byteByByte] + (2..<60).map({ Cut.every($0) }) + (1..<500).map({ Cut.at([$0]) }) {
            let pieces = Self.talk(row.value, cut: cut)
            if pieces.events != whole.events { Issue.record("\(row), \(cut): other events") }
            if pieces.output != whole.output { Issue.record("\(row), \(cut): other bytes") }
            if pieces.harmless != whole.harmless { Issue.record("\(row), \(cut): other harmless bytes") }
        }
    }

    private static func talk(_ turns: Turns, cut: Cut = .whole) -> HTTPTalk {
        var talk = HTTPTalk(cut: cut)
        var shared = HTTPTalk.Shared()
        for turn in turns {
            if turn.from == .originator { talk.client(turn.bytes, &shared) } else { talk.server(turn.bytes, &shared) }
        }
        return talk
    }

    private static let harmless: [Row<Turns>] = [
        Row("the opening", [(.originator, Examples.e46), (.responder, Examples.e47)]),
        Row(
            "polls",
            [(.originator, Examples.e49), (.responder, answer()), (.originator, Examples.e49), (.responder, answer())]
        ),
        Row(
            "chat",
            [
                (.originator, open), (.responder, opened), (.originator, request(chat("hello"))),
                (.responder, answer(chat("hi", from: .server))),
            ]
        ),
        Row(
            "chat in chunks",
            [(.originator, request()), (.responder, chunkedAnswer(chat("hi", from: .server), every: 3))]
        ),
        Row("an offer pasted into chat", [(.originator, request(chat(String(decoding: offered, as: UTF8.self))))]),
        Row("another program of the server", [(.originator, request(offered, path: "/other.dll"))]),
        Row(
            "the name in the query only",
            [(.originator, request(offered, query: "x=gateway.dll&SessionID=1", path: "/a"))]
        ),
        Row(
            "a page with an offer on it",
            [(.originator, text("GET / HTTP/1.1\r\n\r\n")), (.responder, answer(offered, session: nil))]
        ),
    ]

    @Test(arguments: harmless)
    func whatIsNoTransferPassesUntouched(row: Row<Turns>) {
        let talk = Self.talk(row.value)
        for direction in Connection.Direction.allCases {
            #expect(talk.output[direction] == row.value.filter { $0.from == direction }.flatMap(\.bytes))
        }
    }

    private static let fields: [Row<(line: String, left: String)>] = [
        Row("as written", ("Accept-Encoding: gzip, deflate", "Accept-Encodinx: gzip, deflate")),
        Row("other case", ("ACCEPT-ENCODING:gzip", "ACCEPT-ENCODINx:gzip")),
        Row("blank before the colon", ("accept-encoding : *", "accept-encodinx : *")),
        Row("folded", ("Accept-Encoding:\r\n gzip", "Accept-Encodinx:\r\n gzip")),
        Row("behind a lone return", ("X: y\rAccept-Encoding: gzip", "X: y\rAccept-Encodinx: gzip")),
        Row("transfer codings", ("TE: gzip;q=0.5, trailers", "TE: xxxx;x=0.5, xxxxxxxx")),
        Row("transfer codings, folded", ("te :\r\n\tgzip", "te :\r\n\txxxx")),
        Row("another accept", ("Accept: text/html", "Accept: text/html")),
        Row("language", ("Accept-Language: en", "Accept-Language: en")),
        Row("names that begin alike", ("Tenant: t\r\nTransfer: t\r\nAcce: p", "Tenant: t\r\nTransfer: t\r\nAcce: p")),
        Row("in a value", ("X: Accept-Encoding", "X: Accept-Encoding")),
    ]

    @Test(arguments: fields)
    func aGatewayRequestAsksForPlainAnswers(row: Row<(line: String, left: String)>) {
        for cut in [Cut.whole, .byteByByte] {
            var talk = HTTPTalk(cut: cut)
            talk.client(request(chat("hello"), fields: [row.value.line]))
            #expect(talk.output[.originator] == request(chat("hello"), fields: [row.value.left]))
            var page = HTTPTalk(cut: cut)
            page.client(request(path: "/index.html", fields: [row.value.line]))
            #expect(page.output[.originator] == request(path: "/index.html", fields: [row.value.line]))
        }
    }

    private static let framings: [Row<(lines: [String], left: [String])>] = [
        Row("two lengths", (["Content-Length: 5"], ["Content-Length: 5", "Content-Lengtx: 0"])),
        Row(
            "chunks, then a length",
            (["Transfer-Encoding: chunked"], ["Transfer-Encoding: chunked", "Content-Lengtx: 0"])
        ),
    ]

    @Test(arguments: framings)
    func aGatewayRequestHasOneReadingOfItsEnd(row: Row<(lines: [String], left: [String])>) {
        var talk = HTTPTalk()
        talk.client(request(fields: row.value.lines))
        for line in row.value.left { #expect(talk.text(.originator).contains(line + "\r\n")) }
    }

    private static let encodings = [
        "Content-Encoding: gzip", "content-encoding:deflate", "Transfer-Encoding: gzip, chunked",
    ]

    @Test(arguments: encodings)
    func aCompressedAnswerIsToldAndPassedOver(field: String) {
        for cut in [Cut.whole, .byteByByte] {
            var talk = HTTPTalk(cut: cut)
            talk.client(request() + request())
            let body = field.hasPrefix("T") ? text("A\r\n0123456789\r\n0\r\n\r\n") : text("0123456789")
            let length = field.hasPrefix("T") ? "" : "Content-Length: 10\r\n"
            talk.server(text("HTTP/1.1 200 OK\r\n\(field)\r\n\(length)\r\n") + body + answer(Self.offeredByServer))
            #expect(talk.count(.unreadable) == 1)
            #expect(talk.harmless[.responder] == 10)
            #expect(talk.count(.told(.invite)) == 1)
        }
    }

    @Test func aConnectionWithoutTheGatewayIsForeignInTheEnd() {
        var talk = HTTPTalk()
        let page = request(path: "/page", fields: ["Cookie: " + String(repeating: "c", count: 500)])
        var pages = 0
        while !talk.isForeign, pages < 100 {
            talk.client(page)
            talk.server(answer(text("page"), session: nil))
            pages += 1
        }
        #expect((10...20).contains(pages))
        var download = HTTPTalk()
        download.client(text("GET / HTTP/1.1\r\n\r\n"))
        download.server(
            text("HTTP/1.1 200 OK\r\nContent-Length: 9999999\r\n\r\n") + [UInt8](repeating: 0, count: (1 << 20) + 1)
        )
        #expect(download.isForeign)
        var gateway = HTTPTalk()
        for _ in 0..<200 { gateway.client(Examples.e49) }
        #expect(!gateway.isForeign)
    }

    @Test func oneThatLeavesHTTPIsReadAsWhatItIs() {
        var talk = HTTPTalk()
        talk.client(text("GET / HTTP/1.1\r\nHost: x\r\n\r\n"))
        talk.server(text("VER 1 MSNP8\r\n"))
        talk.client(chat("one") + Self.offered)
        #expect(talk.count(.recognized) >= 1)
        #expect(talk.count(.told(.invite)) == 1)
    }

    @Test(arguments: Array(stride(from: 1, to: Examples.e28.count, by: 3)))
    func fileDataCutOverTwoBodiesIsMadeVoidAndTheHeadsStay(cutAt: Int) {
        let parts = (request(Array(Examples.e28.prefix(cutAt))), request(Array(Examples.e28.dropFirst(cutAt))))
        let head = parts.1.count - (Examples.e28.count - cutAt)
        for cut in [Cut.whole, .byteByByte, .every(20)] {
            var talk = HTTPTalk(cut: cut)
            talk.client(Self.open + parts.0 + parts.1)
            #expect(talk.count(.told(.data)) == 1)
            let left = Array((talk.output[.originator] ?? []).suffix(parts.1.count))
            #expect(Array(left.prefix(head)) == Array(parts.1.prefix(head)))
            #expect(talk.output[.originator] != Self.open + parts.0 + parts.1)
        }
        var chunks = HTTPTalk()
        chunks.client(request())
        let data = text("MSG a@x.com A ") + Examples.e28.dropFirst(8)
        let answered = chunkedAnswer(data, every: cutAt)
        chunks.server(answered)
        #expect(chunks.count(.told(.data)) == 1)
        #expect(
            chunks.text(.responder).components("\r\n") == String(decoding: answered, as: UTF8.self).components("\r\n")
        )
    }
}

extension String {
    /// How often the text stands in this one.
    fileprivate func components(_ text: String) -> Int { ranges(of: text).count }
}
