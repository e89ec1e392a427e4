import Telemetry
import Testing

@Suite struct PeerTextTests {
    @Test(arguments: [
        ("report.zip", #""report.zip""#),
        ("Grüße 😀.txt", #""Grüße 😀.txt""#),
        ("", #""""#),
        (#"a"b\c"#, #""a\"b\\c""#),
        ("a\r\nb", #""a\u{d}\u{a}b""#),
        ("\u{1b}[31mred", #""\u{1b}[31mred""#),
        ("photo\u{202e}gpj.exe", #""photo\u{202e}gpj.exe""#),
        ("a\u{a0}b\u{2028}c\u{feff}", #""a\u{a0}b\u{2028}c\u{feff}""#),
        ("\u{0}\u{7f}\u{9b}", #""\u{0}\u{7f}\u{9b}""#),
    ])
    func showsOnlyWhatIsPlainlyVisible(_ text: String, _ shown: String) {
        #expect(PeerText(text).description == shown)
    }

    @Test func isBounded() {
        let longest = String(repeating: "x", count: PeerText.maximumLength)
        #expect(PeerText(longest).description == "\"\(longest)\"")
        #expect(PeerText(longest + "y").description == "\"\(longest)…\"")
        #expect(PeerText("e" + String(repeating: "\u{301}", count: 100_000)).description.unicodeScalars.count < 200)
    }
}
