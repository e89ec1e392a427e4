import Gateway
import PacketHeaders
import TestSupport
import Testing

/// Timestamps and resets: what the far end would not take is not read, and what it would take is never stopped.
@Suite struct SequenceTests {
    /// A conversation with timestamps: the far end has last taken one of 200.
    private static func stamped(_ gate: inout Gate) -> Conversation {
        var talk = Conversation(acknowledging: .never)
        talk.options = OptionBytes.timestamps(101, echo: 5000)
        talk.handshake(
            clientOptions: OptionBytes.timestamps(100),
            serverOptions: OptionBytes.timestamps(5000, echo: 100)
        )
        talk.options = OptionBytes.timestamps(200, echo: 5000)
        talk.client(Examples.e04)
        talk.options = OptionBytes.timestamps(5001, echo: 200)
        talk.acknowledge(by: .server)
        talk.server(Examples.e05)
        talk.options = OptionBytes.timestamps(200, echo: 5001)
        talk.acknowledge(by: .client)
        gate.pass(talk)
        return talk
    }

    private static func passes(
        _ timestamp: UInt32?,
        at distance: Int,
        behind before: (inout Gate, Conversation) -> Void = { _, _ in }
    ) -> Bool {
        var gate = Gate()
        let talk = stamped(&gate)
        before(&gate, talk)
        let position = talk.stream(of: .client).count + distance
        let packet = talk.segment(from: .client, at: position, payload: Array("PNG\r\n".utf8)) {
            $0.options = timestamp.map { OptionBytes.timestamps($0, echo: 5001) } ?? []
        }
        let decision = gate.pass(packet.bytes)
        #expect(decision.verdict != .drop || decision.reason == .outdated)
        return decision.verdict != .drop
    }

    private static let stamps: [Row<(UInt32?, passes: Bool)>] = [
        Row("newer", (201, true)), Row("the same", (200, true)), Row("one tick older", (199, true)),
        Row("two ticks older", (198, false)), Row("that of the SYN", (100, false)),
        Row("half of all numbers ahead", (200 + (1 << 31), true)),
        Row("a little more than that", (202 + (1 << 31), false)), Row("none", (nil, true)),
    ]

    @Test(arguments: stamps)
    func aTimestampOlderThanOneThatWasTakenDiscardsNewBytes(row: Row<(UInt32?, passes: Bool)>) {
        #expect(Self.passes(row.value.0, at: 0) == row.value.passes)
        #expect(Self.passes(row.value.0, at: -3) == row.value.passes)
        #expect(Self.passes(row.value.0, at: 50) == row.value.passes)
    }

    /// The far end answers a late copy, and the sender may wait for that answer.
    @Test(arguments: [100, 198, 200] as [UInt32])
    func aLateCopyPassesWhateverItsTimestamp(timestamp: UInt32) {
        #expect(Self.passes(timestamp, at: -5))
        #expect(Self.passes(timestamp, at: -20))
    }

    /// One that the far end has not confirmed may never have come there.
    @Test func aTimestampFromTheFutureStopsNobody() {
        for distance in [-5, 0, 100] {
            let isPassed = Self.passes(205, at: 5) { gate, talk in
                let position = talk.stream(of: .client).count + distance
                let chaff = talk.segment(from: .client, at: position, payload: Array("PNG\r\n".utf8)) {
                    $0.options = OptionBytes.timestamps(1 << 30, echo: 5001)
                    $0.timeToLive = 1
                }
                gate.pass(chaff.bytes)
            }
            #expect(isPassed, "\(distance)")
        }
    }

    @Test func timestampsThatNobodyAgreedOnStopNobody() {
        var gate = Gate()
        var talk = Talk.ofAlice()
        talk.options = OptionBytes.timestamps(200, echo: 200)
        talk.client(Talk.chat("one"))
        talk.options = OptionBytes.timestamps(100, echo: 100)
        talk.client(Talk.chat("two"))
        gate.pass(talk)
        #expect(gate.reading(of: .client, in: talk).chats == ["one", "two"])
    }

    private static let resets: [Row<(distance: Int, ends: Bool)>] = [
        Row("where the next byte is expected", (0, true)), Row("one byte behind it", (1, false)),
        Row("one byte before it", (-1, false)), Row("in the window", (1000, false)),
        Row("outside the window", (1 << 20, false)), Row("half of all numbers ahead", (1 << 31, false)),
    ]

    /// A flow that has ended is forgotten sooner; until then, and where a reset is out of place, all goes on.
    @Test(arguments: resets)
    func aResetEndsAConnectionOnlyWhereItIsExpected(row: Row<(distance: Int, ends: Bool)>) {
        for flags in [TCPFlags.rst, [.rst, .ack]] {
            var gate = Gate()
            var talk = Talk.ofAlice()
            gate.pass(talk)
            let sent = talk.packets.count
            let position = talk.stream(of: .client).count + row.value.distance
            gate.pass(talk.segment(from: .client, at: position, payload: [], flags: flags).bytes)
            talk.client(Talk.chat("one") + Examples.e12, cut: .every(70))
            for packet in talk.packets.dropFirst(sent) { gate.pass(packet.bytes) }
            // A receiver that heeds the reset reads on no more.
            let reader = gate.reading(of: .client, in: talk)
            #expect(reader.chats == (row.value.ends ? [] : ["one"]))
            #expect(reader.transfers.isEmpty)
            let dropped = gate.decisions.count { $0.verdict == .drop }
            #expect(dropped == 0)
            gate.wait(.seconds(400))
            gate.pass(
                Conversation(client: "192.0.2.9:10000").segment(from: .client, at: -1, payload: [], flags: .syn).bytes
            )
            let expired = gate.count("flows_expired")
            #expect(expired == (row.value.ends ? 1 : 0))
        }
    }
}
