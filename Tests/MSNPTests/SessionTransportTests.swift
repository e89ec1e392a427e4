import TestSupport
import Testing

@testable import MSNP

/// What MSNSLP texts tell of the connection for a session.
@Suite struct SessionTransportTests {
    private static let version4 = SessionAddress.v4(0xCB00_7109)
    private static let version6 = SessionAddress.v6(0x2001_0DB8_0000_0000_0000_0000_0000_0009)

    @Test func anAnswerTellsWhereItsSenderListens() {
        let message = SessionReading(sessionText(Examples.e27, from: "MSNSLP/1.0 2")).message
        #expect(message.isTransport)
        #expect(message.isListening == true)
        #expect(message.nonce == GUID(0x01020304_0506_0708_090A_0B0C0D0E0F10))
        #expect(message.callID == GUID(0x1A1A1A1A_1B1B_1C1C_1D1D_1E1E1E1E1E1E))
        #expect(
            message.listeners == [
                SessionListener(address: .v4(0xC0A8_0209), port: 6891),
                SessionListener(address: Self.version4, port: 6891),
            ]
        )
    }

    @Test(arguments: [Row("E40", Examples.e40), Row("E41", Examples.e41)])
    func aBareRequestTellsItsHashedNonce(row: Row<[UInt8]>) {
        let message = SessionReading(sessionText(row.value, from: "INVITE", footer: 0)).message
        #expect(message.isTransport)
        #expect(message.isListening == nil)
        #expect(message.hashedNonce == GUID(0x2B95F56D_9CA0_9A64_82CE_ADC1F3C55845))
        #expect(message.nonce == nil)
        #expect(message.to == "bob@example.com")
        #expect(message.from == "alice@example.com")
        #expect(message.listeners.isEmpty)
    }

    private static let places: [Row<(lines: [String], listeners: [SessionListener])>] = [
        Row(
            "port first",
            (["IPv4External-Port: 5", "IPv4External-Addrs: 203.0.113.9"], [.init(address: version4, port: 5)])
        ),
        Row(
            "several addresses",
            (
                ["IPv4Internal-Addrs: 203.0.113.9  203.0.113.9", "IPv4Internal-Port: 5"],
                [.init(address: version4, port: 5), .init(address: version4, port: 5)]
            )
        ),
        Row(
            "backwards",
            (["srddA-lanretxE4vPI: 9.311.0.302", "troP-lanretxE4vPI: 1986"], [.init(address: version4, port: 6891)])
        ),
        Row("with ports", (["IPv4ExternalAddrsAndPorts: 203.0.113.9:77"], [.init(address: version4, port: 77)])),
        Row(
            "with ports, backwards",
            (["stroPdnAsrddAlanretnI4vPI: 77:9.311.0.302"], [.init(address: version4, port: 77)])
        ),
        Row("IPv6", (["IPv6-Addrs: 2001:db8::9", "IPv6-Port: 6"], [.init(address: version6, port: 6)])),
        Row(
            "IPv6 in full, with its interface",
            (["IPv6-global: 2001:DB8:0:0:0:0:0:9%3", "IPv6-Port: 6"], [.init(address: version6, port: 6)])
        ),
        Row("IPv6 zeros first", (["IPv6-Addrs: ::9", "IPv6-Port: 6"], [.init(address: .v6(9), port: 6)])),
        Row("IPv6 zeros last", (["IPv6-Addrs: 9::", "IPv6-Port: 6"], [.init(address: .v6(9 << 112), port: 6)])),
        Row("no port", (["IPv4External-Addrs: 203.0.113.9"], [])),
        Row("a port of another network", (["IPv4External-Addrs: 203.0.113.9", "IPv4Internal-Port: 5"], [])),
        Row(
            "no addresses",
            (["IPv4External-Addrs: 1.2.3 1.2.3.4.5 1.2.3.256 .1.2.3 1..2.3 x", "IPv4External-Port: 5"], [])
        ),
        Row(
            "no IPv6 addresses",
            (["IPv6-Addrs: 1:2 1::2::3 1:2:3:4:5:6:7:8:9 12345:: ::: 1:2:3:4::5:6:7:8", "IPv6-Port: 6"], [])
        ),
        Row("no ports", (["IPv4ExternalAddrsAndPorts: 203.0.113.9 203.0.113.9: 203.0.113.9:65536"], [])),
    ]

    @Test(arguments: places)
    func placesAreReadInEverySpelling(row: Row<(lines: [String], listeners: [SessionListener])>) {
        #expect(SessionReading(sessionInvitation(row.value.lines)).message.listeners == row.value.listeners)
    }

    @Test func placesHaveABound() {
        let many = String(repeating: "203.0.113.9 ", count: 30)
        let ports = String(repeating: "203.0.113.9:1 ", count: 30)
        let lines = ["IPv4External-Addrs: " + many, "IPv4External-Port: 5", "IPv4InternalAddrsAndPorts: " + ports]
        #expect(SessionReading(sessionInvitation(lines)).message.listeners.count == 16)
    }

    @Test func ofAFieldThatComesTwiceTheFirstCounts() {
        let message = SessionReading(
            sessionInvitation(["SessionID: 4", "SessionID: 5", "Listening: false", "Listening: true"])
        )
        .message
        #expect(message.sessionID == 4)
        #expect(message.isListening == false)
    }

    private static let guids: [Row<(text: String, value: UInt128?)>] = [
        Row("in braces", (SessionGUID.unknown, 0x01020304_0506_0708_090A_0B0C0D0E0F10)),
        Row("bare, small", ("01020304-0506-0708-090a-0b0c0d0e0f10", 0x01020304_0506_0708_090A_0B0C0D0E0F10)),
        Row("a digit short", ("01020304-0506-0708-090a-0b0c0d0e0f1", nil)),
        Row("a digit long", ("01020304-0506-0708-090a-0b0c0d0e0f100", nil)),
        Row("something else", ("01020304-0506-0708-090a-0b0c0d0e0f1g", nil)), Row("nothing", ("", nil)),
    ]

    @Test(arguments: guids)
    func aGUIDIsReadFromText(row: Row<(text: String, value: UInt128?)>) {
        let bytes = text(row.value.text)
        let guid = GUID(bytes.span)
        #expect(guid?.value == row.value.value)
    }

    @Test func aGUIDStandsOnTheWireWithItsFirstGroupsInLittleEndianOrder() {
        let guid = GUID(0x01020304_0506_0708_090A_0B0C0D0E0F10)
        let bytes = guid.bytes
        let wire: [UInt8] = [4, 3, 2, 1, 6, 5, 8, 7, 9, 10, 11, 12, 13, 14, 15, 16]
        #expect(bytes.indices.map { bytes[$0] } == wire)
        let read = GUID(bytes: wire.span)
        #expect(read == guid)
        let fewer = Array(wire.dropFirst())
        let short = GUID(bytes: fewer.span)
        #expect(short == nil)
        #expect(guid.description == SessionGUID.unknown)
    }
}
