import TestSupport
import Testing

/// The builders are held to the examples, whose every length is right.
@Suite struct PeerToPeerBuilderTests {
    private typealias P = PeerToPeer

    private static func v1(_ text: P.SessionText, _ identifier: UInt32, _ random: UInt32) -> [UInt8] {
        P.V1(text.bytes, identifier: identifier, acknowledged: random).bytes
    }

    private static func toBob(_ transaction: Int) -> P.Envelope { P.Envelope(transaction: transaction) }
    private static func toAlice(_ transaction: Int) -> P.Envelope {
        P.Envelope(.client, .v1.reversed, transaction: transaction)
    }

    private static let longInvitation = P.SessionText.invitation(context: P.FileContext(version: 3).base64).bytes
    private static let longChunks = P.V1().split(longInvitation)

    private static let v2Chunks = P.V2(operation: 3, options: [.peer])
        .split(P.SessionText.invitation(.v2, extra: ["RequestFlags: 16"]).bytes, .at([1190]))

    private static func file(_ chunk: String) -> P.V1 {
        var packet = P.V1.file([UInt8](text: chunk))
        packet.acknowledged = 0x7777_8888
        return packet
    }

    private static let rebuilt: [Row<(built: [UInt8], example: [UInt8])>] = [
        Row("E21", (toBob(10).message(v1(.invitation(), 1000, 0x0BAD_F00D)), Examples.e21)),
        Row("E22a", (toBob(10).messages(Array(longChunks.prefix(1))), Examples.e22a)),
        Row("E22b", (toBob(11).messages(Array(longChunks.suffix(1))), Examples.e22b)),
        Row("E24", (toAlice(5).message(v1(.answer(), 2001, 0x1111_2222)), Examples.e24)),
        Row("E25", (toAlice(5).message(v1(.answer("603 Decline"), 2001, 0x1111_2222)), Examples.e25)),
        Row("E26", (toBob(12).message(v1(.transportRequest(), 1002, 0x3333_4444)), Examples.e26)),
        Row("E27", (toAlice(6).message(v1(.transportAnswer(), 2002, 0x5555_6666)), Examples.e27)),
        Row("E28", (toBob(13).messages([file("hello")]), Examples.e28)),
        Row("E29", (toBob(14).message(v1(.bye(), 1004, 0x9999_AAAA)), Examples.e29)),
        Row("E30", (toBob(15).message(v1(.pictureInvitation(), 1005, 0x1212_1212)), Examples.e30)),
        Row("E36a", (P.Envelope(.client, .v2, transaction: 16).messages(Array(v2Chunks.prefix(1))), Examples.e36a)),
        Row("E36b", (P.Envelope(.client, .v2, transaction: 17).messages(Array(v2Chunks.suffix(1))), Examples.e36b)),
        Row(
            "E37",
            (
                P.Envelope(.client, .v2, transaction: 18).messages([P.V2.file([UInt8](text: "hello"))]), Examples.e37
            )
        ),
        Row(
            "E38",
            (
                P.Envelope(.client, .v2, transaction: 58).datagram([P.V2.file([UInt8](text: "hello")).bytes]),
                Examples.e38
            )
        ),
    ]

    @Test(arguments: rebuilt)
    func buildsTheExample(row: Row<(built: [UInt8], example: [UInt8])>) {
        expectSame(row.value.built, row.value.example)
    }

    @Test func buildsTheOpeningsOfDirectConnections() {
        let guid = "01020304-0506-0708-090A-0B0C0D0E0F10"
        expectSame(P.Direct.opening + P.Direct.nonceV1(guid), Examples.e33)
        expectSame(P.Direct.opening + P.Direct.nonceV2(guid), Examples.e35)
        var packet = Self.file("hello")
        packet.identifier = 1007
        expectSame(P.Direct.frame(packet), Examples.e34)
    }

    @Test func buildsNotices() {
        let text = P.SessionText.transportRequest(
            .v2,
            body: [
                "Bridges: TRUDPv1 TCPv1 SBBridge TURNv1", "Capabilities-Flags: 1", "NetID: 0",
                "Conn-Type: Symmetric-NAT", "TCP-Conn-Type: Symmetric-NAT", "UPnPNat: false", "ICF: false",
                "Hashed-Nonce: {2B95F56D-9CA0-9A64-82CE-ADC1F3C55845}",
            ]
        )
        expectSame(P.Envelope(.client, .v2, transaction: 20).notice(text), Examples.e40)
        expectSame(P.Envelope(.server, .v2).notice(text), Examples.e41)
    }

    @Test func buildsPollsAndAnswersOfTheGateway() {
        expectSame(GatewayRequest.poll().bytes, Examples.e49)
        expectSame(GatewayAnswer([UInt8](text: "VER 1 MSNP12\r\n")).bytes, Examples.e47)
    }

    @Test func spellsBackwards() {
        let lines = P.SessionText.reversedAddresses(inside: "192.0.2.9", outside: "203.0.113.9", port: 6891)
        #expect(lines.contains("srddA-lanretxE4vPI: 9.311.0.302"))
    }
}

/// Compares without writing whole messages into a failure.
private func expectSame(_ built: [UInt8], _ example: [UInt8], sourceLocation: SourceLocation = #_sourceLocation) {
    let difference = zip(built, example).enumerated().first { $0.element.0 != $0.element.1 }?.offset
    #expect(difference == nil, sourceLocation: sourceLocation)
    #expect(built.count == example.count, sourceLocation: sourceLocation)
}
