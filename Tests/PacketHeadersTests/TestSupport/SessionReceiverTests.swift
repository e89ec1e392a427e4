import TestSupport
import Testing

/// The oracle acts on every example that is a file's, on no other, and falls silent at the edits that silence clients.
@Suite struct SessionReceiverTests {
    private static let everybody = Set(SessionClient.allCases)
    /// The clients that know version 2.
    private static let newer: Set<SessionClient> = [.miranda, .msnpSharp, .official, .pidgin]

    private static func offering(_ stream: [UInt8], from side: Side = .client) -> Set<SessionClient> {
        Set(Receiver(of: side, reading: stream).sessions.offers.map(\.client))
    }

    private static let offers: [Row<(stream: [UInt8], clients: Set<SessionClient>)>] = [
        Row("E21", (Examples.e21, everybody)),
        Row("E22a and E22b", (Examples.e22a + Examples.e22b, everybody)),
        Row("E22a alone, not complete", (Examples.e22a, [])),
        Row("E36a and E36b", (Examples.e36a + Examples.e36b, newer)),
        Row("E36a alone, not complete", (Examples.e36a, [])),
        Row("E24, an answer", (Examples.e24, [])),
        Row("E26, a transport request", (Examples.e26, [])),
        Row("E29, an end", (Examples.e29, [])),
        Row("E30, a picture", (Examples.e30, [])),
        Row("E31, its preparation", (Examples.e31, [])),
        Row("E32, its data", (Examples.e32, [])),
        Row("E39, chat", (Examples.e39, [])),
        Row("E40, a transport request in a notice", (Examples.e40, [])),
    ]

    @Test(arguments: offers)
    func isAnOfferTo(row: Row<(stream: [UInt8], clients: Set<SessionClient>)>) {
        #expect(Self.offering(row.value.stream) == row.value.clients)
        let sessions = Receiver(of: .client, reading: row.value.stream).sessions.offers.map(\.session)
        #expect(sessions.allSatisfy { $0 == PeerToPeer.session })
    }

    /// `example` with the first `old` of its text written over.
    private static func edited(_ example: [UInt8], _ edits: [(old: String, new: String)]) -> [UInt8] {
        edits.reduce(example) { bytes, edit in
            guard let range = bytes.firstRange(ofText: edit.old) else { return [] }
            return bytes.overwriting(at: range.lowerBound, with: [UInt8](text: edit.new))
        }
    }

    private static let guid = (old: PeerToPeer.fileGUID, new: "00000000-0000-0000-0000-000000000000")
    private static let application = (old: "AppID: 2", new: "AppID: 0")

    private static let edits: [Row<(edits: [(old: String, new: String)], clients: Set<SessionClient>)>] = [
        Row("GUID and AppID", ([guid, application], [])),
        Row("GUID only", ([guid], [.kopete, .official])),
        Row("AppID only", ([application], [.aMSN, .msnpSharp, .official, .pidgin])),
        Row("method", ([(old: "INVITE", new: "XXXXXX")], [])),
        Row("content type", ([(old: "msnmsgrp2p", new: "msnmsgrp2x")], [])),
        Row("names of both fields", ([(old: "EUF-GUID", new: "XUF-GUID"), (old: "AppID", new: "XppID")], [])),
        Row(
            "GUID in small letters",
            (
                [(old: PeerToPeer.fileGUID, new: PeerToPeer.fileGUID.lowercased())],
                everybody.subtracting([.aMSN, .pidgin])
            )
        ),
    ]

    @Test(arguments: edits)
    func anEditLeavesTheOfferTo(row: Row<(edits: [(old: String, new: String)], clients: Set<SessionClient>)>) {
        #expect(Self.offering(Self.edited(Examples.e21, row.value.edits)) == row.value.clients)
        let split = Self.edited(Examples.e36a, row.value.edits) + Examples.e36b
        #expect(Self.offering(split) == row.value.clients.intersection(Self.newer))
    }

    @Test(arguments: [PeerToPeer.Envelope(.client, .v2), PeerToPeer.Envelope(.server, .v2)])
    func textsWithoutPacketsAreRead(envelope: PeerToPeer.Envelope) {
        let text = PeerToPeer.SessionText.invitation(.v2)
        let side = envelope.sender
        for type in [3, 10] {
            #expect(Self.offering(envelope.notice(text, type: type), from: side) == Self.everybody)
        }
        #expect(Self.offering(envelope.notice(text, type: 1), from: side).isEmpty)
        #expect(Self.offering(envelope.datagram(signal: text), from: side) == Self.everybody)
        #expect(Self.offering(envelope.datagram(signal: text, contentType: "text/plain"), from: side) == Self.everybody)
    }

    @Test func aDatagramIsKnownByEitherType() {
        let packet = PeerToPeer.V2(PeerToPeer.SessionText.invitation(.v2).bytes).bytes
        let envelope = PeerToPeer.Envelope(.client, .v2)
        #expect(Self.offering(envelope.datagram([packet], contentType: "text/plain")) == Self.newer)
        #expect(Self.offering(envelope.datagram([packet], messageType: "Text")) == Self.newer)
        #expect(Self.offering(envelope.datagram([packet], messageType: "Text", contentType: "text/plain")).isEmpty)
    }

    @Test func mirandaReadsFieldsSpelledBackwards() {
        let text = PeerToPeer.SessionText.invitation().reversed.bytes
        #expect(Set(SessionClient.allCases.filter { $0.isOffer(text) }) == [.miranda])
    }

    @Test(arguments: [
        ("12", false), ("2", true), ("02", true), ("+2", true), ("2 ", true), ("21", false), ("2x", true),
    ])
    func theApplicationIsANumber(written: String, isFile: Bool) {
        let text = PeerToPeer.SessionText.invitation(guid: PeerToPeer.objectGUID, application: written).bytes
        #expect(SessionClient.kopete.isOffer(text) == isFile)
        #expect(SessionClient.official.isOffer(text) == isFile)
    }
}
