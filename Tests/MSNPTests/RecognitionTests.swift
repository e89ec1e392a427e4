import MSNP
import TestSupport
import Testing

/// What makes a stream MSNP, a data connection, or nothing of ours.
@Suite struct RecognitionTests {
    private static let firstLines: [Row<(side: MSNP.Side, line: String)>] = [
        Row("oldest", (.client, "VER 0 MSNP2 CVR0")), Row("newest", (.client, "VER 1 MSNP21 MSNP20 CVR0")),
        Row("bare line feed", (.client, "VER 1 MSNP8 CVR0")),
        Row("switchboard, called", (.client, "ANS 1 a@x.com 1.1 7")),
        Row("switchboard, calling", (.client, "USR 1 a@x.com 1.1.1")), Row("middle: message", (.client, "MSG 3 N 0")),
        Row("middle: keep-alive", (.client, "PNG")), Row("middle: server's message", (.server, "MSG a@x.com A 0")),
        Row("middle: notice", (.server, "MSG Hotmail Hotmail 0")), Row("middle: error", (.server, "911 3")),
        Row("middle: presence", (.server, "NLN NLN a@x.com A 0")),
        Row("version 21", (.client, "SDG 7 0")),
        Row("version 21, version exchange", (.client, "CVR 2 0x0409 winnt 6.1 x")),
    ]

    @Test(arguments: firstLines)
    func isMSNP(row: Row<(side: MSNP.Side, line: String)>) {
        for end in ["\r\n", "\n"] {
            let transcript = Transcript(of: text(row.value.line + end), from: row.value.side)
            #expect(transcript.events.first == .recognized)
            #expect(transcript.commands.count == 1)
        }
    }

    private static let others = [
        "GET / HTTP/1.1", "SSH-2.0-OpenSSH_9.2", "220 mail.example.com ESMTP", "EHLO example.com", "* OK IMAP4rev1",
        "RFB 003.008",
        "MSG", "MSG 3 N", "MSG x y 7", "USR x", "HELLO 1", "ver", "", "VER MSNP8", "\u{16}\u{3}\u{1}", "VER MSNFTPX",
        "VER MSN_SECURE_FTP",
    ]

    @Test(arguments: others)
    func isNotRecognizedBy(line: String) {
        let transcript = Transcript(of: text(line + "\r\n"))
        #expect(!transcript.events.contains(.recognized))
        #expect(!transcript.events.contains(.dataConnection))
    }

    @Test func aStreamIsForeignAfterAsManyBytesAsTheLongestLine() {
        let line = String(repeating: "x", count: 62) + "\r\n"
        let stream = text(String(repeating: line, count: 129))
        let transcript = Transcript(of: stream)
        #expect(transcript.events == [.foreign])
        #expect(transcript.position(of: .foreign) == 8192)
        #expect(transcript.harmless == [8192..<stream.count])
    }

    @Test func aJunkLineInFrontDoesNotHideALogin() {
        #expect(Transcript(of: text("junk\r\nVER 1 MSNP8 CVR0\r\n")).commands == [.login])
    }

    @Test func theOtherDirectionOfAnMSNConnectionIsMSN() {
        var connection = Connection(originator: .client, isGuessed: false)
        _ = Transcript(continuing: &connection, with: text("VER 1 MSNP8 CVR0\r\n"))
        #expect(connection.isRecognized)
        let answer = Transcript(continuing: &connection, with: text("ZZZ 1\r\nMSG a@x.com A 2\r\nhi"), from: .server)
        #expect(answer.messages == [.other])
    }

    @Test func aStreamJoinedInTheMiddleIsReadByItsOwnSide() {
        var connection = Connection(originator: .server, isGuessed: true)
        let transcript = Transcript(continuing: &connection, with: Examples.e12, from: .client)
        #expect(transcript.stages == [.invite])
        #expect(connection.side(of: .originator) == .client)
    }

    @Test func aStreamJoinedInsideAChatLineFindsTheOfferGluedBehindIt() {
        var connection = Connection(originator: .client, isGuessed: true)
        connection.skipUnseen(.originator)
        let transcript = Transcript(continuing: &connection, with: text("lf a chat line") + Examples.e12 + Examples.e08)
        #expect(transcript.messages.contains(.text))
        #expect(connection.isRecognized)
    }

    // MARK: Data connections

    private static let openings: [Row<(line: String, telling: Int)>] = [
        Row("as specified", ("VER MSNFTP\r\n", 11)), Row("a line feed alone", ("VER MSNFTP\n", 11)),
        Row("CR, then LF apart", ("VER MSNFTP\r", 11)), Row("number between", ("VER 1 MSNFTP\r\n", 13)),
        Row("number behind", ("VER MSNFTP 1\r\n", 11)), Row("small letters", ("ver msnftp\r\n", 11)),
        Row("tab and blanks", ("VER \t MSNFTP\r\n", 13)), Row("other protocol first", ("VER X MSNFTP\r\n", 13)),
        Row("empty line first", ("\r\nVER MSNFTP\r\n", 13)), Row("blank first", (" VER MSNFTP\r\n", 12)),
        Row("word begun twice", ("VER MSNFT MSNFTP\r\n", 17)),
    ]

    @Test(arguments: openings)
    func isADataConnection(row: Row<(line: String, telling: Int)>) {
        for side in [MSNP.Side.client, .server] {
            for cut in Cut.all(of: row.value.line.utf8.count) {
                let transcript = Transcript(of: text(row.value.line), from: side, cut: cut)
                #expect(transcript.position(of: .dataConnection) == row.value.telling, "\(cut)")
            }
        }
    }

    private static let notOpenings = [
        "VER MSNFTPX\r\n", "VERMSNFTP\r\n", "VER\r\nMSNFTP\r\n", "XVER MSNFTP\r\n", "VER MSN_SECURE_FTP\r\n",
        "VER MSN FTP\r\n",
        "VER 1 MSNP8 CVR0\r\nVER MSNFTP\r\n", "hello VER MSNFTP\r\n", "VER MSNFTP",
    ]

    @Test(arguments: notOpenings)
    func isNoDataConnection(stream: String) {
        #expect(Transcript(of: text(stream)).position(of: .dataConnection) == nil)
    }

    @Test func aDataConnectionTellsItsReceiverAndItsSize() {
        let transcript = Transcript(
            of: text("VER MSNFTP\r\nUSR bob@example.com 93301\r\nFIL 70000\r\nTFR\r\nUSR x y\r\n")
        )
        #expect(
            transcript.details == [
                .receiver(account: "bob@example.com", authCookie: 93301), .size(70000),
                .receiver(account: nil, authCookie: nil),
            ]
        )
    }

    // MARK: Who takes part

    private static let participants: [Row<(client: String, server: String, owner: String?, others: String?)>] = [
        Row("calling", ("USR 1 a@x.com 1\r\n", "USR 1 OK a@x.com A\r\nJOI b@x.com B 3\r\n", "a@x.com", "b@x.com")),
        Row("called", ("ANS 1 b@x.com 1 7\r\n", "IRO 1 1 1 a@x.com A\r\n", "b@x.com", "a@x.com")),
        Row(
            "machine identifiers",
            ("USR 1 a@x.com;{0} 1\r\n", "JOI b@x.com;{1} B 3:4\r\nJOI b@x.com B 3:4\r\n", "a@x.com", "b@x.com")
        ),
        Row(
            "three",
            ("ANS 1 a@x.com 1 7\r\n", "IRO 1 1 2 b@x.com B\r\nIRO 1 2 2 c@x.com C\r\n", "a@x.com", "b@x.com, c@x.com")
        ),
        Row(
            "one has left",
            ("ANS 1 a@x.com 1 7\r\n", "JOI b@x.com B\r\nJOI c@x.com C\r\nBYE b@x.com 1\r\n", "a@x.com", "c@x.com")
        ),
        Row(
            "called by other names",
            (
                "USR 1 a@x.com 1\r\nUSR 2 abc@x.com 1\r\n", "JOI b@x.com B\r\nUSR 2 OK abcd@x.com A\r\n", "abcd@x.com",
                "b@x.com"
            )
        ),
        Row("signing in", ("USR 3 TWN I a@x.com\r\n", "USR 4 OK a@x.com 1 0\r\n", "a@x.com", nil)),
        Row("seen late", ("PNG\r\n", "MSG b@x.com B 0\r\n", nil, "b@x.com")),
    ]

    @Test(arguments: participants)
    func takesPart(row: Row<(client: String, server: String, owner: String?, others: String?)>) {
        var connection = Connection(originator: .client, isGuessed: false)
        _ = Transcript(continuing: &connection, with: text(row.value.client))
        let session = Transcript(continuing: &connection, with: text(row.value.server), from: .server).session
        #expect(session.owner == row.value.owner)
        #expect(session.sender(from: .client) == row.value.owner)
        #expect(session.receivers(from: .client) == row.value.others)
        #expect(session.receivers(from: .server) == row.value.owner)
    }

    @Test func theSenderOfAMessageIsTheOneThatTheServerNames() {
        let stream = text("JOI b@x.com B\r\nJOI c@x.com C\r\nMSG c@x.com;{1} C 0\r\n")
        #expect(Transcript(of: stream, from: .server).session.sender(from: .server) == "c@x.com")
    }

    private static let senders: [Row<(stream: String, sender: String?)>] = [
        Row("one of two", ("JOI b@x.com B\r\nJOI c@x.com C\r\nMSG b@x.com B 0\r\nMSG c@x.com C 0\r\n", "c@x.com")),
        Row("one who has left", ("JOI b@x.com B\r\nJOI c@x.com C\r\nMSG c@x.com C 0\r\nBYE c@x.com\r\n", "c@x.com")),
        Row(
            "one before whom another has left",
            ("JOI b@x.com B\r\nJOI c@x.com C\r\nMSG c@x.com C 0\r\nBYE b@x.com\r\n", "c@x.com")
        ),
        Row("one who is nobody else", ("JOI b@x.com B\r\nMSG other@x.com C 0\r\nJOI c@x.com C\r\n", "other@x.com")),
        Row(
            "a longer name, and a shorter one",
            ("JOI b@x.com B\r\nMSG longer@x.com C 0\r\nMSG d@x.com C 0\r\n", "d@x.com")
        ),
        Row("no account", ("JOI b@x.com B\r\nMSG b@x.com B 0\r\nMSG Hotmail Hotmail 0\r\n", nil)),
    ]

    @Test(arguments: senders)
    func theLatestSenderIsKnownWhoeverComesAndGoes(row: Row<(stream: String, sender: String?)>) {
        let session = Transcript(of: text("USR 1 OK a@x.com A\r\n" + row.value.stream), from: .server).session
        #expect(session.sender(from: .server) == row.value.sender)
        #expect(session.owner == "a@x.com")
    }

    @Test func whoTakesPartIsKnownAfterRest() {
        var connection = Connection(originator: .client, isGuessed: false)
        _ = Transcript(continuing: &connection, with: text("USR 1 a@x.com 1\r\n"))
        let lines = text("USR 1 OK a@x.com A\r\nJOI b@x.com B\r\nMSG b@x.com B 0\r\n")
        let session = Transcript(continuing: &connection, with: lines, from: .server).session
        let isAtRest = connection.isAtRest
        #expect(isAtRest)
        var (resting, other) = (RestingConnection(), Connection(originator: .server, isGuessed: true))
        resting.take(from: &connection)
        #expect(connection.session.owner == nil)
        resting.wake(&other)
        #expect(other.session.owner == session.owner && other.session.others == session.others)
        #expect(other.session.sender(from: .server) == "b@x.com")
        #expect(other.side(of: .originator) == .client)
        #expect(other.isRecognized && other.isProven)
        let chat = Transcript(continuing: &other, with: text("JOI c@x.com C\r\n"), from: .server)
        #expect(chat.session.others == ["b@x.com", "c@x.com"])
    }
}
