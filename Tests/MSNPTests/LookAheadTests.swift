import MSNP
import TestSupport
import Testing

/// What a segment behind a hole must not hold, if it is to pass before the hole is filled.
@Suite struct LookAheadTests {
    private static let deciding: [Row<String>] = [
        Row("a GUID anywhere", "x{5D3E02AB-6190-11d3-BBBB-00C04F795683}"),
        Row("a GUID spelled backwards", "}386597F40C00-BBBB-3d11-0916-BA20E3D5{"),
        Row("a field on a line", "x\r\nInvitation-Command: INVITE"), Row("in capitals", "x\nPORT: 6891"),
        Row("behind blanks", "x\r \tauthcookie: 1"), Row("spelled backwards", "x\r\ntroP: 1986"),
        Row("its application", "x\r\nAppID: 2\r\n"),
        Row("the number of a part", "x\r\nChunk: 2\r\n"), Row("a command", "x: ACCEPT\r\n"),
    ]

    private static let continuing: [Row<String>] = [
        Row("nothing", ""), Row("blanks", "  "), Row("the colon", ":"), Row("the end of the line", "\r\nx"),
        Row("the end of a name", "kie: 33267"), Row("its last letter", "d: x"), Row("and blanks", "ilesize \t: 5"),
        Row("the end of a name spelled backwards", "-XtroP: 1"), Row("the end of a command", "TE\r\n"),
        Row("its end and blanks", "PT \t\n"), Row("the end of a cookie", "267\r\n"), Row("digits only", "267"),
        Row("the end of a GUID", "5683}\r\n"), Row("its last digit", "3\n"), Row("the middle of it", "90-11d3"),
        Row("the end of the name of an identifier", "GUID: {5341"), Row("the end of another", "3FDF7D}\r\n"),
        Row("the end of a part inside a name", "ation-FileSMSG bob@example.com Bob 91"),
        Row("the end of an application", "ID: 2\r\n"), Row("the end of the word for a part", "k: 1\r\n"),
    ]

    private static let harmless: [Row<String>] = [
        Row("chat", "ello, how are you?"), Row("chat about it", "please accept my report, cancel the others"),
        Row("a message", "MSG 12 N 133\r\nMIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\n"),
        Row("answers", "ACK 12\r\nNAK 13\r\nTFR 14\r\n"), Row("presence", "NLN IDL alice@example.com Alice 0\r\n"),
        Row("the rest of a word", "tend to"), Row("a number", "12 of them"), Row("a time", "9:30 at the port"),
    ]

    private static func finds(_ text: String, followsHole: Bool) -> Bool {
        LookAhead.findsDecidingField(in: Array(text.utf8).span, followsHole: followsHole)
    }

    @Test(arguments: deciding)
    func findsWhatDecidesWhereverItStands(row: Row<String>) {
        #expect(Self.finds(row.value, followsHole: false))
    }

    @Test(arguments: continuing)
    func findsTheRestOfWhatMayHaveBegunInTheHole(row: Row<String>) {
        #expect(Self.finds(row.value, followsHole: true))
        #expect(!Self.finds(row.value, followsHole: false))
    }

    @Test(arguments: harmless)
    func letsOthersPass(row: Row<String>) {
        #expect(!Self.finds(row.value, followsHole: true))
    }
}
