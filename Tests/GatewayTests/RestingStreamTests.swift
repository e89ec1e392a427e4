import MSNP
import PacketHeaders
import TestSupport
import Testing

@testable import Gateway

/// What is known of a stream when it is put to rest is known when it is woken in the place of another.
@Suite struct RestingStreamTests {
    private static let greeting = Stream.Greeting(
        windowShift: nil,
        hasTimestamps: false,
        isSigned: false,
        sequence: SequenceNumber(7)
    )

    private static let known: [Row<@Sendable (inout Stream) -> Void>] = [
        Row("nothing", { _ in }),
        Row("where it stands", { $0.begin(at: SequenceNumber(0xFFFF_FFFE)) }),
        Row(
            "what its peer takes",
            {
                $0.begin(at: SequenceNumber(500))
                $0.acknowledge(SequenceNumber(500), window: 70_000, at: .seconds(90))
            }
        ),
        Row(
            "that it has ended",
            {
                $0.begin(at: SequenceNumber(500))
                $0.endOfStream = SequenceNumber(501)
            }
        ),
        Row("the timestamp that came back", { $0.echoed = 5 }),
        Row("when its peer was heard", { $0.heard = .seconds(4000) }),
        Row("its SYN", { $0.greeting = greeting }),
        Row(
            "that windows are shifted",
            {
                $0.greeting = greeting
                $0.greeting?.windowShift = 3
            }
        ),
        Row(
            "that windows might have been shifted",
            {
                $0.greeting = greeting
                $0.greeting?.windowShift = 0
            }
        ),
        Row(
            "that it has timestamps",
            {
                $0.greeting = greeting
                $0.greeting?.hasTimestamps = true
            }
        ),
        Row(
            "that it is signed",
            {
                $0.greeting = greeting
                $0.greeting?.isSigned = true
            }
        ),
    ]

    @Test(arguments: known)
    func isKnownAfterRest(row: Row<@Sendable (inout Stream) -> Void>) {
        var stream = Stream(.originator)
        row.value(&stream)
        let isAtRest = stream.isAtRest
        #expect(isAtRest)
        // One of which all is known.
        var other = Stream(.originator)
        other.begin(at: SequenceNumber(90))
        other.acknowledge(SequenceNumber(90), window: 90, at: .seconds(1))
        other.endOfStream = SequenceNumber(91)
        other.echoed = 90
        other.greeting = Self.greeting
        other.greeting?.windowShift = 9
        other.unseen = (SequenceNumber(1), SequenceNumber(2))
        RestingStream(&stream).wake(&other)
        #expect(Self.facts(of: other) == Self.facts(of: stream))
    }

    private static func facts(of stream: Stream) -> [String] {
        [
            "\(String(describing: stream.next))", "copies \(stream.copies.start) \(stream.copies.end)",
            "\(String(describing: stream.acknowledged))", "\(String(describing: stream.windowEnd))",
            "\(String(describing: stream.endOfStream))", "\(String(describing: stream.echoed))",
            "\(String(describing: stream.greeting))", "\(stream.heard)", "\(String(describing: stream.unseen))",
        ]
    }
}
