import MSNP
import TestSupport
import Testing

/// Every spelling of an offer or an acceptance that some client reads, and what is left of it for each of them.
@Suite struct InvitationTests {
    private static func changing(_ number: Int, to line: String) -> [String] {
        offerLines.enumerated().map { $0.offset == number ? line : $0.element }
    }

    private static func body(_ lines: [String], end: String = "\r\n") -> String {
        lines.map { $0 + end }.joined() + end
    }

    private static let offers: [Row<[UInt8]>] = [
        Row("as official clients write it", invitation(offerLines)),
        Row("in the form of a server", invitation(offerLines, from: .server)),
        Row("line feeds", invitation(offerLines, end: "\n")),
        Row("carriage returns", invitation(offerLines, end: "\r")),
        Row("backwards order", invitation(offerLines.reversed())),
        Row("GUID at the end", invitation(Array(offerLines[2...]) + Array(offerLines[..<2]))),
        Row("no line end at the end", message(invitationType + offerLines.joined(separator: "\r\n"))),
        Row("small letters", invitation(offerLines.map { $0.lowercased() })),
        Row("capitals", invitation(offerLines.map { $0.uppercased() })),
        Row("capital D3", invitation(changing(1, to: "Application-GUID: {5D3E02AB-6190-11D3-BBBB-00C04F795683}"))),
        Row("no braces", invitation(changing(1, to: "Application-GUID: 5D3E02AB-6190-11d3-BBBB-00C04F795683"))),
        Row("no blank behind the colon", invitation(offerLines.map { $0.replacing(": ", with: ":") })),
        Row("tabs around the colon", invitation(offerLines.map { $0.replacing(": ", with: "\t:\t") })),
        Row("blanks at the end of lines", invitation(offerLines.map { $0 + " \t" })),
        Row("blanks in front of names", invitation(offerLines.map { " " + $0 })),
        Row("localised name", invitation(changing(0, to: "Application-Name: Přenos souborů"))),
        Row("another application's name", invitation(changing(0, to: "Application-Name: NetMeeting"))),
        Row("unknown fields", invitation(["X: y"] + offerLines + ["Connectivity: N"])),
        Row("voice's GUID", invitation(changing(1, to: "Application-GUID: {02D3C01F-BF30-4825-A83A-DE7AF41648AA}"))),
        Row("no GUID", invitation(changing(1, to: "X: y"))), Row("no command", invitation(changing(2, to: "X: y"))),
        Row("command CANCEL", invitation(changing(2, to: "Invitation-Command: CANCEL"))),
        Row("harmless command, then another", invitation(["Invitation-Command: CANCEL"] + offerLines)),
        Row("command INVITE twice", invitation(offerLines + ["Invitation-Command: INVITE"])),
        Row("GUID twice", invitation([offerLines[1]] + offerLines)),
        Row("no size", invitation(changing(5, to: "X: y"))), Row("no file", invitation(changing(4, to: "X: y"))),
        Row(
            "GUID on a folded line",
            invitation(changing(1, to: "Application-GUID:\r\n " + "{5D3E02AB-6190-11d3-BBBB-00C04F795683}"))
        ),
        Row("names and values backwards", invitation(offerLines.map(backwards))),
        Row(
            "half of them backwards",
            invitation(offerLines.enumerated().map { $0.offset % 2 == 0 ? backwards($0.element) : $0.element })
        ),
        Row("no MIME version", message("Content-Type: text/x-msmsgsinvite\r\n\r\n" + offer)),
        Row("type in capitals", message("CONTENT-TYPE: TEXT/X-MSMSGSINVITE\r\n\r\n" + offer)),
        Row("type with a suffix", message("Content-Type: text/x-msmsgsinviteXYZ\r\n\r\n" + offer)),
        Row("type without a blank", message("Content-Type:text/x-msmsgsinvite;charset=x\r\n\r\n" + offer)),
        Row("type between tabs", message("Content-Type\t:\ttext/x-msmsgsinvite\t\r\n\r\n" + offer)),
        Row("type on a folded line", message("Content-Type:\r\n text/x-msmsgsinvite\r\n\r\n" + offer)),
        Row("type backwards", message("epyT-tnetnoC: 8-FTU=tesrahc ;etivnisgsmsm-x/txet\r\n\r\n" + offer)),
        Row(
            "type behind others",
            message("X: y\r\nMIME-Version: 1.0\r\nContent-Type: text/x-msmsgsinvite\r\n\r\n" + offer)
        ),
        Row(
            "chat first, then invitation",
            message("Content-Type: text/plain\r\nContent-Type: text/x-msmsgsinvite\r\n\r\n" + offer)
        ),
        Row(
            "invitation first, then chat",
            message("Content-Type: text/x-msmsgsinvite\r\nContent-Type: text/plain\r\n\r\n" + offer)
        ),
        Row("headers of line feeds", message("Content-Type: text/x-msmsgsinvite\n\n" + offer)),
        Row("headers of carriage returns", message("Content-Type: text/x-msmsgsinvite\r\r" + offer)),
        Row(
            "empty line by line feeds that strict readers miss",
            message("Content-Type: text/plain\n\nContent-Type: text/x-msmsgsinvite\r\n\r\n" + offer)
        ),
        Row("empty first line", message("\r\nContent-Type: text/x-msmsgsinvite\r\n\r\n" + offer)),
        Row("behind chat in one segment", chat("hello") + invitation(offerLines)),
        Row("between chats", chat("hello") + invitation(offerLines) + chat("there")),
        Row("twice", invitation(offerLines) + invitation(offerLines)),
        Row("behind a harmless invitation", Examples.e18 + invitation(offerLines)),
    ]

    private static func backwards(_ line: String) -> String {
        let parts = line.split(separator: ": ", maxSplits: 1)
        return String(parts[0].reversed()) + ": " + String((parts.last ?? "").reversed())
    }

    @Test(arguments: offers)
    func noClientActsOnWhatIsLeftOfAnOffer(row: Row<[UInt8]>) {
        let side: MSNP.Side = row.name.contains("server") ? .server : .client
        let transcript = Transcript(of: row.value, from: side)
        #expect(!transcript.stages.isEmpty, "not told")
        #expect(reactions(to: transcript.output, from: side, knowing: ["33267"]).isEmpty)
        #expect(transcript.output.count == row.value.count)
        for cut in [Cut.byteByByte, .every(7), .every(100)] {
            #expect(Transcript(of: row.value, from: side, cut: cut) == transcript, "\(cut)")
        }
    }

    private static let acceptanceLines = [
        "Invitation-Command: ACCEPT", "Invitation-Cookie: 33267", "IP-Address: 198.51.100.7",
        "IP-Address-Internal: 192.168.1.7",
        "Port: 6891", "PortX: 11178", "PortX-Internal: 11178", "AuthCookie: 93301", "Request-Data: IP-Address:",
    ]

    private static let acceptances: [Row<[UInt8]>] = [
        Row("with an address", invitation(acceptanceLines)), Row("without", invitation(Array(acceptanceLines[..<2]))),
        Row("backwards order", invitation(acceptanceLines.reversed())),
        Row("cookie first", invitation([acceptanceLines[1], acceptanceLines[0]] + acceptanceLines[2...])),
        Row("cookie behind the address", invitation(Array(acceptanceLines[2...]) + Array(acceptanceLines[..<2]))),
        Row(
            "command, address, cookie",
            invitation([acceptanceLines[0]] + acceptanceLines[2...] + [acceptanceLines[1]])
        ),
        Row("no command", invitation(Array(acceptanceLines[1...]))),
        Row("line feeds", invitation(acceptanceLines, end: "\n")),
        Row("carriage returns", invitation(acceptanceLines, end: "\r")),
        Row("small letters", invitation(acceptanceLines.map { $0.lowercased() })),
        Row("backwards", invitation(acceptanceLines[..<8].map(backwards))),
        Row(
            "cookie at the very end",
            message(invitationType + "Invitation-Command: ACCEPT\r\nInvitation-Cookie: 33267")
        ),
        Row("CANCEL, then ACCEPT", invitation(["Invitation-Command: CANCEL"] + acceptanceLines)),
        Row("leading zero", invitation(["Invitation-Cookie: 033267", acceptanceLines[0]])),
    ]

    @Test(arguments: acceptances)
    func noClientActsOnWhatIsLeftOfAnAcceptance(row: Row<[UInt8]>) {
        let transcript = Transcript(of: row.value, cookies: [33267])
        #expect(transcript.stages.contains(.accept))
        #expect(reactions(to: transcript.output, knowing: ["33267"]).isEmpty)
        #expect(Transcript(of: row.value, cut: .byteByByte, cookies: [33267]) == transcript)
    }

    @Test func anAddressIsHiddenEvenIfTheOfferWasNeverSeen() {
        for row in Self.acceptances.prefix(1) {
            let transcript = Transcript(of: row.value)
            #expect(transcript.stages == [.accept])
            #expect(
                !reactions(to: transcript.output).contains { if case .connects = $0.reaction { true } else { false } }
            )
        }
    }

    private static let harmless: [Row<[UInt8]>] = [
        Row("chat", Examples.e08), Row("typing", Examples.e10), Row("nudge", Examples.e11), Row("voice", Examples.e18),
        Row("cancellation", Examples.e17),
        Row("already harmless", Examples.e51.overwriting(at: 0, with: text("MSG 0000000000000000001 X 290\r\n"))),
        Row("offer pasted into chat", chat(String(decoding: Examples.e12, as: UTF8.self))),
        Row("acceptance pasted into chat", chat(String(decoding: Examples.e15, as: UTF8.self))),
        Row("data connection pasted into chat", chat("VER MSNFTP\r\nUSR a@x.com 1\r\n")),
        Row(
            "words in the header of chat",
            message("Content-Type: text/plain\r\nX-Application-File: text/x-msmsgsinvite\r\n\r\nhello")
        ),
        Row("offer in a typing notice", message("Content-Type: text/x-msmsgscontrol\r\n\r\n" + offer)),
        Row("file name alone", invitation(["Application-File: x", "Invitation-Cookie: 1"])),
        Row(
            "voice with an address",
            invitation(["Invitation-Command: ACCEPT", "Invitation-Cookie: 4", "IP-Address: 192.0.2.1", "Port: 5004"])
        ),
        Row("acceptance of something else", invitation(["Invitation-Command: ACCEPT", "Invitation-Cookie: 17458"])),
        Row(
            "another GUID by one digit",
            invitation(["Application-GUID: {5D3E02AB-6190-11d3-BBBB-00C04F795684}", "Invitation-Command: INVITE"])
        ),
    ]

    @Test(arguments: harmless)
    func whatIsNoTransferLeavesByteForByte(row: Row<[UInt8]>) {
        let transcript = Transcript(of: row.value, cookies: [33267])
        #expect(transcript.output == row.value)
        #expect(transcript.edits.isEmpty)
        #expect(transcript.stages.allSatisfy { $0 == .cancel || $0 == .decline })
    }

    @Test func anOfferTellsWhatItIsAbout() {
        let told = Transcript(of: Examples.e12).invitation
        #expect(told?.cookie == 33267)
        #expect(told?.file == "report.txt")
        #expect(told?.size == 5)
        let answer = Transcript(of: Examples.e15, cookies: [33267]).invitation
        #expect(answer?.addresses == [0xC633_6407, 0xC0A8_0107])
        #expect(answer?.ports == [6891, 6891, 6891])
        #expect(answer?.authCookie == 93301)
    }

    /// The byte that tells, by the text that it ends.
    private static let telling: [Row<(stream: [UInt8], end: String)>] = [
        Row("the last digit of the GUID", (invitation(offerLines), "00C04F795683")),
        Row("the colon of the second field", (invitation(changing(1, to: "X: y")), "Application-FileSize:")),
        Row("the colon of the third", (invitation(Array(acceptanceLines[2...])), "AuthCookie:")),
        Row("the byte behind a known cookie", (invitation(acceptanceLines), "Invitation-Cookie: 33267\r")),
        Row(
            "the first letter of the command behind it",
            (invitation([acceptanceLines[1], acceptanceLines[0]]), "Command: A")
        ),
    ]

    @Test(arguments: telling)
    func theTellingByteIsTheLastThatTheReceiverMustNotGet(row: Row<(stream: [UInt8], end: String)>) throws {
        let transcript = Transcript(of: row.value.stream, cookies: row.name.contains("colon") ? [] : [33267])
        let end = try #require(row.value.stream.firstRange(ofText: row.value.end)).upperBound
        #expect(transcript.edits.first == end - 1)
        // Had it not been overwritten, some client would act on what came up to the end of its line.
        let told = transcript.entries.first { if case .told = $0.event { true } else { false } }
        #expect(told?.position == end)
    }
}
