import MSNP
import TestSupport
import Testing

/// What fuzzing has brought to light.
@Suite struct FuzzFindings {
    private static let acceptance = [
        "Invitation-Command: ACCEPT", "IP-Address: 198.51.100.7", "Port: 6891", "AuthCookie: 93301",
    ]

    private static let emptyLines: [Row<String>] = [
        Row("CR LF CR LF", "\r\n\r\n"), Row("CR LF CR", "\r\n\r"), Row("CR CR", "\r\r"), Row("LF LF", "\n\n"),
        Row("LF CR", "\n\r"),
    ]

    /// A reader that ends lines at a lone CR finds the body where others still read headers.
    @Test(arguments: emptyLines)
    func anInvitationBehindAnyEmptyLine(row: Row<String>) {
        let body = Self.acceptance.map { $0 + "\r\n" }.joined()
        let stream =
            Examples.e04 + message("Content-Type: text/x-msmsgsinvite" + row.value + body) + message("\r\n")
            + chat("words")
        #expect(!reactions(to: stream).isEmpty)
        for cut in Cut.all(of: stream.count) {
            let transcript = Transcript(of: stream, cut: cut)
            #expect(reactions(to: transcript.output).isEmpty, "\(cut)")
        }
    }

    /// A footing quoted in chat is disproved by commands in its payload; what follows them may be in the same segment.
    @Test func anOfferInTheSegmentThatProvesAnotherFooting() {
        let stream = text("]MSG 6 S 900\r\nACK 2\r\nACK 3\r\n") + invitation(offerLines) + text("ACK 4\r\n")
        let whole = Transcript(of: stream)
        #expect(whole.stages == [.invite])
        for cut in Cut.all(of: stream.count) {
            let pieces = Transcript(of: stream, cut: cut)
            #expect(pieces == whole, "\(cut)")
        }
    }

    private static let secondCommands: [Row<[String]>] = [
        Row(
            "an acceptance, then a cancellation, then the cookie",
            ["Invitation-Command: ACCEPT", "Invitation-Command: CANCEL", "Invitation-Cookie: 33267"]
        ),
        Row(
            "a cancellation, then an acceptance, then the cookie",
            ["Invitation-Command: CANCEL", "Invitation-Command: ACCEPT", "Invitation-Cookie: 33267"]
        ),
        Row(
            "an offer, then a cancellation, then the GUID",
            ["Invitation-Command: INVITE", "Invitation-Command: CANCEL"] + offerLines.prefix(2)
        ),
    ]

    /// Clients differ in which of two commands they follow, so a cancellation takes nothing back.
    @Test(arguments: secondCommands)
    func anInvitationWithTwoCommands(row: Row<[String]>) {
        let stream = Examples.e04 + invitation(row.value)
        #expect(!reactions(to: stream, knowing: ["33267"]).isEmpty)
        let output = Transcript(of: stream, cookies: [33267]).output
        #expect(reactions(to: output, knowing: ["33267"]).isEmpty)
    }
}
