import Gateway
import TestSupport
import Testing

/// What reaches the far end of files, pictures and chat that share switchboards over bad networks.
@Suite struct SessionNetworkTests {
    private static let lossy = Network.Weather(losesBefore: 9, losesBehind: 9, repeats: 7, reorders: 3)
    private static let tiny = Network.Weather(
        losesBefore: 12,
        losesBehind: 12,
        repeats: 9,
        reorders: 3,
        longestSegment: 12,
        window: 900
    )

    private static func cross(_ weather: Network.Weather, seed: UInt64, rounds: Int, isHonest: Bool) {
        var generator = SeededGenerator(seed: seed)
        let client = Script(sharingAs: .client, items: 3, using: &generator)
        let server = Script(sharingAs: .server, items: 3, using: &generator)
        var network = Network(Gate(), client: client, server: server, weather, seed: generator.next())
        network.run(rounds: rounds)
        for (end, script) in [(End.client, client), (.server, server)] {
            let sent = Receiver(of: end, reading: script.stream)
            let left = Receiver(
                of: end,
                reading: network.delivered(from: end),
                fileSessions: sent.sessions.fileSessions
            )
            #expect(left.sessions.offers.isEmpty, "\(generator), from the \(end)")
            guard isHonest else { continue }
            // In segments of a few bytes pieces of data pass before it can be told what they are.
            let isStored = weather.longestSegment > 100 && !left.sessions.fileChunks.isEmpty
            #expect(!isStored, "\(generator), from the \(end)")
            #expect(left.chats == script.chats, "\(generator), from the \(end)")
            #expect(
                left.sessions.pictureInvitations == sent.sessions.pictureInvitations,
                "\(generator), from the \(end)"
            )
            let areSame = left.sessions.objectChunks == sent.sessions.objectChunks
            #expect(areSame, "\(generator), pictures from the \(end)")
        }
        guard isHonest else { return }
        let isDone = network.isDone
        #expect(isDone, "\(generator): not everything arrived")
        let reasons = network.gate.decisions.map(\.reason)
        #expect(!reasons.contains(.refused) && !reasons.contains(.slipped), "\(generator): refused")
    }

    @Test(arguments: 0..<16 as Range<UInt64>)
    func picturesArriveAndFilesDoNotOverALossyNetwork(seed: UInt64) {
        Self.cross(Self.lossy, seed: seed, rounds: 400, isHonest: true)
    }

    @Test(arguments: 0..<5 as Range<UInt64>)
    func picturesArriveAndFilesDoNotInTinySegments(seed: UInt64) {
        Self.cross(Self.tiny, seed: seed, rounds: 800, isHonest: true)
    }

    @Test(arguments: 0..<8 as Range<UInt64>)
    func noOfferArrivesFromAHostThatSendsAlteredCopies(seed: UInt64) {
        var weather = seed % 2 == 0 ? Self.lossy : Self.tiny
        weather.alters = 4
        Self.cross(weather, seed: seed, rounds: 150, isHonest: false)
    }
}
