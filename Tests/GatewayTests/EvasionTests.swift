import Gateway
import MSNP
import PacketHeaders
import TestSupport
import Testing

/// Ways of sending an offer past a gate that reads less than its receiver does; each must fail.
@Suite struct EvasionTests {
    /// What a way of sending is allowed to do to the packets that carry an offer between two lines of chat.
    private typealias Sending = @Sendable (inout Conversation, [UInt8]) -> [[UInt8]]

    private static let offer = Talk.chat("one") + Examples.e12 + Talk.chat("two")

    private static func cut(_ cut: Cut) -> @Sendable (inout Conversation, [UInt8]) -> [[UInt8]] {
        { talk, bytes in
            let sent = talk.packets.count
            talk.client(bytes, cut: cut)
            return talk.packets.dropFirst(sent).map(\.bytes)
        }
    }

    private static func cut(inside words: String...) -> @Sendable (inout Conversation, [UInt8]) -> [[UInt8]] {
        { talk, bytes in
            let places = words.compactMap { bytes.firstRange(ofText: $0).map { ($0.lowerBound + $0.upperBound) / 2 } }
            return cut(.at(places))(&talk, bytes)
        }
    }

    /// Sends the bytes whole behind what `chaff` makes of the position at which they begin.
    private static func behind(
        _ chaff: @escaping @Sendable (Conversation, Int, [UInt8]) -> [[UInt8]]
    ) -> @Sendable (inout Conversation, [UInt8]) -> [[UInt8]] {
        { talk, bytes in
            let before = chaff(talk, talk.stream(of: .client).count, [UInt8](repeating: 0x78, count: bytes.count))
            return before + cut(.whole)(&talk, bytes)
        }
    }

    private static func segment(
        _ talk: Conversation,
        at position: Int,
        _ payload: [UInt8],
        flags: TCPFlags = [.psh, .ack],
        change: (inout PacketBuilder) -> Void = { _ in }
    ) -> [UInt8] {
        talk.segment(from: .client, at: position, payload: payload, flags: flags, change: change).bytes
    }

    /// How it is sent, and whether all of it must arrive.
    private static let ways: [Row<(send: @Sendable (inout Conversation, [UInt8]) -> [[UInt8]], arrives: Bool)>] = [
        Row("one-byte segments", (cut(.byteByByte), true)), Row("eight-byte segments", (cut(.every(8)), true)),
        Row("behind another message in one segment", (cut(.whole), true)),
        Row("cut inside the verb", (cut(inside: "MSG 6 S"), true)),
        Row("cut inside the length", (cut(inside: "290"), true)),
        Row("cut inside the content type", (cut(inside: "msmsgsinvite"), true)),
        Row("cut inside the GUID", (cut(inside: "5D3E02AB-6190-11d3-BBBB-00C04F795683"), true)),
        Row("cut inside the cookie", (cut(inside: "33267"), true)),
        Row(
            "cut at all of them",
            (cut(inside: "MSG 6 S", "290", "invite", "6190-11d3", "INVITE", "33267", "FileSize"), true)
        ),
        Row(
            "bad checksums before",
            (behind { talk, at, junk in [segment(talk, at: at, junk) { $0.checksum = .wrong }] }, true)
        ),
        Row("beyond the window before", (behind { talk, at, junk in [segment(talk, at: at + (1 << 20), junk)] }, true)),
        Row(
            "unagreed signatures before",
            (
                behind { talk, at, junk in
                    [segment(talk, at: at, junk) { $0.options = OptionBytes.signature }]
                }, true
            )
        ),
        Row(
            "a reset out of place before",
            (behind { talk, at, _ in [segment(talk, at: at + 5000, [], flags: .rst)] }, true)
        ),
        Row(
            "a reset with a bad checksum before",
            (
                behind { talk, at, _ in
                    [segment(talk, at: at, [], flags: .rst) { $0.checksum = .wrong }]
                }, true
            )
        ),
        Row(
            "a SYN with another number before",
            (behind { talk, at, _ in [segment(talk, at: at + 900_000, [], flags: .syn)] }, true)
        ),
        Row(
            "a SYN with data before",
            (behind { talk, at, junk in [segment(talk, at: at + 900_000, junk, flags: .syn)] }, true)
        ),
        Row(
            "a FIN that only the gate sees",
            (
                behind { talk, at, _ in
                    [segment(talk, at: at, [], flags: [.fin, .ack]) { $0.timeToLive = 1 }]
                }, true
            )
        ),
        Row(
            "old bytes altered before",
            (behind { talk, at, junk in [segment(talk, at: at - 30, Array(junk.prefix(30)))] }, true)
        ),
        Row(
            "urgent bytes",
            (
                { talk, bytes in
                    let at = talk.stream(of: .client).count
                    let packet = segment(talk, at: at, bytes, flags: [.psh, .ack, .urg]) { $0.urgentPointer = 150 }
                    talk.client(bytes)
                    return [packet]
                }, true
            )
        ),
    ]

    @Test(arguments: ways)
    func anOfferDoesNotArrive(
        row: Row<(send: @Sendable (inout Conversation, [UInt8]) -> [[UInt8]], arrives: Bool)>
    ) {
        var gate = Gate()
        var talk = Talk.ofAlice()
        gate.pass(talk)
        for packet in row.value.send(&talk, Self.offer) { gate.pass(packet) }
        // What has one hop left does not come further than the gate.
        let arrived = Reassembler(of: gate.forwarded.filter { $0[8] > 1 }).stream(of: .client, in: talk)
        let reader = Receiver(of: .client, reading: arrived, knowing: ["33267"])
        #expect(reader.transfers.isEmpty)
        if row.value.arrives { #expect(reader.chats == ["one", "two"]) }
        let declined = gate.count("transfers", "invite", "declined")
        #expect(declined == 1)
    }

    /// Sends the segments in an order of their own, then all again in order, as a sender does that gets no answer.
    @Test(arguments: [1, 2, 3, 5, 8, 13, 40, 100, 300])
    func segmentsInReverseOrOutOfOrder(length: Int) {
        var generator = SeededGenerator(seed: UInt64(length))
        for order in 0..<4 {
            var gate = Gate()
            var talk = Talk.ofAlice()
            gate.pass(talk)
            let sent = talk.packets.count
            talk.client(Self.offer, cut: .every(length))
            let segments = talk.packets.dropFirst(sent).filter { !$0.payload.isEmpty }
            let shuffled = order == 0 ? segments.reversed() : segments.shuffled(using: &generator)
            for packet in shuffled + segments + segments { gate.pass(packet.bytes) }
            let reader = gate.reading(of: .client, in: talk)
            #expect(reader.transfers.isEmpty)
            #expect(reader.chats == ["one", "two"], "\(generator), order \(order)")
            #expect(!gate.decisions.contains { $0.reason == .slipped })
        }
    }

    /// The gate has passed a first copy that never arrived; a second with other bytes leaves with those of the first.
    @Test func theFirstCopyWinsWhenItNeverArrives() {
        var gate = Gate()
        var talk = Talk.ofAlice()
        gate.pass(talk)
        let at = talk.stream(of: .client).count
        let innocent = Talk.message(
            "MIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\n" + String(repeating: "x", count: 230)
        )
        let lost = Self.segment(talk, at: at, innocent) { $0.timeToLive = 1 }
        gate.pass(lost)
        let forwarded = gate.forwarded.count
        talk.client(Array(Examples.e12.prefix(innocent.count)))
        for packet in talk.packets.suffix(2) { gate.pass(packet.bytes) }
        var receiver = Reassembler(of: Array(gate.forwarded.prefix(forwarded - 1)))
        for packet in gate.forwarded.dropFirst(forwarded) { receiver.receive(packet) }
        let reader = Receiver(of: .client, reading: receiver.stream(of: .client, in: talk))
        #expect(reader.transfers.isEmpty)
        #expect(gate.count("packets", "edit", "altered_copy") == 1)
    }

    private static let hidden: [Row<[UInt8]>] = [
        Row("an offer", Examples.e12),
        Row("chat that quotes one", Talk.chat(String(decoding: Examples.e12, as: UTF8.self))),
        Row(
            "an offer in packets",
            PeerToPeer.Envelope().messages([PeerToPeer.V1(PeerToPeer.SessionText.invitation().bytes)])
        ),
        Row("an offer and half of a line", Examples.e12 + Array("MSG 6".utf8)),
    ]

    /// To those who read lines it ends where they have missed it, and what is in it are lines like others.
    @Test(arguments: hidden)
    func anOfferDoesNotArriveInAMessageThatOnlySomeSee(row: Row<[UInt8]>) {
        for cut in [Cut.whole, .every(50), .byteByByte] {
            var gate = Gate()
            var talk = Talk.ofAlice()
            gate.pass(talk)
            let sent = talk.packets.count
            talk.client(
                Array("junk MSG 6 N \(row.value.count)\r\n".utf8) + row.value + Talk.chat("one") + row.value,
                cut: cut
            )
            for packet in talk.packets.dropFirst(sent) { gate.pass(packet.bytes) }
            let arrived = gate.received(.client, in: talk)
            let reader = Receiver(of: .client, reading: arrived)
            #expect(reader.transfers.isEmpty && reader.sessions.offers.isEmpty, "to those who read lines, \(cut)")
            #expect(reader.chats.first == "one")
            let other = Receiver(
                of: .client,
                reading: Array(arrived.dropFirst(Examples.e04.count + "junk ".utf8.count))
            )
            #expect(other.transfers.isEmpty && other.sessions.offers.isEmpty, "to those who count bytes, \(cut)")
            #expect(other.chats.first == "one")
        }
    }

    @Test func anOfferInTheMiddleOfAConnectionIsFound() {
        for cut in [Cut.whole, .every(50)] {
            var gate = Gate()
            var talk = Conversation()
            talk.joinLate()
            talk.client(Examples.e12, cut: cut)
            talk.client(Talk.chat("one"))
            gate.pass(talk)
            let reader = gate.reading(of: .client, in: talk)
            #expect(reader.transfers.isEmpty)
            #expect(reader.chats == ["one"])
        }
    }

    @Test(arguments: [80, 443, 1863, 1864, 6891, 50000] as [UInt16])
    func thePortDoesNotMatter(port: UInt16) {
        var gate = Gate()
        var talk = Talk.ofAlice(Conversation(server: Endpoint(address: Endpoint("203.0.113.5:1").address, port: port)))
        talk.client(Self.offer)
        gate.pass(talk)
        #expect(gate.reading(of: .client, in: talk).transfers.isEmpty)
        var file = Talk.onFilePort(server: Endpoint(address: Endpoint("203.0.113.9:1").address, port: port))
        file.client(Examples.e19)
        gate.pass(file)
        #expect(gate.received(.client, in: file).isEmpty)
    }

    @Test(arguments: [1, 2, 3, 7, 100])
    func aDataConnectionIsStoppedAtItsTellingByte(length: Int) {
        for side in End.allCases {
            var gate = Gate()
            var talk = Talk.onFilePort()
            talk.send(Array("VER MSNFTP\r\nUSR bob@example.com 93301\r\n".utf8), from: side, cut: .every(length))
            talk.send(Examples.e20, from: side.other)
            gate.pass(talk)
            #expect(gate.received(side, in: talk).count <= "VER MSNFTP".utf8.count)
            #expect(gate.received(side.other, in: talk).isEmpty)
        }
    }

    @Test func dataInASynIsReadLikeAnyOther() {
        var gate = Gate()
        var talk = Conversation()
        let hello = Examples.e04 + Examples.e12
        let syn = talk.segment(from: .client, at: -1, payload: hello, flags: .syn).bytes
        for _ in 0..<3 { gate.pass(syn) }
        talk.client(hello)
        #expect(gate.count("transfers", "invite", "declined") == 1)
        #expect(gate.reading(of: .client, in: talk).transfers.isEmpty)
        #expect(gate.received(.client, in: talk).count == hello.count)
    }

    /// Of two SYNs the one counts that is answered, even if the other brought data.
    @Test func aSecondSynWithDataHidesNothing() {
        for distance in [-900_000, 900_000] {
            var gate = Gate()
            var talk = Conversation()
            gate.pass(talk.segment(from: .client, at: -1, payload: [], flags: .syn).bytes)
            gate.pass(talk.segment(from: .client, at: distance, payload: Examples.e08, flags: .syn).bytes)
            talk.handshake()
            talk.client(Examples.e04 + Examples.e12 + Talk.chat("one"))
            for packet in talk.packets.dropFirst() { gate.pass(packet.bytes) }
            let reader = gate.reading(of: .client, in: talk)
            #expect(reader.transfers.isEmpty)
            #expect(gate.count("transfers", "invite", "declined") == 1)
        }
    }

    @Test func theTwoEndsMayBeUsedAgainForAnotherConnection() {
        for policy in [Action.decline, .reset] {
            var gate = Gate(Policy(transfers: policy))
            var first = Talk.ofAlice()
            first.client(Examples.e12)
            first.finish(by: .client)
            first.finish(by: .server)
            gate.pass(first)
            var second = Talk.ofAlice(Conversation(clientStart: 77_000, serverStart: 88_000))
            second.client(Talk.chat("again"))
            let begun = gate.forwarded.count
            gate.pass(second)
            let stream = Reassembler(of: Array(gate.forwarded.dropFirst(begun))).stream(of: .client, in: second)
            #expect(Receiver(of: .client, reading: stream).chats == ["again"])
            second.client(Examples.e12)
            for packet in second.packets.suffix(2) { gate.pass(packet.bytes) }
            let after = Reassembler(of: Array(gate.forwarded.dropFirst(begun))).stream(of: .client, in: second)
            #expect(Receiver(of: .client, reading: after).transfers.isEmpty)
        }
    }

    @Test func aFileConnectionMayBeFollowedByAnHonestOne() {
        var gate = Gate()
        var file = Talk.onFilePort()
        file.client(Examples.e19)
        gate.pass(file)
        var other = Conversation(client: file.clientEndpoint, server: file.serverEndpoint, clientStart: 9_000_000)
        other.handshake()
        other.client("GET / HTTP/1.0\r\n\r\n")
        let before = gate.forwarded.count
        gate.pass(other)
        #expect(gate.forwarded.count - before == other.packets.count)
    }

    @Test func aReleasedConnectionStaysReadableForItsCopiesAndItsSuccessor() {
        var gate = Gate()
        var talk = Talk.onFilePort()
        let line = Array((String(repeating: "x", count: 998) + "\r\n").utf8)
        for _ in 0..<12 {
            talk.client(line)
            talk.server(line)
        }
        gate.pass(talk)
        #expect(gate.decisions.last?.mark == .release)
        let copy = talk.segment(from: .client, at: 0, payload: line)
        #expect(gate.pass(copy.bytes).verdict == .accept)
        #expect(gate.forwarded.last == copy.bytes)
        var file = Conversation(client: talk.clientEndpoint, server: talk.serverEndpoint, clientStart: 5_000_000)
        file.handshake()
        file.client(Examples.e19)
        gate.pass(file)
        #expect(gate.count("transfers", "data", "dropped") == 1)
    }

    /// An acknowledgement of bytes that were never sent must not make the gate look away from them when they come.
    @Test func acknowledgingInAdvanceHidesNothing() {
        var gate = Gate()
        var talk = Talk.ofAlice()
        gate.pass(talk)
        let ahead = talk.segment(from: .server, at: talk.stream(of: .server).count, payload: [], flags: .ack) {
            $0.acknowledgement &+= UInt32(Examples.e12.count)
        }
        gate.pass(ahead.bytes)
        talk.client(Examples.e12)
        for packet in talk.packets.suffix(2) { gate.pass(packet.bytes) }
        #expect(gate.reading(of: .client, in: talk).transfers.isEmpty)
    }

    @Test func aPictureAPastedOfferAndAVoiceInvitationPass() {
        var gate = Gate()
        var talk = Talk.ofAlice()
        talk.client(Examples.e30 + Examples.e31 + Examples.e32)
        talk.client(Talk.chat(String(decoding: Examples.e12, as: UTF8.self)))
        talk.client(Examples.e18)
        gate.pass(talk)
        #expect(gate.forwarded == talk.packets.map(\.bytes))
    }
}

/// Connections of which the opening was not seen.
@Suite struct LateOpeningTests {
    @Test(arguments: [End.client, .server])
    func aFileConnectionWhoseHandshakeWasNotSeenIsStopped(opener: End) {
        var gate = Gate()
        var file = Conversation(client: "198.51.100.2:40044", server: "203.0.113.66:6891")
        file.joinLate()
        file.send(Array("VER MSNFTP\r\n".utf8), from: opener)
        file.send(Array("VER MSNFTP\r\n".utf8), from: opener.other)
        gate.pass(file)
        #expect(gate.received(opener, in: file).isEmpty)
        #expect(gate.received(opener.other, in: file).isEmpty)
        #expect(gate.count("transfers", "data", "dropped") == 1)
    }
}
