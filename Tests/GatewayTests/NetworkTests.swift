import Gateway
import TestSupport
import Testing

/// What reaches the far end through a gate, judged by a plain receiver and by models of the clients.
@Suite struct NetworkTests {
    private static let lossy = Network.Weather(losesBefore: 9, losesBehind: 9, repeats: 7, reorders: 3)
    private static let losing = Network.Weather(losesBefore: 33)
    private static let tiny = Network.Weather(
        losesBefore: 12,
        losesBehind: 12,
        repeats: 9,
        reorders: 3,
        longestSegment: 12,
        window: 900
    )

    private static func honest(_ weather: Network.Weather, seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let client = Script(of: .client, messages: 5, using: &generator)
        let server = Script(of: .server, messages: 5, using: &generator)
        var network = Network(
            Gate(ledger: Talk.offered()),
            client: client,
            server: server,
            weather,
            seed: generator.next()
        )
        network.run(rounds: 400)
        let isDone = network.isDone
        #expect(isDone, "\(generator): not everything arrived")
        for (end, script) in [(End.client, client), (.server, server)] {
            let reader = Receiver(of: end, reading: network.delivered(from: end), knowing: ["33267"])
            #expect(reader.transfers.isEmpty, "\(generator), from the \(end): \(reader.transfers)")
            #expect(reader.chats == script.chats, "\(generator), from the \(end)")
        }
        let reasons = network.gate.decisions.map(\.reason)
        #expect(!reasons.contains(.refused), "\(generator): refused")
        #expect(!reasons.contains(.slipped), "\(generator): slipped")
        let (counted, sent, areRight) = (
            network.gate.countedPackets, network.sentPackets, network.gate.leavesRightChecksums
        )
        #expect(counted == sent)
        #expect(areRight)
    }

    @Test(arguments: 0..<30 as Range<UInt64>)
    func chatArrivesAndTransfersDoNotOverALossyNetwork(seed: UInt64) throws {
        try Self.honest(Self.lossy, seed: seed)
    }

    @Test(arguments: 0..<12 as Range<UInt64>)
    func chatArrivesAndTransfersDoNotInTinySegments(seed: UInt64) throws {
        try Self.honest(Self.tiny, seed: seed)
    }

    /// A segment that comes behind a lost one rarely has to come again.
    @Test func lossDelaysLittleMoreThanWhatIsLost() {
        var (payloads, deferred) = (0, 0)
        for seed in 0..<12 as Range<UInt64> {
            var generator = SeededGenerator(seed: seed)
            let client = Script(talkingAs: .client, messages: 60, using: &generator)
            let server = Script(talkingAs: .server, messages: 60, using: &generator)
            var network = Network(Gate(), client: client, server: server, Self.losing, seed: generator.next())
            network.run(rounds: 400)
            let isDone = network.isDone
            #expect(isDone, "\(generator): not everything arrived")
            payloads += network.sentPayloads
            deferred += network.gate.decisions.count { $0.reason == .deferred }
        }
        #expect(deferred * 100 < payloads, "\(deferred) of \(payloads) segments")
    }

    @Test(arguments: 0..<30 as Range<UInt64>)
    func noTransferArrivesFromAHostThatSendsAlteredCopies(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let client = Script(of: .client, messages: 5, using: &generator)
        let server = Script(of: .server, messages: 5, using: &generator)
        var weather = seed % 2 == 0 ? Self.lossy : Self.tiny
        weather.alters = 4
        var network = Network(
            Gate(ledger: Talk.offered()),
            client: client,
            server: server,
            weather,
            seed: generator.next()
        )
        network.run(rounds: 150)
        for end in End.allCases {
            let reader = Receiver(of: end, reading: network.delivered(from: end), knowing: ["33267"])
            #expect(reader.transfers.isEmpty, "\(generator), from the \(end): \(reader.transfers)")
        }
    }
}
