import Gateway
import MSNP
import PacketHeaders
import Telemetry
import Testing

@Suite("The page about captures")
struct CapturePageTests {
    private static let start: Int64 = 1_700_000_000_000_000_000

    private func page(_ fill: (inout CaptureTimeline) -> Void) -> String {
        var timeline = CaptureTimeline(name: "<a>.pcap")
        fill(&timeline)
        return CapturePage([timeline]).html
    }

    @Test("draws a conversation, and marks what did not plainly pass")
    func conversation() {
        let page = page { timeline in
            var plain = Samples.offer
            plain.verdict = .accept
            timeline.note(plain, frame: 1, at: Self.start)
            timeline.note(Samples.offer, frame: 2, at: Self.start + 5_000_000_000)
            timeline.note(plain, frame: 3, at: Self.start + 10_000_000_000)
        }
        #expect(page.contains("198.51.100.2:49152 → 203.0.113.20:1863"))
        #expect(page.contains("2 accepted, 1 edited, 0 dropped"))
        #expect(page.contains("<title>frame 2, 5 s: edit, transfer</title>"))
        #expect(page.contains("<rect class=\"edit\" x=\"497\""))
        #expect(page.contains("<span>10 s</span>"))
        #expect(page.contains("&lt;a&gt;.pcap"))
    }

    @Test("lists what became of transfers")
    func transfers() {
        let page = page { timeline in
            timeline.note(
                TransferReport(
                    transfer: 4,
                    details: Samples.sighting(4, from: "a@example.org", to: nil, file: "x.exe", size: 5).details,
                    carriers: [.switchboard],
                    outcome: .declined,
                    first: .seconds(1_700_000_001),
                    last: .seconds(1_700_000_002)
                )
            )
        }
        #expect(page.contains("<span class=\"stopped\">declined by the gateway</span>"))
        #expect(page.contains("x.exe"))
        #expect(page.contains("<b>1</b><span>file transfers stopped</span>"))
    }

    @Test("draws a bounded number of conversations, and says how much it leaves out")
    func bounded() {
        let page = page { timeline in
            for port in 1...UInt16(CaptureTimeline.maximumLanes + 5) {
                var decision = Samples.offer
                decision.endpoints?.source = .init(address: Samples.alice.address, port: port)
                timeline.note(decision, frame: Int(port), at: Self.start)
            }
        }
        #expect(page.contains("<b>5</b><span>packets not drawn</span>"))
    }

    @Test("of nothing says so")
    func empty() {
        #expect(page { _ in }.contains("<p>None.</p>"))
    }
}
