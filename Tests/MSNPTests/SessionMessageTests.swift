import TestSupport
import Testing

@testable import MSNP

/// What MSNSLP texts tell, which of them are condemned, and what leaves of those.
@Suite struct SessionMessageTests {
    private static let e21 = sessionText(Examples.e21, from: "INVITE")
    private static let e22 = sessionText(Examples.e22a, from: "INVITE") + secondPart(of: Examples.e22b, header: 48)
    private static let e30 = sessionText(Examples.e30, from: "INVITE")
    private static let e36 = sessionText(Examples.e36a, from: "INVITE") + secondPart(of: Examples.e36b, header: 16)

    private static func secondPart(of example: [UInt8], header: Int) -> [UInt8] {
        let start = (example.firstRange(ofText: "\r\n\r\n")?.upperBound ?? 0) + header
        return Array(example[start..<(example.count - 4)])
    }

    // MARK: Examples

    private static let offers = [Row("E21", e21), Row("E22", e22), Row("E36", e36)]

    @Test(arguments: offers)
    func theOfferOfAFileLosesTheLastDigitOfItsGUIDAndItsAppID(row: Row<[UInt8]>) throws {
        let reading = SessionReading(row.value)
        let digit = try #require(row.value.firstRange(ofText: "00C04F795683")).upperBound - 1
        #expect(reading.tellings == [.init(position: digit, kind: .file)])
        let number = try #require(row.value.firstRange(ofText: "AppID: 2")).upperBound - 1
        #expect(
            reading.output == row.value.overwriting(at: digit, with: text("0")).overwriting(at: number, with: text("9"))
        )
    }

    @Test(arguments: offers)
    func theOfferOfAFileIsReported(row: Row<[UInt8]>) {
        let message = SessionReading(row.value).message
        #expect(message.method == .invite)
        #expect(message.from == "alice@example.com")
        #expect(message.to == "bob@example.com")
        #expect(message.callID == GUID(0x1A1A1A1A_1B1B_1C1C_1D1D_1E1E1E1E1E1E))
        #expect(message.branch == GUID(0x0A0A0A0A_0B0B_0C0C_0D0D_0E0E0E0E0E0E))
        #expect(message.sessionID == 123_456_789)
        #expect(message.kind == .file)
        #expect(message.file == "report.txt")
        #expect(message.size == 5)
        #expect(!message.isTransport)
    }

    /// The name has come with the first of two packets.
    @Test func theFirstPacketOfAnOfferTellsTheName() {
        let message = SessionReading(sessionText(Examples.e22a, from: "INVITE"), .unfinished).message
        #expect(message.file == "report.txt")
        #expect(message.size == 5)
    }

    private static let harmless: [Row<(text: [UInt8], method: SessionMessage.Method?, kind: SessionKind?)>] = [
        Row("E24", (sessionText(Examples.e24, from: "MSNSLP/1.0 2"), .status(200), nil)),
        Row("E25", (sessionText(Examples.e25, from: "MSNSLP/1.0 6"), .status(603), nil)),
        Row("E26", (sessionText(Examples.e26, from: "INVITE"), .invite, nil)),
        Row("E27", (sessionText(Examples.e27, from: "MSNSLP/1.0 2"), .status(200), nil)),
        Row("E29", (sessionText(Examples.e29, from: "BYE"), .bye, nil)),
        Row("E30", (e30, .invite, .displayPicture)),
        Row("E40", (sessionText(Examples.e40, from: "INVITE", footer: 0), .invite, nil)),
        Row("E41", (sessionText(Examples.e41, from: "INVITE", footer: 0), .invite, nil)),
        Row("a picture with AppID 12", (replacing("AppID: 1", by: "AppID: 12", in: e30), .invite, .displayPicture)),
        Row("AppID 21", (sessionInvitation(["AppID: 21"]), .invite, nil)),
        Row("AppID 21 at the very end", (Array(sessionInvitation(["AppID: 21"]).dropLast(5)), .invite, nil)),
        Row("AppID 22222", (sessionInvitation(["AppID: 22222"]), .invite, nil)),
        Row("AppID -2", (sessionInvitation(["AppID: -2"]), .invite, nil)),
        Row("AppID of no number", (sessionInvitation(["AppID: x2", "AppID: + 2", "AppID:", "AppID: "]), .invite, nil)),
        Row("the end of a longer AppID backwards", (sessionInvitation(["DIppA: 21", "DIppA: 2x"]), .invite, nil)),
        Row("another number", (sessionInvitation(["RequestFlags: 2", "X-AppIDs: 2", "AppID-X: 2"]), .invite, nil)),
        Row("GUID of files elsewhere", (sessionInvitation(["X: \(SessionGUID.file)"]), .invite, nil)),
        Row("another GUID by one digit", (other(by: "4"), .invite, .other)),
        Row("an acceptance", (answer("MSNSLP/1.0 200 OK"), .status(200), .file)),
        Row("two blanks before the code", (answer("MSNSLP/1.0  481 No Such Call"), .status(481), .file)),
        Row("no code", (answer("MSNSLP/1.0"), .status(0), .file)),
        Row("BYE", (answer("BYE MSNMSGR:bob@example.com MSNSLP/1.0"), .bye, .file)),
        Row("ACK in small letters", (answer("ack MSNMSGR:bob@example.com MSNSLP/1.0"), .ack, .file)),
        Row("nothing", ([0], nil, nil)),
    ]

    private static func answer(_ line: String) -> [UInt8] {
        sessionInvitation(["EUF-GUID: \(SessionGUID.file)", "AppID: 2"], startingWith: line)
    }

    private static func other(by digit: String) -> [UInt8] {
        sessionInvitation(["EUF-GUID: \(SessionGUID.file.dropLast(2) + digit)}"])
    }

    private static func replacing(_ old: String, by new: String, in bytes: [UInt8]) -> [UInt8] {
        guard let range = bytes.firstRange(ofText: old) else { return [] }
        return Array(bytes[..<range.lowerBound]) + text(new) + Array(bytes[range.upperBound...])
    }

    @Test(arguments: harmless)
    func whatOffersNoFileLeavesByteForByte(
        row: Row<(text: [UInt8], method: SessionMessage.Method?, kind: SessionKind?)>
    ) {
        let reading = SessionReading(row.value.text)
        #expect(reading.tellings.isEmpty)
        #expect(reading.output == row.value.text)
        #expect(reading.message.method == row.value.method)
        #expect(reading.message.kind == row.value.kind)
    }

    // MARK: Spellings

    private static let guid = "EUF-GUID: \(SessionGUID.file)"
    private static let lines = [guid, "SessionID: 123456789", "AppID: 2", "Context: PgIAAAIAAAAFAAAAAAAAAAEAAABy"]
    private static let digits = "5D3E02AB619011D3BBBB00C04F795683"

    private static func backwards(_ line: String) -> String {
        let parts = line.split(separator: ": ", maxSplits: 1)
        return String(parts[0].reversed()) + ": " + String((parts.last ?? "").reversed())
    }

    private static let spellings: [Row<[UInt8]>] = [
        Row("as clients write it", sessionInvitation(lines)), Row("line feeds", sessionInvitation(lines, end: "\n")),
        Row("carriage returns", sessionInvitation(lines, end: "\r")), Row("zeros", sessionInvitation(lines, end: "\0")),
        Row("backwards order", sessionInvitation(lines.reversed())),
        Row("small letters", sessionInvitation(lines.map { $0.lowercased() })),
        Row("capitals", sessionInvitation(lines.map { $0.uppercased() })),
        Row("no braces", sessionInvitation(["EUF-GUID: \(SessionGUID.file.dropFirst().dropLast())"])),
        Row("no hyphens", sessionInvitation(["EUF-GUID: \(digits)"])),
        Row(
            "a GUID of C numbers",
            sessionInvitation([
                "EUF-GUID: {0x5D3E02AB,0x6190,0x11D3,{0xBB,0xBB,0x00,0xC0,0x4F,0x79,0x56,0x83}}"
            ])
        ),
        Row("no blank behind the colon", sessionInvitation(lines.map { $0.replacing(": ", with: ":") })),
        Row("tabs around the colon", sessionInvitation(lines.map { $0.replacing(": ", with: "\t:\t") })),
        Row("blanks at the end of lines", sessionInvitation(lines.map { $0 + " \t" })),
        Row("blanks in front of names", sessionInvitation(lines.map { " " + $0 })),
        Row("no GUID", sessionInvitation(Array(lines[1...]))), Row("no AppID", sessionInvitation(Array(lines[..<2]))),
        Row("a picture's GUID and AppID 2", sessionInvitation(["EUF-GUID: \(SessionGUID.object)", "AppID: 2"])),
        Row("a picture's GUID first", sessionInvitation(["EUF-GUID: \(SessionGUID.object)"] + lines)),
        Row("a GUID half of which was another's", sessionInvitation(["EUF-GUID: {5D3E02AB-\(digits)}"])),
        Row("AppID 1 first", sessionInvitation(["AppID: 1", "AppID: 2"])),
        Row("AppID 002", sessionInvitation(["AppID: 002"])), Row("AppID +2", sessionInvitation(["AppID: +2"])),
        Row("AppID 2x", sessionInvitation(["AppID: 2x"])), Row("AppID 2 1", sessionInvitation(["AppID: 2 1"])),
        Row("AppID of more than 32 bits", sessionInvitation(["AppID: 4294967298"])),
        Row("negative AppID of more than 32 bits", sessionInvitation(["AppID: -4294967294"])),
        Row("AppID on a folded line", sessionInvitation(["AppID:", " 2"])),
        Row("AppID on the next line", sessionInvitation(["AppID:", "2"])),
        Row("GUID on a folded line", sessionInvitation(["EUF-GUID:", " " + SessionGUID.file])),
        Row("GUID two bytes behind the colon", text("x INVITE MSNMSGR\r\n\r\nEUF-GUID:\r\(SessionGUID.file)\r\n")),
        Row(
            "fields in the headers",
            sessionInvitation([], startingWith: ([lines[0]] + lines).joined(separator: "\r\n"))
                + text("INVITE MSNMSGR")
        ),
        Row("fields in the middle of a line", sessionInvitation(["X: y \(guid)", "X: y AppID: 2"])),
        Row("fields in one line", sessionInvitation([lines.joined(separator: " ")])),
        Row("fields in the first line", text("INVITE MSNMSGR:bob@example.com \(lines[2]) MSNSLP/1.0\r\n\r\n")),
        Row("names that end with those of fields", sessionInvitation(["X-\(guid)", "X-AppID: 2"])),
        Row("names and values backwards", sessionInvitation(lines.map(backwards))),
        Row("the GUID backwards", sessionInvitation([backwards(guid), lines[2]])),
        Row("AppID 20 backwards", sessionInvitation([guid.replacing("3}", with: "4}"), "DIppA: 20", guid])),
        Row("empty lines first", text("\r\n\0 \r\n") + sessionInvitation(lines)),
        Row("blanks first", text(" \t") + sessionInvitation(lines)),
        Row("method in small letters", sessionInvitation(lines, startingWith: "invite msnmsgr:bob@example.com")),
        Row("two blanks", sessionInvitation(lines, startingWith: "INVITE  MSNMSGR:bob@example.com  MSNSLP/1.0")),
        Row("another method before it", sessionInvitation(lines, startingWith: "BYE x INVITE MSNMSGR:bob@example.com")),
        Row("an answer that says it", sessionInvitation(lines, startingWith: "MSNSLP/1.0 200 Invite")),
        Row("an answer that says it below", answer("MSNSLP/1.0 200 OK") + text("X: INVITE MSNMSGR:bob@example.com")),
        Row("a method that none knows", sessionInvitation(lines, startingWith: "REINVITE MSNMSGR:bob@example.com")),
        Row("no line end at the end", Array(sessionInvitation([lines[2]]).dropLast(5))),
    ]

    @Test(arguments: spellings)
    func noClientTakesUpWhatIsLeftOfAnOffer(row: Row<[UInt8]>) {
        let reading = SessionReading(row.value)
        #expect(reading.kinds == [.file])
        #expect(reading.output.count == row.value.count)
        #expect(SessionClient.allCases.filter { $0.takesFile(reading.output) } == [])
    }

    /// A client acts on nearly every one of those spellings, so that the test above says something.
    @Test func someClientTakesUpTheOffersThemselves() {
        let ignored = Self.spellings.filter { row in !SessionClient.allCases.contains { $0.takesFile(row.value) } }
        // None of these clients takes the end of a value, or the last of two AppIDs.
        #expect(ignored.map(\.name) == ["a GUID half of which was another's", "AppID 1 first"])
    }

    private static let edits: [Row<(text: [UInt8], told: String, left: [String])>] = [
        Row("AppID first", (sessionInvitation([lines[2], guid]), "AppID: 2\r", ["AppID: 29\n", "4F795680}"])),
        Row("AppID at the end", (text("INVITE\r\nAppID: 2"), "AppID: 2", ["AppID: 9"])),
        Row("AppID 02 at the end", (text("INVITE\r\nAppID: 02"), "AppID: 02", ["AppID: 09"])),
        Row("AppID and more", (sessionInvitation(["AppID: 2x"]), "AppID: 2x", ["AppID: 29\r"])),
        Row(
            "a longer AppID behind the GUID",
            (sessionInvitation([guid, "AppID: +12x3"]), "795683", ["AppID: +99x9\r"])
        ),
        Row(
            "two GUIDs",
            (
                sessionInvitation([guid, guid]), "795683",
                ["795680}\r\nEUF-GUID: {5D3E02AB-6190-11D3-BBBB-00C04F795680}"]
            )
        ),
        Row("the GUID backwards", (sessionInvitation([backwards(guid)]), "-BA20E3D5", ["-BA20E3D0{"])),
        Row("AppID backwards", (sessionInvitation(["DIppA: 2 "]), "DIppA: 2 \r", ["DIppA: 2 9\n"])),
        Row("invite behind the GUID", (answer("BYE x") + text("INVITE"), "\0INVITE", ["795683}", "\0INVITX"])),
    ]

    @Test(arguments: edits)
    func theTellingByteIsOverwrittenAndSoAreTheFieldsBehindIt(
        row: Row<(text: [UInt8], told: String, left: [String])>
    ) throws {
        let reading = SessionReading(row.value.text)
        let told = try #require(row.value.text.firstRange(ofText: row.value.told)).upperBound - 1
        #expect(reading.tellings == [.init(position: told, kind: .file)])
        for left in row.value.left { #expect(reading.output.firstRange(ofText: left) != nil, "\(left)") }
        #expect(reading.output[..<told] == row.value.text[..<told])
    }

    // MARK: Other kinds

    private static let kinds: [Row<(lines: [String], kinds: [SessionKind?])>] = [
        Row("photos", (["EUF-GUID: \(SessionGUID.photos)", "AppID: 35"], [.photos])),
        Row("shared folder", (["EUF-GUID: \(SessionGUID.sharedFolder)", "AppID: 1"], [.sharedFolder])),
        Row("photos with AppID 2", (["EUF-GUID: \(SessionGUID.photos)", "AppID: 2"], [.photos, .file])),
        Row("a file with the GUID of photos behind", ([guid, "EUF-GUID: \(SessionGUID.photos)"], [.file])),
        Row("photos, then a file", (["EUF-GUID: \(SessionGUID.photos)", guid], [.photos, .file])),
    ]

    /// The policy may pass pictures and folders, so a heavier kind is told anew.
    @Test(arguments: kinds)
    func sharingIsToldByItsKind(row: Row<(lines: [String], kinds: [SessionKind?])>) {
        let bytes = sessionInvitation(row.value.lines)
        let reading = SessionReading(bytes)
        #expect(reading.kinds == row.value.kinds)
        #expect(reading.message.kind == row.value.kinds.last)
        for line in row.value.lines { #expect(reading.output.firstRange(ofText: line) == nil) }
    }

    private static let objects: [Row<(type: Int, kind: SessionKind)>] = [
        Row("emoticon", (2, .emoticon)), Row("display picture", (3, .displayPicture)),
        Row("background", (5, .background)),
        Row("moving picture", (7, .displayPicture)), Row("wink", (8, .wink)), Row("voice clip", (11, .voiceClip)),
        Row("one of no name", (12, .object)),
    ]

    @Test(arguments: objects)
    func theContextTellsTheKindOfAnObject(row: Row<(type: Int, kind: SessionKind)>) {
        let object = "<msnobj Creator=\"bob@example.com\" Size=\"25734\" Type=\"\(row.value.type)\" Location=\"0\"/>"
        let context = "Context: " + base64(text(object))
        let guid = "EUF-GUID: \(SessionGUID.object)"
        for lines in [[guid, "AppID: 1", context], [context, guid]] {
            let message = SessionReading(sessionInvitation(lines)).message
            #expect(message.kind == row.value.kind)
            #expect(message.size == 25734)
        }
        #expect(SessionReading(sessionInvitation([guid])).message.kind == .object)
    }

    private static let others: [Row<(guid: String, kind: SessionKind)>] = [
        Row("camera, shown", ("{4BD96FC0-AB17-4425-A14A-439185962DC8}", .webcam)),
        Row("camera, seen", ("{1C9AA97E-9C05-4583-A3BD-908A196F1E92}", .webcam)),
        Row("game", ("{6A13AF9C-5308-4F35-923A-67E8DDA40C2F}", .game)),
        Row("wink", ("{e073b06b-636e-45b7-aca4-6d4b5978c93c}", .wink)), Row("unknown", (SessionGUID.unknown, .other)),
    ]

    @Test(arguments: others)
    func otherSessionsPass(row: Row<(guid: String, kind: SessionKind)>) {
        let bytes = sessionInvitation(["EUF-GUID: \(row.value.guid)", "AppID: 4"])
        let reading = SessionReading(bytes)
        #expect(reading.message.kind == row.value.kind)
        #expect(reading.output == bytes)
    }
}
