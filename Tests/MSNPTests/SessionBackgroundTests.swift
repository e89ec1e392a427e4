import TestSupport
import Testing

@testable import MSNP

/// Backgrounds travel by the rules of files; they are told apart only if they are to be treated otherwise.
@Suite struct SessionBackgroundTests {
    private static let guid = "EUF-GUID: \(SessionGUID.file)"
    private static let background = base64(fileContext(type: 4))
    private static let file = base64(fileContext(type: 1))

    private static func offer(_ contexts: String...) -> [String] {
        [guid, "AppID: 2"] + contexts.map { "Context: " + $0 }
    }

    private static let backgrounds: [Row<[String]>] = [
        Row("as clients write it", offer(background)), Row("context first", offer(background).reversed()),
        Row("folded", offer("\r\n " + background.prefix(60) + "\r\n " + background.dropFirst(60))),
        Row("blanks between the letters", offer(background.map { String($0) }.joined(separator: " "))),
        Row("no more than its type", offer(base64(Array(fileContext(type: 4)[..<20])))),
    ]

    @Test(arguments: backgrounds)
    func aBackgroundIsToldAsWhatItIs(row: Row<[String]>) throws {
        let bytes = sessionInvitation(row.value)
        let reading = SessionReading(bytes, .tellingBackgroundsApart)
        let telling = try #require(reading.tellings.first)
        #expect(reading.kinds == [.background])
        #expect(reading.output[..<telling.position] == bytes[..<telling.position])
        #expect(reading.message.kind == .background)
        #expect(SessionReading(bytes).kinds == [.file])
    }

    private static let condemned: [Row<(lines: [String], end: String)>] = [
        // Byte 16 of the context is complete with the 23rd letter.
        Row("a file", (offer(file), String(file.prefix(23)))),
        Row("a type that only begins like it", (offer(base64(fileContext(type: 0x104))), "AAQB")),
        Row("a context too short to tell", (offer("PgIAAAIA"), "PgIAAAIA\r")),
        Row("no context", ([guid, "AppID: 2"], "\r\n\r\n\0")),
        Row("context first", (["Context: " + file, guid, "AppID: 2"], "4F795683")),
        Row("a byte that decoders differ in", (offer("Pg=" + background), "Context: Pg=")),
        Row("a context backwards", ([guid, "txetnoC: \(file)"], "txetnoC: P")),
        Row("AppID alone", (["AppID: 2", "Context: " + file], String(file.prefix(23)))),
    ]

    @Test(arguments: condemned)
    func aFileIsCondemnedByItsContext(row: Row<(lines: [String], end: String)>) throws {
        let bytes = sessionInvitation(row.value.lines)
        let reading = SessionReading(bytes, .tellingBackgroundsApart)
        let end = try #require(bytes.firstRange(ofText: row.value.end)).upperBound - 1
        #expect(reading.tellings == [.init(position: end, kind: .file)])
        #expect(reading.output[..<end] == bytes[..<end])
        #expect(reading.output[end] != bytes[end])
    }

    @Test func aFileBehindABackgroundIsToldAsWell() {
        let reading = SessionReading(
            sessionInvitation(Self.offer(Self.background, Self.file)),
            .tellingBackgroundsApart
        )
        #expect(reading.kinds == [.background, .file])
    }

    @Test func nothingReadableIsLeftOfTheContext() throws {
        let bytes = sessionInvitation(Self.offer(Self.file))
        let reading = SessionReading(bytes, .tellingBackgroundsApart)
        let context = try #require(bytes.firstRange(ofText: Self.file))
        let letters = reading.output[context].dropFirst(22).prefix { $0 != UInt8(ascii: "=") }
        #expect(letters.allSatisfy { $0 == UInt8(ascii: "A") })
        #expect(letters.count > 700)
        #expect(reading.message.file == "report.txt")
    }
}
