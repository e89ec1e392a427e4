import PacketHeaders
import TestSupport
import Testing

/// Fragments in every order, copied and contradicting each other.
@Suite struct FragmentOrderTests {
    /// One fragment to be sent, and what is to become of it.
    struct Step: Sendable {
        let place: Range<Int>
        var isLast: Bool?
        var isAltered = false
        let outcome: Desk.Outcome
    }

    private static func step(
        _ place: Range<Int>,
        _ outcome: Desk.Outcome,
        isLast: Bool? = nil,
        isAltered: Bool = false
    ) -> Step {
        Step(place: place, isLast: isLast, isAltered: isAltered, outcome: outcome)
    }

    private static let orders: [Row<[Step]>] = [
        Row("in order", [step(0..<16, .held), step(16..<32, .held), step(32..<48, .completed)]),
        Row("reversed", [step(32..<48, .held), step(16..<32, .held), step(0..<16, .completed)]),
        Row("the first one last", [step(16..<32, .held), step(32..<48, .held), step(0..<16, .completed)]),
        Row("the middle one last", [step(0..<16, .held), step(32..<48, .held), step(16..<32, .completed)]),
        Row("eight bytes first", [step(0..<8, .held), step(8..<48, .completed)]),
        Row("one byte less than eight last", [step(0..<40, .held), step(40..<48, .completed)]),
        Row("the first one missing", [step(16..<32, .held), step(32..<48, .held)]),
        Row("the middle one missing", [step(0..<16, .held), step(32..<48, .held)]),
        Row("the last one missing", [step(0..<16, .held), step(16..<32, .held)]),
        Row("the only one, and more to come", [step(0..<48, .held, isLast: false)]),
        Row(
            "the same number used again when the packet is whole",
            [step(0..<16, .held), step(16..<48, .completed), step(0..<24, .held), step(24..<48, .completed)]
        ),
        Row(
            "a late copy begins a packet that will never be whole",
            [step(0..<16, .held), step(16..<48, .completed), step(16..<48, .held)]
        ),
    ]

    private static let copies: [Row<[Step]>] = [
        Row("a copy", [step(0..<16, .held), step(0..<16, .refused(.duplicate)), step(16..<48, .completed)]),
        Row(
            "a copy with other bytes: the first ones stay",
            [
                step(0..<16, .held), step(0..<16, .refused(.duplicate), isAltered: true), step(16..<48, .completed),
            ]
        ),
        Row(
            "a copy of a part",
            [step(0..<32, .held), step(8..<24, .refused(.duplicate)), step(32..<48, .completed)]
        ),
        Row(
            "a copy over the seam of two that came in order",
            [step(0..<16, .held), step(16..<32, .held), step(8..<24, .refused(.duplicate)), step(32..<48, .completed)]
        ),
        Row(
            "a copy of the last one",
            [step(16..<48, .held), step(16..<48, .refused(.duplicate)), step(0..<16, .completed)]
        ),
    ]

    /// The packet is given up, so that it takes all fragments anew to make it whole.
    private static let overlaps: [Row<[Step]>] = [
        Row("after", [step(0..<24, .held), step(16..<48, .refused(.overlapping)), step(24..<48, .held)]),
        Row(
            "after, with other bytes",
            [step(0..<24, .held), step(16..<48, .refused(.overlapping), isAltered: true), step(24..<48, .held)]
        ),
        Row("before", [step(16..<48, .held), step(0..<24, .refused(.overlapping)), step(0..<16, .held)]),
        Row("around", [step(16..<24, .held), step(8..<48, .refused(.overlapping)), step(0..<8, .held)]),
        Row(
            "over the seam of two that came in reverse",
            [step(16..<32, .held), step(0..<16, .held), step(8..<24, .refused(.overlapping)), step(32..<48, .held)]
        ),
        Row(
            "between two",
            [step(0..<16, .held), step(32..<48, .held), step(8..<40, .refused(.overlapping)), step(16..<32, .held)]
        ),
        Row(
            "and then all anew",
            [
                step(0..<24, .held), step(16..<48, .refused(.overlapping)), step(0..<24, .held),
                step(24..<48, .completed),
            ]
        ),
    ]

    private static let contradictions: [Row<[Step]>] = [
        Row(
            "an end before the known one",
            [step(32..<48, .held), step(16..<24, .refused(.contradictory), isLast: true)]
        ),
        Row(
            "an end before known bytes",
            [step(24..<40, .held), step(16..<24, .refused(.contradictory), isLast: true)]
        ),
        Row(
            "an end behind the known one",
            [step(16..<24, .held, isLast: true), step(32..<48, .refused(.contradictory))]
        ),
        Row(
            "bytes behind the known end",
            [step(16..<24, .held, isLast: true), step(24..<32, .refused(.contradictory))]
        ),
        Row(
            "bytes behind a copy that says it is the last one",
            [
                step(0..<16, .held), step(16..<32, .held), step(16..<32, .refused(.duplicate), isLast: true),
                step(32..<48, .refused(.contradictory)),
            ]
        ),
    ]

    @Test(arguments: orders + copies + overlaps + contradictions, [FragmentCutter.v4, .v6])
    func meetsEachFragmentAsItShould(row: Row<[Step]>, cutter: FragmentCutter) throws {
        try play(row.value, cutter)
    }

    /// RFC 5722: the packet is given up with everything that was held of it.
    @Test(arguments: overlaps, [FragmentCutter.v4, .v6])
    func anOverlapGivesUpThePacket(row: Row<[Step]>, cutter: FragmentCutter) throws {
        let index = try #require(row.value.firstIndex { $0.outcome == .refused(.overlapping) })
        let desk = try play(Array(row.value.prefix(through: index)), cutter)
        #expect(desk.reassembler.discarded == UInt64(index))
        #expect(desk.reassembler.held == 0)
    }

    private static let brokenV4: [Row<[Step]>] = [
        Row("empty and last", [step(0..<48, .held, isLast: false), step(48..<48, .refused(.empty))]),
        Row("empty in the middle", [step(0..<16, .held), step(16..<16, .refused(.empty)), step(16..<48, .held)]),
        Row("fewer than eight bytes and more to come", [step(0..<7, .refused(.empty)), step(8..<48, .held)]),
        Row("an odd end and more to come: whole eights count", [step(0..<23, .held), step(16..<48, .completed)]),
        Row(
            "a contradiction gives up the packet",
            [
                step(16..<48, .held), step(8..<24, .refused(.contradictory), isLast: true), step(0..<16, .held),
            ]
        ),
    ]

    private static let brokenV6: [Row<[Step]>] = [
        Row(
            "empty in the middle",
            [step(0..<16, .held), step(16..<16, .refused(.empty)), step(16..<48, .completed)]
        ),
        Row("an odd end and more to come", [step(0..<23, .leftAlone(.uneven)), step(24..<48, .held)]),
        Row(
            "an odd end gives up the packet",
            [step(24..<48, .held), step(0..<23, .leftAlone(.uneven)), step(0..<24, .held)]
        ),
        Row(
            "a contradiction is refused alone",
            [
                step(16..<48, .held), step(8..<24, .refused(.contradictory), isLast: true), step(0..<16, .completed),
            ]
        ),
    ]

    @Test(arguments: brokenV4)
    func brokenFragmentsOfIPv4(row: Row<[Step]>) throws {
        try play(row.value, .v4)
    }

    @Test(arguments: brokenV6)
    func brokenFragmentsOfIPv6(row: Row<[Step]>) throws {
        try play(row.value, .v6)
    }

    @discardableResult
    private func play(_ steps: [Step], _ cutter: FragmentCutter) throws -> Desk {
        var desk = Desk()
        for (number, step) in steps.enumerated() {
            let altered = step.isAltered ? cutter.content[step.place].map { ~$0 } : nil
            let packet = cutter.fragment(step.place, isLast: step.isLast, bytes: altered)
            #expect(try desk.add(packet, of: cutter) == step.outcome, "step \(number + 1)")
        }
        return desk
    }
}
