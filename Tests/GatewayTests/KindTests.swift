import Gateway
import MSNP
import TestSupport
import Testing

/// Invitations are counted by kind, and those that the policy treats otherwise are told from files.
@Suite struct KindTests {
    private static func text(_ guid: String, command: String = "INVITE") -> [UInt8] {
        Talk.message(
            "Content-Type: text/x-msmsgsinvite\r\n\r\nApplication-Name: x\r\nApplication-GUID: {\(guid)}\r\n"
                + "Invitation-Command: \(command)\r\nInvitation-Cookie: 1\r\n\r\n"
        )
    }

    private static let texts: [Row<(message: [UInt8], kind: String?)>] = [
        Row("a file", (Examples.e12, "file")), Row("a call", (Examples.e18, "voice")),
        Row("NetMeeting", (text("44BBA842-CC51-11CF-AAFA-00AA00B6015C"), "net_meeting")),
        Row("remote assistance", (text("56b994a7-380f-410b-9985-c809d78c1bdc"), "remote_assistance")),
        Row("a whiteboard", (text("1DF57D09-637A-4CA5-91B9-2C3EDAAF62FE"), "whiteboard")),
        Row("a camera", (text("2A23868E-B45F-401D-B8B0-1E16B774A5B7"), "webcam")),
        Row("a window", (text("F1B1920C-6A3C-4CE7-B18C-AFAB305FD03D"), "application_sharing")),
        Row("a game", (text("8DAE4336-2B71-11D4-9A6C-006067325E47"), "game")),
        Row("a game of 31 digits", (text("41FD0FA-2942-4DC4-B4C5-73D2C55F4C94"), "game")),
        Row("something else", (text("01020304-0506-0708-090A-0B0C0D0E0F10"), "other")),
        Row("an answer", (text("44BBA842-CC51-11CF-AAFA-00AA00B6015C", command: "ACCEPT"), nil)),
        Row("chat that quotes one", (Talk.chat(String(decoding: Examples.e18, as: UTF8.self)), nil)),
    ]

    @Test(arguments: texts)
    func aTextInvitationIsCountedOnce(row: Row<(message: [UInt8], kind: String?)>) {
        for cut in [Cut.whole, .every(1)] {
            var gate = Gate()
            var talk = Talk.ofAlice()
            talk.client(row.value.message, cut: cut)
            gate.pass(talk)
            let counted = gate.counters.rows.filter { $0.name == "text_invitations" && $0.count > 0 }
            #expect(counted.map { $0.labels.map(\.value) } == [row.value.kind].compactMap { $0.map { [$0] } })
            #expect(counted.allSatisfy { $0.count == 1 })
            let passes = row.value.kind != "file"
            #expect((gate.received(.client, in: talk) == talk.stream(of: .client)) == passes)
        }
    }

    private static func session(_ guid: String, application: String = "0") -> [UInt8] {
        PeerToPeer.Envelope().messages([
            PeerToPeer.V1(PeerToPeer.SessionText.invitation(guid: guid, application: application, context: "").bytes)
        ])
    }

    private static let sessions: [Row<(message: [UInt8], kind: String?)>] = [
        Row("a file", (Examples.e21, "file")), Row("a file in two packets", (Examples.e22a + Examples.e22b, "file")),
        Row("a display picture", (Examples.e30, "display_picture")),
        Row("a camera", (session("4BD96FC0-AB17-4425-A14A-439185962DC8"), "webcam")),
        Row("a game", (session("6A13AF9C-5308-4F35-923A-67E8DDA40C2F"), "game")),
        Row("photos", (session("41D3E74E-04A2-4B37-96F8-08ACDB610874"), "photos")),
        Row("a folder", (session("534142D5-1F2A-431F-A60C-B0CF723FDF7D"), "shared_folder")),
        Row("something else", (session("01020304-0506-0708-090A-0B0C0D0E0F10"), "other")),
        Row("an answer", (Examples.e24, nil)), Row("a transport request", (Examples.e26, nil)),
    ]

    @Test(arguments: sessions)
    func aSessionIsCountedOnce(row: Row<(message: [UInt8], kind: String?)>) {
        var gate = Gate()
        var talk = Talk.ofAlice()
        talk.client(row.value.message)
        gate.pass(talk)
        let counted = gate.counters.rows.filter { $0.name == "session_invitations" && $0.count > 0 }
        #expect(counted.map { $0.labels.map(\.value) } == [row.value.kind].compactMap { $0.map { [$0] } })
        #expect(counted.allSatisfy { $0.count == 1 })
    }

    struct Wish: Sendable {
        let offer: [UInt8]
        let policy: Policy
        let passes: Bool
    }

    private static func policy(_ transfers: Action, _ change: (inout Policy) -> Void = { _ in }) -> Policy {
        var policy = Policy(transfers: transfers)
        change(&policy)
        return policy
    }

    private static let background = PeerToPeer.SessionText.invitation(
        context: PeerToPeer.FileContext(kind: 4).base64
    )
    private static let wishes: [Row<Wish>] = [
        Row("a background", Wish(offer: packet(background), policy: .standard, passes: false)),
        Row(
            "a background that may pass",
            Wish(offer: packet(background), policy: policy(.decline) { $0.backgrounds = .pass }, passes: true)
        ),
        Row(
            "a file beside such",
            Wish(offer: Examples.e21, policy: policy(.decline) { $0.backgrounds = .pass }, passes: false)
        ),
        Row(
            "a background that may not, where files may",
            Wish(offer: packet(background), policy: policy(.pass) { $0.backgrounds = .decline }, passes: false)
        ),
        Row(
            "a file beside such",
            Wish(offer: Examples.e21, policy: policy(.pass) { $0.backgrounds = .decline }, passes: true)
        ),
        Row("photos", Wish(offer: photos, policy: .standard, passes: true)),
        Row(
            "photos that may not",
            Wish(offer: photos, policy: policy(.decline) { $0.photos = .decline }, passes: false)
        ),
        Row("a folder", Wish(offer: folder, policy: .standard, passes: false)),
        Row(
            "a folder that may",
            Wish(offer: folder, policy: policy(.decline) { $0.sharedFolders = .pass }, passes: true)
        ),
    ]

    private static func packet(_ text: PeerToPeer.SessionText) -> [UInt8] {
        PeerToPeer.Envelope().messages([PeerToPeer.V1(text.bytes)])
    }
    private static let photos = session("41D3E74E-04A2-4B37-96F8-08ACDB610874")
    private static let folder = session("534142D5-1F2A-431F-A60C-B0CF723FDF7D")

    @Test(arguments: wishes)
    func everyKindHasItsOwnAction(row: Row<Wish>) {
        var gate = Gate(row.value.policy)
        var talk = Talk.ofAlice()
        talk.client(row.value.offer)
        gate.pass(talk)
        #expect((gate.received(.client, in: talk) == talk.stream(of: .client)) == row.value.passes)
    }

    private static let data: [Row<[UInt8]>] = [Row("first layout", Examples.e28), Row("second layout", Examples.e37)]

    /// The packets of a background are marked like those of a file.
    @Test(arguments: data)
    func dataOfABackgroundFollowsItsOffer(row: Row<[UInt8]>) {
        for action in [Action.pass, .decline] {
            var gate = Gate(Self.policy(action == .pass ? .decline : .pass) { $0.backgrounds = action })
            var talk = Talk.ofAlice()
            talk.client(Self.packet(Self.background))
            let before = talk.stream(of: .client).count
            talk.client(row.value + row.value)
            gate.pass(talk)
            let left = gate.received(.client, in: talk).dropFirst(before)
            #expect((Array(left) == row.value + row.value) == (action == .pass))
            #expect(gate.count("transfers", "data", action == .pass ? "passed" : "declined") == 1)
        }
    }
}
