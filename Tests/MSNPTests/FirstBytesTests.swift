import MSNP
import TestSupport
import Testing

/// What the first bytes of a connection prove, and what it takes to be sure that none of it is ours.
@Suite struct FirstBytesTests {
    private static let record: [UInt8] = [0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x01, 0xFC, 0x03, 0x03]

    private static let foreign: [Row<[UInt8]>] = [
        Row("TLS", record), Row("TLS, a short record", [0x16, 0x03, 0x01, 0x00, 0x2C]),
        Row("TLS, an alert", [0x15, 0x03, 0x03, 0x00, 0x02, 0x02, 0x28]), Row("SSH", text("SSH-2.0-OpenSSH_9.2\r\n")),
        Row("remote desktop", [0x03, 0x00, 0x00, 0x13, 0x0E, 0xE0]),
        Row("BitTorrent", [0x13] + text("BitTorrent protocol")),
    ]

    @Test(arguments: foreign)
    func isForeignAtItsFourthByte(row: Row<[UInt8]>) {
        for side in [MSNP.Side.client, .server] {
            for cut in Cut.all(of: row.value.count) {
                let transcript = Transcript(of: row.value, from: side, cut: cut)
                #expect(transcript.events == [.foreign], "\(cut)")
                #expect(transcript.position(of: .foreign) == 4, "\(cut)")
            }
        }
    }

    private static let undecided: [Row<[UInt8]>] = [
        Row("a junk line", text("junk\r\n")), Row("a greeting of mail", text("* OK IMAP4rev1\r\n")),
        Row("SSH in small letters", text("ssh-2.0\r\n")), Row("an empty line first", text("\r\nSSH-\r\n")),
        Row("a line end among binary bytes", [0x80, 0x0A, 0xFF, 0xFF, 0xFF]), Row("three bytes", [0x16, 0x03, 0x01]),
        Row("SOCKS 4", [0x04, 0x01, 0x07, 0x47, 0xCB, 0x00, 0x71, 0x05, 0x00]),
        Row("SOCKS 4, granted", [0x00, 0x5A, 0x07, 0x47, 0xCB, 0x00, 0x71, 0x05]),
        Row("SOCKS 5", [0x05, 0x02, 0x00, 0x02]),
        Row("a direct connection", [0x04, 0x00, 0x00, 0x00, 0x66, 0x6F, 0x6F, 0x00]),
        Row("a nonce in a frame", [0x30, 0x00, 0x00, 0x00, 0x00]), Row("the longest frame", [0xFF, 0xFF, 0x00, 0x00]),
    ]

    @Test(arguments: undecided)
    func isNotDecidedYet(row: Row<[UInt8]>) {
        let stream = row.value + text("\r\nVER 1 MSNP8 CVR0\r\n")
        for cut in Cut.all(of: row.value.count + 2) {
            let transcript = Transcript(of: stream, cut: cut)
            #expect(!transcript.events.contains(.foreign), "\(cut)")
            #expect(transcript.events.contains(.recognized), "\(cut)")
        }
    }

    @Test func nothingIsCertainOfAConnectionJoinedInTheMiddle() {
        var connection = Connection(originator: .client, isGuessed: true)
        #expect(Transcript(continuing: &connection, with: Self.record).events.isEmpty)
    }

    // MARK: The connection as a whole

    @Test func aConnectionIsForeignWhenBothDirectionsAre() {
        var connection = Connection(originator: .client, isGuessed: false)
        _ = Transcript(continuing: &connection, with: Self.record)
        #expect(!connection.isForeign)
        _ = Transcript(continuing: &connection, with: Self.record, from: .server)
        #expect(connection.isForeign)
    }

    @Test func theAnswerTellsIfTheBeginningWasOverlooked() {
        var connection = Connection(originator: .client, isGuessed: false)
        _ = Transcript(continuing: &connection, with: Self.record + text("\r\nVER 1 MSNP8 CVR0\r\n"))
        _ = Transcript(continuing: &connection, with: text("VER 1 MSNP8\r\n"), from: .server)
        #expect(Transcript(continuing: &connection, with: text("CVR 2 x\r\n")).commands == [.login])
    }

    @Test func aConnectionThatNobodyAnswersIsForeignAtLast() {
        var connection = Connection(originator: .client, isGuessed: false)
        _ = Transcript(continuing: &connection, with: Array(Self.record.prefix(4)) + bytes(65_535))
        #expect(!connection.isForeign)
        _ = Transcript(continuing: &connection, with: bytes(1))
        #expect(connection.isForeign)
    }

    @Test func aConnectionIsNotForeignOnceItWasAnswered() {
        var connection = Connection(originator: .client, isGuessed: false)
        _ = Transcript(continuing: &connection, with: [0x05], from: .server)
        _ = Transcript(continuing: &connection, with: Array(Self.record.prefix(4)) + bytes(100_000))
        #expect(!connection.isForeign)
    }

    @Test func silenceProvesNothingInAConnectionJoinedInTheMiddle() {
        var connection = Connection(originator: .client, isGuessed: true)
        #expect(Transcript(continuing: &connection, with: bytes(100_000)).events == [.foreign])
        #expect(!connection.isForeign)
    }

    // MARK: Announced connections

    @Test func anAnnouncedConnectionIsNeverForeign() {
        for isGuessed in [false, true] {
            var connection = Connection(originator: .client, isGuessed: isGuessed, isAnnounced: true)
            for side in [MSNP.Side.client, .server] {
                let transcript = Transcript(continuing: &connection, with: Self.record + bytes(100_000), from: side)
                #expect(transcript.events.isEmpty)
            }
            #expect(!connection.isForeign)
            let late = Transcript(continuing: &connection, with: text("\nUSR 1 a@x.com 1\r\nCAL 2 b@x.com\r\n"))
            #expect(late.commands == [.login, .login])
        }
    }

    @Test func anAnnouncedConnectionNeedsNoProofBehindJunk() {
        var announced = Connection(originator: .client, isGuessed: false, isAnnounced: true)
        #expect(Transcript(continuing: &announced, with: text("junk\r\n") + Examples.e12).stages == [.invite])
        var other = Connection(originator: .client, isGuessed: false)
        #expect(Transcript(continuing: &other, with: text("junk\r\n") + Examples.e12).stages.isEmpty)
    }

    @Test func anAnnouncedConnectionMayStillCarryAFile() {
        var connection = Connection(originator: .client, isGuessed: false, isAnnounced: true)
        #expect(Transcript(continuing: &connection, with: Examples.e19).position(of: .dataConnection) == 11)
    }

    private func bytes(_ count: Int) -> [UInt8] { [UInt8](repeating: 0xAA, count: count) }
}
