import PacketHeaders
import Testing

@Suite struct SequenceNumberTests {
    @Test(
        arguments: [
            ("the same", 5, 5, 0),
            ("one ahead", 5, 6, 1),
            ("one behind", 6, 5, -1),
            ("ahead over the wrap", 0xFFFF_FFFF, 0, 1),
            ("behind over the wrap", 0, 0xFFFF_FFFF, -1),
            ("far ahead over the wrap", 0xFFFF_FF00, 0x100, 0x200),
            ("as far ahead as can be told", 10, 0x8000_0009, 0x7FFF_FFFF),
            ("as far behind as can be told", 0x8000_0009, 10, -0x7FFF_FFFF),
            ("just opposite", 10, 0x8000_000A, -0x8000_0000),
            ("just opposite, the other way", 0x8000_000A, 10, -0x8000_0000),
        ] as [(String, UInt32, UInt32, Int)]
    )
    func distance(name: String, from: UInt32, to: UInt32, expected: Int) {
        let (from, to) = (SequenceNumber(from), SequenceNumber(to))
        #expect(from.distance(to: to) == expected)
        #expect(from.isBefore(to) == (expected > 0))
    }

    @Test(
        arguments: [
            ("nothing", 7, 0, 7),
            ("ahead", 7, 3, 10),
            ("behind", 7, -3, 4),
            ("ahead over the wrap", 0xFFFF_FFFE, 3, 1),
            ("behind over the wrap", 1, -3, 0xFFFF_FFFE),
            ("once around", 7, 0x1_0000_0000, 7),
        ] as [(String, UInt32, Int, UInt32)]
    )
    func sum(name: String, start: UInt32, count: Int, expected: UInt32) {
        #expect((SequenceNumber(start) + count).rawValue == expected)
    }
}
