import Gateway
import PacketHeaders
import TestSupport
import Testing

/// Connections on any port: those to servers that were announced, and those that are soon left alone.
@Suite struct AnyPortTests {
    private static let hello: [UInt8] = [0x16, 0x03, 0x01, 0x02, 0x00] + [UInt8](repeating: 0xAB, count: 512)
    private static let answer: [UInt8] = [0x16, 0x03, 0x03, 0x00, 0x7A] + [UInt8](repeating: 0xCD, count: 122)

    // MARK: Connections that are not ours

    private static let released: [Row<(client: [UInt8], server: [UInt8])>] = [
        Row("TLS", (hello, answer)),
        Row("SSH", (Array("SSH-2.0-client\r\n".utf8), Array("SSH-2.0-server\r\n".utf8))),
        Row("a long upload that is not answered", (hello.prefix(4) + [UInt8](repeating: 0xEF, count: 65_536), [])),
    ]

    @Test(arguments: released)
    func isReleasedFromItsFirstBytes(row: Row<(client: [UInt8], server: [UInt8])>) {
        var gate = Gate()
        var talk = Conversation(server: "203.0.113.9:40443")
        talk.handshake()
        for piece in Cut.every(1400).pieces(of: row.value.client) { talk.client(piece) }
        if !row.value.server.isEmpty { talk.server(row.value.server) }
        gate.pass(talk)
        #expect(gate.decisions.dropLast().allSatisfy { $0.mark == .unchanged })
        gate.pass(talk.segment(from: .client, at: row.value.client.count, payload: [1]).bytes)
        #expect(gate.decisions.last?.mark == .release)
        #expect(gate.remarkable.isEmpty)
    }

    @Test func isNotReleasedWhileItsFirstBytesAreUnacknowledged() {
        var gate = Gate()
        var talk = Conversation(server: "203.0.113.9:40443", acknowledging: .never)
        talk.handshake()
        talk.client(Self.hello)
        talk.server(Self.answer)
        talk.client(Self.hello)
        gate.pass(talk)
        #expect(gate.decisions.allSatisfy { $0.mark == .unchanged })
    }

    @Test func aFileIsSeenOnAnyPort() {
        var gate = Gate()
        var talk = Talk.onFilePort(server: "203.0.113.9:23456")
        talk.client(Examples.e19)
        gate.pass(talk)
        #expect(gate.count("transfers", "data", "dropped") == 1)
    }

    // MARK: Announced servers

    private static let place: Endpoint = "192.0.2.20:1864"

    @Test(arguments: ["XFR 9 SB 192.0.2.20:1864 CKI 1.2.3", "RNG 7 192.0.2.20:1864 CKI 1.2 a@x.com A"])
    func isNeverReleased(line: String) {
        var gate = Gate()
        gate.expectRelease(true, to: Self.place)
        gate.announce(line)
        gate.expectRelease(false, to: Self.place)
        gate.expectRelease(true, to: "192.0.2.20:1865")
        gate.expectRelease(true, to: "192.0.2.21:1864")
    }

    @Test func isKnownToAllWorkers() {
        let ledger = TransferLedger()
        var one = Gate(ledger: ledger)
        var other = Gate(ledger: ledger)
        one.announce("RNG 7 192.0.2.20:1864 CKI 1.2 a@x.com A")
        other.expectRelease(false, to: Self.place)
    }

    @Test func isKnownForAnHourAfterItsLatestAnnouncement() {
        var gate = Gate()
        gate.announce("RNG 7 192.0.2.20:1864 CKI 1.2 a@x.com A")
        gate.wait(.seconds(3000))
        gate.announce("RNG 8 192.0.2.20:1864 CKI 1.2 a@x.com A")
        gate.wait(.seconds(3000))
        gate.expectRelease(false, to: Self.place)
        gate.wait(.seconds(601))
        gate.expectRelease(true, to: Self.place)
    }

    @Test func isForgottenAfterAThousandOthers() {
        var gate = Gate()
        gate.announce("RNG 7 192.0.2.20:1864 CKI 1.2 a@x.com A")
        let others = (0..<1023).map { "RNG 7 203.0.\($0 / 256).\($0 % 256):1864 CKI 1.2 a@x.com A" }
        gate.announce(others.joined(separator: "\r\n"))
        gate.expectRelease(false, to: Self.place)
        gate.announce("RNG 7 198.51.100.1:1864 CKI 1.2 a@x.com A")
        gate.expectRelease(true, to: Self.place)
        gate.expectRelease(false, to: "198.51.100.1:1864")
    }

    @Test func aCallFromItIsNotACallToIt() {
        var gate = Gate()
        gate.announce("RNG 7 192.0.2.20:1864 CKI 1.2 a@x.com A")
        gate.expectRelease(true, to: "203.0.113.9:40443", from: Self.place)
    }

    @Test func aConnectionThatTakesThePlaceOfAnotherIsLookedUpAnew() {
        var gate = Gate()
        gate.expectRelease(true, to: Self.place)
        gate.announce("RNG 7 192.0.2.20:1864 CKI 1.2 a@x.com A")
        gate.expectRelease(false, to: Self.place)
    }

    @Test func isReadBehindJunkAndInTheMiddle() {
        for isJoinedLate in [false, true] {
            var gate = Gate()
            gate.announce("RNG 7 192.0.2.20:1864 CKI 1.2 a@x.com A")
            var talk = Conversation(server: Self.place)
            if isJoinedLate { talk.joinLate() } else { talk.handshake() }
            for _ in 0..<20 {
                talk.client(Self.hello)
                talk.server(Self.answer)
            }
            talk.client("\r\n")
            talk.client(Talk.chat("hello"))
            talk.client(Examples.e12)
            gate.pass(talk)
            #expect(gate.decisions.allSatisfy { $0.mark == .unchanged })
            #expect(gate.count("transfers", "invite", "declined") == 1)
        }
    }
}

extension Gate {
    /// Lets a notification server say a line to a client.
    fileprivate mutating func announce(_ line: String) {
        var talk = Conversation(clientStart: UInt32(truncatingIfNeeded: decisions.count * 1_000_000))
        talk.handshake()
        talk.client(Examples.e01)
        talk.server(Array((line + "\r\n").utf8), cut: .every(1400))
        pass(talk)
    }

    /// Opens a connection of TLS, and expects that it is released, or is not.
    fileprivate mutating func expectRelease(
        _ isExpected: Bool,
        to server: Endpoint,
        from client: Endpoint = "198.51.100.2:40002",
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let start = UInt32(truncatingIfNeeded: decisions.count * 1_000_000)
        var talk = Conversation(client: client, server: server, clientStart: start, serverStart: start)
        talk.handshake()
        talk.client([0x16, 0x03, 0x01, 0x02, 0x00])
        talk.server([0x16, 0x03, 0x03, 0x00, 0x7A])
        talk.client([0x17])
        pass(talk)
        #expect((decisions.last?.mark == .release) == isExpected, sourceLocation: sourceLocation)
    }
}
