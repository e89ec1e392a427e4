import MSNP
import TestSupport
import Testing

/// Where a command ends and the next begins: by the table of payload commands of a side, never by the shape of a line.
@Suite struct FramingTests {
    /// A line with a payload of three bytes in front of a `PNG` or `QNG`, which must be found where it is.
    private static let payloads: [Row<(side: MSNP.Side, line: String)>] = [
        Row("MSG of a client", (.client, "MSG 3 N 3")), Row("QRY", (.client, "QRY 9 PROD0090YUAUV{2B 3")),
        Row("PAG", (.client, "PAG 4 a@example.com 3")), Row("PGD", (.client, "PGD 4 a@example.com 1 3")),
        Row("SDC", (.client, "SDC 4 a@example.com 0x0409 MSMSGS WindowsMessenger X X Alice 3")),
        Row("UUX of a client", (.client, "UUX 5 3")), Row("ADL of a client", (.client, "ADL 5 3")),
        Row("RML of a client", (.client, "RML 5 3")), Row("FQY of a client", (.client, "FQY 5 3")),
        Row("UUN of a client", (.client, "UUN 5 a@example.com 3 3")),
        Row("UUM", (.client, "UUM 5 a@example.com 32 1 3")), Row("PUT of a client", (.client, "PUT 5 3")),
        Row("DEL of a client", (.client, "DEL 5 3")), Row("SDG of a client", (.client, "SDG 5 3")),
        Row("VAS", (.client, "VAS 5 a@example.com 1 2 3")), Row("MSG of a server", (.server, "MSG a@example.com A 3")),
        Row("profile", (.server, "MSG Hotmail Hotmail 3")), Row("NOT", (.server, "NOT 3")),
        Row("IPG", (.server, "IPG 3")),
        Row("GCF to version 12", (.server, "GCF 8 Shields.xml 3")), Row("GCF from version 13", (.server, "GCF 0 3")),
        Row("UBX to version 13", (.server, "UBX a@example.com 3")),
        Row("UBX to version 17", (.server, "UBX a@example.com 1 3")),
        Row("UBX from version 18", (.server, "UBX 1:a@example.com;via=9:b@example.com 3")),
        Row("UBN", (.server, "UBN a@example.com;{0} 3 3")), Row("UBM", (.server, "UBM a@x.com 32 b@x.com 1 1 3")),
        Row("ADL of a server", (.server, "ADL 0 3")), Row("RML of a server", (.server, "RML 0 3")),
        Row("FQY of a server", (.server, "FQY 5 3")), Row("UUN of a server with a length", (.server, "UUN 5 3")),
        Row("NFY", (.server, "NFY PUT 3")), Row("PUT of a server", (.server, "PUT 5 OK 3")),
        Row("DEL of a server", (.server, "DEL 5 OK 3")), Row("SDG of a server", (.server, "SDG 0 3")),
        Row("error with a payload", (.server, "241 11 3")), Row("tabs and runs of blanks", (.client, "MSG\t3  N \t 3")),
        Row("blanks at the end", (.client, "MSG 3 N 3 ")), Row("leading zeros", (.client, "MSG 3 N 003")),
        Row("any acknowledgement letter", (.client, "MSG 3 x 3")),
    ]

    @Test(arguments: payloads)
    func commandsWithAPayload(row: Row<(side: MSNP.Side, line: String)>) {
        for end in ["\r\n", "\n"] {
            let (before, behind) = Self.keepAlives(row.value.side)
            let stream = text(before + "\r\n" + row.value.line + end + "a\nb" + behind + "\r\n")
            let transcript = Transcript(of: stream, from: row.value.side)
            #expect(transcript.commands.count == 3)
            #expect(transcript.commands.filter { $0 == .keepAlive }.count == 2)
            #expect(!transcript.events.contains(.malformed))
        }
    }

    private static func keepAlives(_ side: MSNP.Side) -> (String, String) {
        side == .client ? ("PNG", "PNG") : ("QNG 50", "QNG 49")
    }

    /// Lines without a payload, whatever they end in.
    private static let bare: [Row<(side: MSNP.Side, line: String)>] = [
        Row("CHL", (.server, "CHL 0 1569816410325616")), Row("QNG", (.server, "QNG 50")),
        Row("VER", (.client, "VER 1 MSNP8 0")), Row("XFR", (.server, "XFR 9 NS 203.0.113.5:1863 0 1")),
        Row("RNG", (.server, "RNG 1 203.0.113.5:1863 CKI 1.1 a@example.com A 2")),
        Row("USR", (.server, "USR 4 OK a@example.com 1 0")), Row("CHG", (.client, "CHG 7 NLN 268435456")),
        Row("NLN", (.server, "NLN NLN a@example.com A 3")), Row("ILN", (.server, "ILN 7 NLN a@example.com A 3")),
        Row("IRO", (.server, "IRO 1 1 1 a@example.com A 3")), Row("JOI", (.server, "JOI a@example.com A 3")),
        Row("CAL", (.server, "CAL 2 RINGING 3")), Row("ANS", (.client, "ANS 1 a@example.com 1.1 3")),
        Row("SYN", (.server, "SYN 8 3 2 3")), Row("LST", (.server, "LST N=a@example.com F=A 3")),
        Row("BPR", (.server, "BPR PHH 3")), Row("PRP", (.client, "PRP 9 PHM 3")), Row("SBS", (.server, "SBS 0 3")),
        Row("URL", (.server, "URL 3 /cgi-bin 3")), Row("REA", (.client, "REA 4 a@example.com 3")),
        Row("ADC", (.server, "ADC 4 FL N=a@example.com 3")), Row("ADG", (.client, "ADG 4 friends 3")),
        Row("REG", (.client, "REG 4 0 3")), Row("GCF of a client", (.client, "GCF 8 3")),
        Row("QRY of a server", (.server, "QRY 3")), Row("ADL, done", (.server, "ADL 5 OK")),
        Row("UUN, done", (.server, "UUN 5 OK")), Row("UUX, zero", (.server, "UUX 5 0")),
        Row("UBX, zero", (.server, "UBX a@example.com 0")), Row("SND", (.client, "SND 4 a@example.com 3")),
        Row("ACK", (.server, "ACK 3")), Row("error", (.server, "217 3")), Row("unknown letters", (.client, "ZZZ 4 3")),
        Row("MSG, empty", (.client, "MSG 3 N 0")),
    ]

    @Test(arguments: bare)
    func commandsWithoutAPayload(row: Row<(side: MSNP.Side, line: String)>) {
        let (before, behind) = Self.keepAlives(row.value.side)
        let stream = text([before, row.value.line, behind].map { $0 + "\r\n" }.joined())
        let transcript = Transcript(of: stream, from: row.value.side)
        #expect(transcript.commands.count == 3)
        #expect(transcript.commands.filter { $0 == .keepAlive }.count >= 2)
        #expect(!transcript.events.contains(.malformed))
    }

    private static let malformed = [
        "MSG 3 N", "MSG 3 N 12a", "MSG 3 N -3", "MSG 3 N 65537", "MSG 3 N 99999999999999999999", "MSG 3", "UUX 5 x",
        "msgs 1",
        "hello there", "M",
    ]

    @Test(arguments: malformed)
    func aLineThatCannotBeFollowedIsToldAndTheNextCommandFound(line: String) {
        let transcript = Transcript(of: text("PNG\r\n\(line)\r\nPNG\r\nPNG\r\n"))
        #expect(transcript.events.contains(.malformed))
        #expect(transcript.commands == [.keepAlive, .keepAlive, .keepAlive])
    }

    @Test func theLongestPayloadIsFollowed() {
        let long = String(repeating: "x", count: 65_536)
        #expect(
            Transcript(of: text("PNG\r\nMSG 3 N 65536\r\n\(long)PNG\r\n")).commands == [
                .message, .keepAlive, .keepAlive,
            ]
        )
    }

    @Test func aForgedLengthDoesNotHideTheOfferBehindIt() {
        let stream = text("PNG\r\nMSG 3 N 65537\r\n") + Examples.e12
        #expect(Transcript(of: stream).stages == [.invite])
    }

    private static let kinds: [Row<(type: String, kind: MessageKind)>] = [
        Row("chat", ("text/plain", .text)), Row("typing", ("text/x-msmsgscontrol", .control)),
        Row("nudge", ("text/x-msnmsgr-datacast", .datacast)), Row("invitation", ("text/x-msmsgsinvite", .invitation)),
        Row("peer to peer", ("application/x-msnmsgrp2p", .peerToPeer)),
        Row("emoticon", ("text/x-mms-emoticon", .emoticon)),
        Row("animated", ("text/x-mms-animemoticon", .emoticon)), Row("client", ("text/x-clientcaps", .clientNotice)),
        Row("keep-alive", ("text/x-keepalive", .clientNotice)), Row("profile", ("text/x-msmsgsprofile", .serverNotice)),
        Row("handwriting", ("image/gif", .other)), Row("none", ("", .other)),
        Row("capitals and parameters", ("TEXT/PLAIN; charset=UTF-8", .text)),
    ]

    @Test(arguments: kinds)
    func theKindOfAMessage(row: Row<(type: String, kind: MessageKind)>) {
        let payload = "MIME-Version: 1.0\r\nContent-Type: \(row.value.type)\r\n\r\nbody"
        #expect(Transcript(of: message(payload)).messages == [row.value.kind])
    }
}
