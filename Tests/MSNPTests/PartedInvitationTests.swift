import MSNP
import TestSupport
import Testing

/// Invitations that come in parts (`Message-ID`, `Chunks`, `Chunk`), however clients put them together again.
@Suite struct PartedInvitationTests {
    private static let acceptanceLines = [
        "Invitation-Command: ACCEPT", "Invitation-Cookie: 33267", "IP-Address: 198.51.100.7", "Port: 6891",
        "AuthCookie: 93301",
    ]
    private static let acceptance = acceptanceLines.map { $0 + "\r\n" }.joined() + "\r\n"
    private static let bare = "Invitation-Command: ACCEPT\r\nInvitation-Cookie: 33267\r\n\r\n"
    private static let cookieFirst = "Invitation-Cookie: 33267\r\nInvitation-Command: ACCEPT\r\n\r\n"
    private static let cookieLast = "Invitation-Command: ACCEPT\r\nInvitation-Cookie: 33267"

    private static let bodies: [Row<String>] = [
        Row("an offer", offer), Row("an offer without its GUID", offerLines[2...].joined(separator: "\r\n")),
        Row("an offer spelled backwards", offerLines.map(backwards).joined(separator: "\r\n") + "\r\n"),
        Row("an offer by GUID and command", offerLines[1...3].joined(separator: "\r\n") + "\r\n"),
        Row("an offer by command and GUID", offerLines[1...3].reversed().joined(separator: "\r\n") + "\r\n"),
        Row("an acceptance with an address", acceptance), Row("an acceptance", bare),
        Row("an acceptance, cookie first", cookieFirst), Row("an acceptance, cookie at the end", cookieLast),
    ]

    @Test(arguments: bodies)
    func anInvitationCutInTwoAnywhereIsHarmlessInEitherOrder(row: Row<String>) {
        for place in 1..<row.value.utf8.count {
            let parts = cut(row.value, at: [place])
            expectNoReaction(to: parts, "cut at \(place)")
            expectNoReaction(to: parts.reversed(), "cut at \(place), reversed")
        }
    }

    @Test(arguments: bodies)
    func aPartSentAgainWithOtherBytesMakesNoTransfer(row: Row<String>) {
        for place in stride(from: 1, to: row.value.utf8.count, by: 5) {
            let parts = cut(row.value + "\r\nX: y\r\n", at: [place, row.value.utf8.count])
            let other = parts.map { Part(number: $0.number, of: 3, String(repeating: "x", count: $0.body.count)) }
            let chat = Part(number: 0, of: 3, "hello", type: "text/plain")
            expectNoReaction(to: [other[0], parts[1], parts[0], parts[2]], "cut at \(place), first part altered first")
            expectNoReaction(to: [parts[0], other[1], parts[1], parts[2]], "cut at \(place), second altered first")
            expectNoReaction(to: [other[1], parts[1], other[0]] + parts, "cut at \(place), both, second first")
            expectNoReaction(to: [parts[0], chat, parts[1], parts[2]], "cut at \(place), then chat of that name")
        }
    }

    @Test(arguments: bodies)
    func threePartsInEveryOrder(row: Row<String>) {
        var generator = SeededGenerator(seed: 7)
        for _ in 0..<20 {
            let places = [0, 0].map { _ in Int.random(in: 1..<row.value.utf8.count, using: &generator) }.sorted()
            let parts = cut(row.value, at: places)
            for order in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
                expectNoReaction(to: order.map { parts[$0] }, "cut at \(places), in the order \(order)")
            }
        }
    }

    @Test(arguments: bodies)
    func segmentsMakeNoDifference(row: Row<String>) {
        for place in stride(from: 1, to: row.value.utf8.count, by: 5) {
            for parts in [cut(row.value, at: [place]), cut(row.value, at: [place]).reversed()] {
                let stream = parts.flatMap(\.message)
                let whole = Transcript(of: stream, cookies: [33267])
                for cut in [Cut.byteByByte, .every(7), .every(100)] {
                    #expect(Transcript(of: stream, cut: cut, cookies: [33267]) == whole, "parts at \(place), \(cut)")
                }
            }
        }
    }

    @Test func otherMessagesBetweenThePartsLeaveByteForByte() {
        let parts = Self.cut(offer, at: [80, 150])
        let other = Part(number: 0, of: 2, "hello ", type: "text/plain", name: "{B}")
        let rest = Part(number: 1, of: 2, "there", name: "{B}")
        let stream = [
            parts[0].message, chat("one"), other.message, parts[1].message, rest.message, parts[2].message,
            chat("two"),
        ]
        let output = Transcript(of: stream.flatMap { $0 }).output
        #expect(reactions(to: output).isEmpty)
        #expect(Receiver(of: .client, reading: output).chats == ["one", "hello there", "two"])
        let pieces = Self.pieces(of: output, like: stream)
        for index in [1, 2, 4, 6] { #expect(pieces[index] == stream[index]) }
    }

    private static let harmless: [Row<String>] = [
        Row("voice", String(decoding: Examples.e18.split(separator: 0x0A, maxSplits: 4)[4], as: UTF8.self)),
        Row("a cancellation", "Invitation-Command: CANCEL\r\nInvitation-Cookie: 33267\r\nCancel-Code: REJECT\r\n\r\n"),
        Row("an acceptance of something else", "Invitation-Command: ACCEPT\r\nInvitation-Cookie: 17458\r\n\r\n"),
    ]

    @Test(arguments: harmless)
    func whatIsNoTransferLeavesByteForByteInParts(row: Row<String>) {
        for place in 1..<row.value.utf8.count {
            let stream = Self.cut(row.value, at: [place]).flatMap(\.message)
            #expect(Transcript(of: stream, cookies: [33267]).output == stream, "cut at \(place)")
        }
    }

    @Test func oneIdentifierForSeveralWholeMessagesMakesThemNoParts() {
        let voice = "Invitation-Command: INVITE\r\nInvitation-Cookie: 5\r\n\r\n"
        let one = message("Content-Type: text/x-msmsgsinvite\r\nMessage-ID: {A}\r\n\r\n" + voice)
        #expect(Transcript(of: one + one + one).output == one + one + one)
    }

    /// The first part passed before we came, or where we did not see it.
    @Test func theRestOfChatLeavesByteForByteIfItsBeginningWasNotSeen() {
        let parts = Self.cut("one two three four", at: [4, 8, 14], type: "text/plain")
        #expect(Transcript(of: parts[1...].flatMap(\.message)).output == parts[1...].flatMap(\.message))
        var connection = Connection(originator: .client, isGuessed: true)
        let before = Transcript(continuing: &connection, with: chat("hello") + parts[0].message)
        connection.skipUnseen(.originator)
        let rest = chat("there") + parts[2].message + parts[3].message
        #expect(Transcript(continuing: &connection, with: rest).output == rest)
        #expect(before.edits.isEmpty)
    }

    /// The first part passed before we came; its receiver has all that it told.
    @Test(arguments: [
        Row("with the end of its line", bare), Row("without", cookieLast),
    ])
    func theCookieOfAKnownOfferInTheLastPartIsSpoiled(row: Row<String>) throws {
        let place = try #require(text(row.value).firstRange(ofText: "Invitation-Cookie")).lowerBound
        let parts = Self.cut(row.value, at: [place])
        for cut in [Cut.whole, .byteByByte] {
            let rest = Transcript(of: parts[1].message, cut: cut, cookies: [33267])
            #expect(rest.stages == [.accept])
            #expect(reactions(to: parts[0].message + rest.output).isEmpty)
            #expect(Transcript(of: parts[1].message, cut: cut, cookies: [3326]).output == parts[1].message)
        }
    }

    /// Receivers keep the beginnings of many messages; we do not.
    @Test func aMessageForgottenForOthersMakesNoTransfer() {
        for place in stride(from: 60, to: 100, by: 3) {
            let parts = Self.cut(offer, at: [place])
            let others = (0..<20).map { Part(number: 0, of: 2, "x", type: "text/x-msmsgsinvite", name: "{\($0)}") }
            expectNoReaction(to: [parts[0]] + others + [parts[1]], "cut at \(place)")
        }
    }

    @Test func chatInPartsThatQuotesAnOfferLeavesByteForByte() {
        for place in 1..<offer.utf8.count {
            let stream = Self.cut(offer, at: [place], type: "text/plain; charset=UTF-8").flatMap(\.message)
            #expect(Transcript(of: stream).output == stream, "cut at \(place)")
        }
    }

    /// The rest of a message may come when the transfer has been told long ago.
    @Test func everyPartOfAnOfferTellsThatItBelongsToIt() {
        let parts = Self.cut(offer, at: [150, 180])
        let transcript = Transcript(of: parts.flatMap(\.message))
        #expect(transcript.stages == [.invite])
        #expect(transcript.events.filter { $0 == .resumed(.invite) }.count == 2)
    }
}

// MARK: What clients make of parts

/// One `MSG` that carries a part of a message.
private struct Part {
    let number: Int
    let body: [UInt8]
    let name: String
    let message: [UInt8]

    init(number: Int, of count: Int, _ body: String, type: String = "text/x-msmsgsinvite", name: String = "{A}") {
        self.number = number
        self.body = text(body)
        self.name = name
        let header =
            number == 0
            ? "MIME-Version: 1.0\r\nContent-Type: \(type)\r\nMessage-ID: \(name)\r\nChunks: \(count)\r\n\r\n"
            : "Message-ID: \(name)\r\nChunk: \(number)\r\n\r\n"
        message = MSNPTests.message(header + body)
    }
}

extension PartedInvitationTests {
    private static func backwards(_ line: String) -> String {
        let parts = line.split(separator: ": ", maxSplits: 1)
        return String(parts[0].reversed()) + ": " + String((parts.last ?? "").reversed())
    }

    private static func cut(_ body: String, at places: [Int], type: String = "text/x-msmsgsinvite") -> [Part] {
        let bytes = text(body)
        let ends = places + [bytes.count]
        let starts = [0] + places
        return zip(starts, ends).enumerated().map { number, range in
            Part(number: number, of: ends.count, String(decoding: bytes[range.0..<range.1], as: UTF8.self), type: type)
        }
    }

    private func cut(_ body: String, at places: [Int]) -> [Part] { Self.cut(body, at: places) }

    private static func pieces(of output: [UInt8], like messages: [[UInt8]]) -> [[UInt8]] {
        var start = 0
        return messages.map { message in
            defer { start += message.count }
            return Array(output[start..<start + message.count])
        }
    }

    /// Reads the parts in the order in which they come, and shows what leaves to clients of both habits: those that join
    /// parts as they come, and those that join them by number, with every choice among the versions of a part.
    private func expectNoReaction(to parts: [Part], _ comment: String) {
        let transcript = Transcript(of: parts.flatMap(\.message), cookies: [33267])
        let pieces = Self.pieces(of: transcript.output, like: parts.map(\.message))
        var choices: [[UInt8]] = [[]]
        for number in 0...(parts.map(\.number).max() ?? 0) {
            let versions = zip(parts, pieces).filter { $0.0.number == number && $0.0.name == "{A}" }.map(\.1)
            choices = choices.flatMap { choice in versions.map { choice + $0 } }
        }
        for stream in choices + [transcript.output] {
            let seen = reactions(to: stream, knowing: ["33267"])
            if !seen.isEmpty {
                Issue.record("\(comment): \(seen.map { "\($0)" }) from \(String(decoding: stream, as: UTF8.self))")
                return
            }
        }
    }
}
