import MSNP
import TestSupport
import Testing

/// What clients and SOCKS proxies say to each other before anything else.
@Suite struct HTTPProxyTests {
    /// What the client says and the proxy answers.
    typealias Preamble = [(client: [UInt8], proxy: [UInt8])]

    private static let reply4: [UInt8] = [0, 0x5A, 0, 0, 0, 0, 0, 0]
    private static let reply5: [UInt8] = [5, 0, 0, 1, 192, 0, 2, 1, 0x0A, 0x0D]
    private static let request5: [UInt8] = [5, 1, 0, 1, 10, 10, 10, 10, 7, 71]

    private static let preambles: [Row<Preamble>] = [
        Row("version 4", [([4, 1, 7, 71, 10, 10, 10, 10] + text("me") + [0], reply4)]),
        Row("version 4, no name", [([4, 1, 7, 71, 192, 0, 2, 1, 0], reply4)]),
        Row("version 4, an address of zeros", [([4, 1, 7, 71, 0, 0, 0, 0, 0], reply4)]),
        Row("version 4A", [([4, 1, 7, 71, 0, 0, 0, 9] + text("me\0messenger.example\0"), reply4)]),
        Row("version 4, for a caller", [([4, 2, 7, 71, 192, 0, 2, 1, 0], reply4 + reply4)]),
        Row("version 5", [([5, 1, 0], [5, 0]), (request5, reply5)]),
        Row(
            "version 5, a host by name",
            [([5, 2, 0, 2], [5, 0]), ([5, 1, 0, 3, 3] + text("a.b") + [7, 71], reply5)]
        ),
        Row(
            "version 5, version 6 of IP",
            [
                ([5, 1, 0], [5, 0]),
                ([5, 1, 0, 4] + [UInt8](repeating: 1, count: 18), [5, 0, 0, 4] + [UInt8](repeating: 0, count: 18)),
            ]
        ),
        Row(
            "version 5 with a password",
            [([5, 2, 0, 2], [5, 2]), ([1, 2] + text("me") + [3] + text("pwd"), [1, 0]), (request5, reply5)]
        ),
        Row("version 5 with nothing for one", [([5, 1, 2], [5, 2]), ([1, 0, 0], [1, 0]), (request5, reply5)]),
        Row("version 5, all at once", [([5, 1, 0] + request5, [5, 0] + reply5)]),
        Row(
            "version 5, for a caller",
            [([5, 1, 0], [5, 0]), ([5, 2, 0] + request5.dropFirst(3), reply5 + [5, 0, 0, 3, 1, 0x61, 0, 0])]
        ),
        Row("none", []),
    ]

    private static func talk(_ row: Row<Preamble>, _ first: [UInt8], cut: Cut) -> HTTPTalk {
        var talk = HTTPTalk(cut: cut)
        for turn in row.value {
            talk.client(turn.client)
            talk.server(turn.proxy)
        }
        talk.client(first)
        return talk
    }

    @Test(arguments: preambles)
    func theStreamBeginsBehindThem(row: Row<Preamble>) {
        for cut in [Cut.whole, .byteByByte, .every(2), .every(3)] {
            var chat = Self.talk(row, Examples.e04 + invitation(offerLines), cut: cut)
            #expect(chat.count(.told(.invite)) == 1)
            chat.server(Examples.e05 + invitation(offerLines, from: .server))
            #expect(chat.count(.told(.invite)) == 2)
            #expect(Self.talk(row, text("VER MSNFTP\r\n"), cut: cut).count(.dataConnection) == 1)
            #expect(Self.talk(row, Examples.e48, cut: cut).count(.told(.invite)) == 1)
        }
    }

    private static let others: [Row<[UInt8]>] = [
        Row("a frame of a direct connection", [4, 0, 0, 0, 0x66, 0x6F, 0x6F, 0]),
        Row("no method", [5, 0, 0, 0]), Row("a command of no version", [4, 3, 0, 0]),
        Row("four, and nothing else", [4]),
    ]

    @Test(arguments: others)
    func whatIsNoPreambleIsTheStreams(row: Row<[UInt8]>) {
        for cut in [Cut.whole, .byteByByte] {
            var talk = HTTPTalk(cut: cut)
            talk.client(row.value + text("\r\n") + chat("x") + chat("y") + invitation(offerLines))
            #expect(talk.count(.told(.invite)) == 1)
            #expect(
                talk.output[.originator]?.count == row.value.count + 2 + chat("x").count * 2
                    + invitation(offerLines).count
            )
        }
    }

    private static let broken: [Row<(client: [UInt8], proxy: [UInt8])>] = [
        Row("an answer that is none", ([5, 1, 0], text("HTTP/1.1 400 What\r\n\r\n"))),
        Row("a kind of address that is none", ([5, 1, 0, 5, 1, 0, 9], [5, 0])),
        Row("a name without an end", ([4, 1, 7, 71, 192, 0, 2, 1] + [UInt8](repeating: 0x61, count: 600), reply4)),
    ]

    @Test(arguments: broken)
    func oneThatBreaksOffIsSearchedForAFooting(row: Row<(client: [UInt8], proxy: [UInt8])>) {
        for cut in [Cut.whole, .byteByByte] {
            var talk = HTTPTalk(cut: cut)
            talk.client(row.value.client)
            talk.server(row.value.proxy)
            talk.client(text("\r\n") + chat("x") + chat("y") + invitation(offerLines))
            #expect(talk.count(.told(.invite)) == 1)
        }
    }
}
