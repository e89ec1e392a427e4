import TestSupport
import Testing

@testable import MSNP

/// What a reader knows of its stream when it is put to rest, it knows when it is woken in the place of another.
@Suite struct RestingReaderTests {
    private static let known: [Row<@Sendable (inout StreamReader) -> Void>] = [
        Row("nothing", { _ in }),
        Row("who writes", { $0.side = .server }),
        Row("that this is a guess", { $0.sideIsGuessed = true }),
        Row("that it was announced", { $0.isAnnounced = true }),
        Row("that it is MSNP", { $0.state = .line }),
        Row("that it is foreign", { $0.state = .foreign }),
        Row("how long it has been foreign", { $0.foreignBytes = 300 }),
        Row("that it has been foreign for long", { $0.foreignBytes = StreamReader.maximumMonologue }),
        Row("that its footing is a guess", { $0.trust = .provisional(speaks: false) }),
        Row("that it has begun with that footing", { $0.trust = .provisional(speaks: true) }),
        Row("that its footing was none", { $0.trust = .disproved }),
        Row("where HTTP may begin", { $0.httpLines = .everywhere }),
        Row("that bytes of it were not seen", { $0.hasGap = true }),
        Row("that messages may have begun unseen", { $0.hasMissed = true }),
    ]

    @Test(arguments: known)
    func isKnownAfterRest(row: Row<@Sendable (inout StreamReader) -> Void>) {
        var reader = StreamReader(side: .client, isGuessed: false)
        row.value(&reader)
        // One that knows nothing of what the other does, and all that it does not.
        var other = StreamReader(side: reader.side.other, isGuessed: !reader.sideIsGuessed)
        other.isAnnounced = !reader.isAnnounced
        other.state = reader.isForeign ? .line : .foreign
        other.foreignBytes = 77
        other.trust = reader.trust == .disproved ? .proven : .disproved
        other.httpLines = reader.httpLines == .everywhere ? .first : .everywhere
        other.hasGap = !reader.hasGap
        other.hasMissed = !reader.hasMissed
        RestingReader(&reader).wake(&other)
        #expect(Self.facts(of: other) == Self.facts(of: reader))
    }

    private static func facts(of reader: StreamReader) -> [String] {
        [
            "\(reader.side)", "guessed \(reader.sideIsGuessed)", "announced \(reader.isAnnounced)", "\(reader.state)",
            "\(reader.foreignBytes)", "\(reader.trust)", "\(reader.httpLines)", "gap \(reader.hasGap)",
            "missed \(reader.hasMissed)",
        ]
    }
}
