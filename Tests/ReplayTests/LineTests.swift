import Foundation
import MSNP
import PacketHeaders
import Testing

@testable import Gateway
@testable import stile

private func details(_ change: (inout TransferDetails) -> Void = { _ in }) -> TransferDetails {
    var details = TransferDetails(kind: .msnftp, carrier: .switchboard)
    change(&details)
    return details
}

private let whole = details {
    $0.from = "alice@example.org"
    $0.to = "bob@example.org"
    $0.file = "cat.jpg"
    $0.size = 2048
}

private func decision(
    _ verdict: Verdict = .edit,
    _ action: Action? = .decline,
    _ sightings: [TransferSighting] = [],
    from source: IPAddress = IPAddress(v4: 0xC633_6402)
) -> Decision {
    var decision = Decision(verdict, .ordinary)
    decision.action = action
    decision.endpoints = (
        Endpoint(address: source, port: 40000), Endpoint(address: IPAddress(v4: 0xCB00_7114), port: 1863)
    )
    decision.sightings = sightings
    return decision
}

private func json(_ decision: Decision, capture: String = "a.pcap") throws -> [String: Any] {
    let line = jsonLine(decision, frame: 7, time: 1_300_000_000_000_000_001, capture: capture)
    #expect(line.last == UInt8(ascii: "\n"))
    #expect(line.count { $0 == UInt8(ascii: "\n") } == 1)
    return try #require(try JSONSerialization.jsonObject(with: Data(line)) as? [String: Any])
}

@Suite struct TextLineTests {
    @Test func tellsOfATransferInOneLine() {
        let sighting = TransferSighting(transfer: 3, stage: .invite, details: whole)
        let line = textLine(decision(.edit, .decline, [sighting]), frame: 477, elapsed: 3_204_113_999)
        #expect(
            line == "   477      3.204113  198.51.100.2:40000 > 203.0.113.20:1863     edit    decline  ordinary"
                + #"  #3 msnftp invite via switchboard, alice@example.org to bob@example.org, "cat.jpg", 2048 bytes"#
                + "\n"
        )
    }

    @Test func leavesOutWhatIsUnknown() {
        let sighting = TransferSighting(transfer: 1, stage: .data, details: details())
        let line = textLine(decision(.drop, .drop, [sighting]), frame: 1, elapsed: 0)
        #expect(line.hasSuffix("drop    drop     ordinary  #1 msnftp data via switchboard\n"))
    }

    /// A recorder's clock may have been set back.
    @Test func timeMayRunBackwards() {
        #expect(textLine(decision(), frame: 2, elapsed: -1_500_000_000).contains(" -1.500000 "))
        #expect(textLine(decision(), frame: 2, elapsed: .min).contains(" -9223372036.854775 "))
    }

    /// Names are the peer's to choose: nothing in them may steer the terminal or turn the text round.
    @Test(arguments: [
        ("\u{1B}[2J", #"\u{1b}[2J"#), ("a\nb", #"a\u{a}b"#), ("\u{202E}gpj.exe", #"\u{202e}gpj.exe"#),
        ("\u{9B}K", #"\u{9b}K"#), (#"a", "b\c"#, #"a\", \"b\\c"#), ("Grüße 猫", "Grüße 猫"),
    ])
    func hostileNamesAreShownHarmless(name: String, shown: String) {
        let sighting = TransferSighting(transfer: 1, stage: .invite, details: details { $0.file = name })
        #expect(textLine(decision(.edit, .decline, [sighting]), frame: 1, elapsed: 0).hasSuffix(", \"\(shown)\"\n"))
    }
}

@Suite struct JSONLineTests {
    @Test func tellsEverythingThatIsKnown() throws {
        let object = try json(
            decision(.edit, .decline, [TransferSighting(transfer: 3, stage: .invite, details: whole)])
        )
        #expect(object["packet"] as? Int == 7)
        #expect(object["time"] as? String == "1300000000000000001")
        #expect(object["flow"] as? String == "198.51.100.2:40000 > 203.0.113.20:1863")
        #expect(object["verdict"] as? String == "edit")
        #expect(object["action"] as? String == "decline")
        #expect(object["reason"] as? String == "ordinary")
        let transfer = try #require((object["transfers"] as? [[String: Any]])?.first)
        #expect(Set(transfer.keys) == ["id", "kind", "carrier", "stage", "from", "to", "file", "size"])
        #expect(transfer["id"] as? Int == 3)
        #expect(transfer["kind"] as? String == "msnftp")
        #expect(transfer["carrier"] as? String == "switchboard")
        #expect(transfer["stage"] as? String == "invite")
        #expect(transfer["from"] as? String == "alice@example.org")
        #expect(transfer["to"] as? String == "bob@example.org")
        #expect(transfer["file"] as? String == "cat.jpg")
        #expect(transfer["size"] as? Int == 2048)
    }

    @Test func theUnknownIsNull() throws {
        var bare = decision(.accept, nil, [TransferSighting(transfer: 1, stage: .cancel, details: details())])
        bare.endpoints = nil
        let object = try json(bare)
        #expect(object["flow"] is NSNull)
        #expect(object["action"] as? String == "none")
        let transfer = try #require((object["transfers"] as? [[String: Any]])?.first)
        for key in ["from", "to", "file", "size"] { #expect(transfer[key] is NSNull) }
    }

    @Test func writesIPv6InBrackets() throws {
        let object = try json(decision(from: IPAddress(high: 0x2001_0DB8_0000_0000, low: 1)))
        #expect(object["flow"] as? String == "[2001:db8::1]:40000 > 203.0.113.20:1863")
    }

    @Test func escapesWhatJSONForbids() throws {
        let name = "\u{0}\u{1F}\"\\/\n\t\u{7F}\u{2028}猫"
        let sighting = TransferSighting(transfer: 1, stage: .invite, details: details { $0.file = name })
        let object = try json(decision(.edit, .decline, [sighting]), capture: "a\"b\\c")
        #expect(object["capture"] as? String == "a\"b\\c")
        #expect((object["transfers"] as? [[String: Any]])?.first?["file"] as? String == name)
    }

    @Test func separatesSeveralTransfers() throws {
        let sightings = (1...3).map { TransferSighting(transfer: $0, stage: .invite, details: whole) }
        let object = try json(decision(.edit, .decline, sightings))
        #expect((object["transfers"] as? [[String: Any]])?.map { $0["id"] as? Int } == [1, 2, 3])
    }

    @Test func theSummaryIsNestedByLabels() {
        let rows = [
            Counters.Row("packets", labels: [("verdict", "accept"), ("reason", "ordinary")], 5),
            Counters.Row("packets", labels: [("verdict", "accept"), ("reason", "hole")], 0),
            Counters.Row("packets", labels: [("verdict", "drop"), ("reason", "ordinary")], .max),
            Counters.Row("flows", 2),
            Counters.Row("packets", labels: [("verdict", "accept"), ("reason", "late")], 1),
        ]
        let line = String(decoding: jsonSummary(rows), as: UTF8.self)
        #expect(
            line == #"{"summary":{"packets":{"accept":{"ordinary":5,"hole":0,"late":1},"#
                + #""drop":{"ordinary":18446744073709551615}},"flows":2}}"# + "\n"
        )
    }
}

@Suite struct TransferLineTests {
    private let report = TransferReport(
        transfer: 7,
        details: whole,
        carriers: [.switchboard, .msnftpData],
        outcome: .neverConnected,
        first: .nanoseconds(1_300_000_003_900_082_000),
        last: .nanoseconds(1_300_000_004_132_895_999)
    )

    @Test func tellsWhatHasBecomeOfATransferInOneLine() {
        #expect(
            textLine(report, since: 1_300_000_000_000_000_000)
                == "transfer #7     never_connected      3.900082      4.132895  msnftp via switchboard, msnftp-data, "
                + #"alice@example.org to bob@example.org, "cat.jpg", 2048 bytes"# + "\n"
        )
    }

    @Test func tellsEverythingInJSON() throws {
        let line = Data(jsonLine(report, capture: "a.pcap"))
        let object = try #require(try JSONSerialization.jsonObject(with: line) as? [String: Any])
        #expect(object["capture"] as? String == "a.pcap")
        let transfer = try #require(object["transfer"] as? [String: Any])
        let keys: Set = ["id", "kind", "carriers", "from", "to", "file", "size", "outcome", "group", "first", "last"]
        #expect(Set(transfer.keys) == keys)
        #expect(transfer["id"] as? Int == 7)
        #expect(transfer["carriers"] as? [String] == ["switchboard", "msnftp-data"])
        #expect(transfer["outcome"] as? String == "never_connected")
        #expect(transfer["first"] as? String == "1300000003900082000")
        #expect(transfer["last"] as? String == "1300000004132895999")
    }
}
