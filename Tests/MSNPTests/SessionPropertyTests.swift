import TestSupport
import Testing

@testable import MSNP

/// What holds of every MSNSLP text, whole, in part, or spoiled.
@Suite struct SessionPropertyTests {
    private static let offer = sessionText(Examples.e21, from: "INVITE")

    private static let texts: [Row<[UInt8]>] = [
        Row("E21", offer), Row("E22a", sessionText(Examples.e22a, from: "INVITE")),
        Row("E24", sessionText(Examples.e24, from: "MSNSLP/1.0 2")),
        Row("E26", sessionText(Examples.e26, from: "INVITE")),
        Row("E27", sessionText(Examples.e27, from: "MSNSLP/1.0 2")),
        Row("E29", sessionText(Examples.e29, from: "BYE")), Row("E30", sessionText(Examples.e30, from: "INVITE")),
        Row("E36a", sessionText(Examples.e36a, from: "INVITE")),
        Row("E40", sessionText(Examples.e40, from: "INVITE", footer: 0)),
        Row(
            "backwards",
            sessionInvitation([
                "DIUG-FUE: {386597F40C00-BBBB-3D11-0916-BA20E3D5}", "DIppA: 2", "Context: PgIA", "AppID: 2",
            ])
        ),
    ]

    private static let manners: [SessionReading.Manner] = [[], .fromTheMiddle, .tellingBackgroundsApart]

    @Test(arguments: texts)
    func whatLeavesOfAByteRestsOnNoneBehindIt(row: Row<[UInt8]>) {
        let bytes = row.value
        for manner in Self.manners {
            let whole = SessionReading(bytes, manner)
            for count in stride(from: 0, to: bytes.count, by: 3) {
                let part = SessionReading(Array(bytes[..<count]), [manner, .unfinished])
                #expect(part.output.elementsEqual(whole.output[..<count]), "\(count)")
                #expect(part.tellings == whole.tellings.filter { $0.position < count })
            }
        }
    }

    /// Runs of bytes are read at once where nothing comes of them; that is the same reading.
    @Test(arguments: texts)
    func aTextReadInRunsIsReadAsByteByByte(row: Row<[UInt8]>) {
        var generator = SeededGenerator(seed: UInt64(row.value.count))
        for round in 0..<60 {
            let bytes = round == 0 ? row.value : Self.spoil(row.value, using: &generator)
            for manner in Self.manners + [.unfinished] {
                let whole = SessionReading(bytes, manner)
                for length in [1, 7, 64, bytes.count] {
                    #expect(SessionReading(bytes, manner, inRunsOf: length) == whole, "\(generator), runs of \(length)")
                }
            }
        }
    }

    /// A copy of the reader is kept between two packets.
    @Test(arguments: texts)
    func aReaderPutAsideGoesOnWhereItWas(row: Row<[UInt8]>) {
        let bytes = row.value
        let whole = SessionReading(bytes)
        for cut in stride(from: 0, to: bytes.count, by: 7) {
            var first = SessionMessageReader()
            var output: [UInt8] = []
            for byte in bytes[..<cut] { output.append(first.read(byte, isLast: false).overwrite ?? byte) }
            var second = first
            first.clear()
            for index in cut..<bytes.count {
                output.append(second.read(bytes[index], isLast: index + 1 == bytes.count).overwrite ?? bytes[index])
            }
            #expect(output == whole.output, "\(cut)")
            #expect(second.message == whole.message)
        }
    }

    @Test func aClearedReaderRemembersNothing() {
        var reader = SessionMessageReader()
        for before in Self.texts {
            for manner in Self.manners {
                _ = SessionReading(before.value, [.tellingBackgroundsApart, .unfinished], with: &reader)
                #expect(SessionReading(Self.offer, manner, with: &reader) == SessionReading(Self.offer, manner))
            }
        }
    }

    @Test func anOfferWhoseBeginningWasNotSeenIsCondemnedByWhatIsLeft() throws {
        let end = try #require(Self.offer.firstRange(ofText: "5D3E02AB")).lowerBound
        for start in stride(from: 1, to: end, by: 5) where Self.offer[start - 1] != UInt8(ascii: ":") {
            let reading = SessionReading(Array(Self.offer[start...]), .fromTheMiddle)
            #expect(reading.kinds == [.file], "\(start)")
            #expect(reading.message.method == nil)
        }
        let rest = sessionText(Examples.e21, from: "SessionID")
        #expect(SessionReading(rest, .fromTheMiddle).kinds == [.file])
        #expect(SessionReading(text("2\r\n\r\n\0"), .fromTheMiddle).tellings.isEmpty)
        #expect(
            SessionReading(text("To: <msnmsgr:a@x.com>\r\nTo: <msnmsgr:b@x.com>\r\n"), .fromTheMiddle).message.to
                == "b@x.com"
        )
    }

    /// Whatever becomes of an offer, no client takes up what leaves of it.
    @Test(arguments: 0..<8)
    func spoiledOffers(seed: Int) {
        var generator = SeededGenerator(seed: UInt64(seed))
        var taken = 0
        for round in 0..<80 {
            let bytes = Self.spoil(Self.texts[round % Self.texts.count].value, using: &generator)
            let reading = SessionReading(bytes)
            if SessionClient.allCases.contains(where: { $0.takesFile(bytes) }) { taken += 1 }
            let takers = SessionClient.allCases.filter { $0.takesFile(reading.output) }
            #expect(takers == [], "\(generator), round \(round)")
            #expect(reading.output.count == bytes.count)
            #expect(reading.storedBytes <= 4096)
            #expect(reading.tellings.isEmpty == (reading.output == bytes), "\(generator), round \(round)")
            _ = SessionReading(bytes, [.tellingBackgroundsApart, .fromTheMiddle])
        }
        #expect(taken > 10, "\(generator)")
    }

    private static let words = [
        "EUF-GUID: ", "AppID: 2", "AppID:", "Context: ", "\r\n", "\n ", "INVITE", "BYE ", "\0", ":", "2", "DIppA: 2",
        "::",
        "{5D3E02AB-6190-11D3-BBBB-00C04F795683}", "IPv6-Addrs: ::1::", "IPv4External-Port: 99999", "\r", " ", "0x", "-",
    ]

    private static func spoil(_ bytes: [UInt8], using generator: inout SeededGenerator) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...6, using: &generator) {
            let place = Int.random(in: 0..<min(bytes.count, 600), using: &generator)
            switch Int.random(in: 0..<4, using: &generator) {
            case 0: bytes[place] = UInt8.random(in: 0...255, using: &generator)
            case 1: bytes.remove(at: place)
            case 2: bytes.insert(contentsOf: text(words.randomElement(using: &generator) ?? ""), at: place)
            default:
                let end = min(place + 40, bytes.count)
                bytes.insert(contentsOf: bytes[place..<end], at: Int.random(in: 0..<bytes.count, using: &generator))
            }
        }
        return bytes
    }

    private static let endless: [Row<String>] = [
        Row("an account", "To: <msnmsgr:"), Row("a context", "EUF-GUID: \(SessionGUID.file)\r\nContext: "),
        Row("a name", "\r\nx"), Row("an address list", "IPv4External-Addrs: 1.2.3.4 "),
    ]

    @Test(arguments: endless)
    func whatIsKeptHasABound(row: Row<String>) {
        let bytes = text("INVITE x\r\n" + row.value + String(repeating: "a", count: 40_000) + "\r\nAppID: 2\r\n")
        let reading = SessionReading(bytes)
        #expect(reading.storedBytes <= 4096)
        #expect(reading.kinds == [.file])
    }
}
