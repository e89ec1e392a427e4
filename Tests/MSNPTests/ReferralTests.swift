import MSNP
import TestSupport
import Testing

/// Servers that clients are sent to by other servers.
@Suite struct ReferralTests {
    private static let place = StreamEvent.server(address: 0xC000_0214, port: 1864)

    private static let referrals = [
        "XFR 9 SB 192.0.2.20:1864 CKI 1.2.3", "XFR 3 NS 192.0.2.20:1864 0 192.0.2.1:1863",
        "XFR 9 SB 192.0.2.20:1864 CKI 1.2.3 U messenger.msn.com 1", "XFR 3 ns 192.0.2.20:1864 U D",
        "XFR  9\tSB  192.0.2.20:1864 CKI 1.2.3", "RNG 1234567 192.0.2.20:1864 CKI 1.2 a@x.com A",
    ]

    @Test(arguments: referrals)
    func tellsAPlace(line: String) {
        for cut in Cut.all(of: line.utf8.count + 2) {
            let transcript = Transcript(of: text(line + "\r\n"), from: .server, cut: cut)
            #expect(transcript.events == [.recognized, Self.place], "\(cut)")
        }
    }

    private static let others = [
        "XFR 9 SB example.com:1864 CKI 1", "XFR 9 SB 192.0.2.20 CKI 1", "XFR 9 SB 192.0.2.20: CKI 1",
        "XFR 9 SB 192.0.2.20:0 CKI 1", "XFR 9 SB 192.0.2.20:65536 CKI 1", "XFR 9 SB 192.0.2.256:1864 CKI 1",
        "XFR 9 SB 192.0.2:1864 CKI 1", "XFR 9 SB 192.0.2.20:18x4 CKI 1", "XFR 9 XX 192.0.2.20:1864 CKI 1", "XFR 9 SB",
        "XFR 9", "RNG 7", "JOI 7 192.0.2.20:1864", "NLN NLN 192.0.2.20:1864",
    ]

    @Test(arguments: others)
    func tellsNoPlace(line: String) {
        let transcript = Transcript(of: text(line + "\r\n"), from: .server)
        #expect(transcript.events == [.recognized])
        #expect(transcript.commands.count == 1)
    }

    @Test func aClientTellsNoPlace() {
        let stream = text("VER 1 MSNP8 CVR0\r\n" + Self.referrals.map { $0 + "\r\n" }.joined())
        #expect(!Transcript(of: stream).events.contains(Self.place))
    }

    @Test func whatIsQuotedInChatTellsNoPlace() {
        let quoted = chat("look:\r\nRNG 7 192.0.2.20:1864 CKI 1.2 a@x.com A\r\n", from: .server)
        for stream in [quoted + quoted, text("the rest of a line\r\n") + quoted + quoted] {
            #expect(!Transcript(of: stream, from: .server).events.contains(Self.place))
        }
    }
}
