import NetfilterQueue
import Testing

@Suite struct QueueRangeTests {
    @Test(
        arguments: [
            ("0", 0...0), ("7", 7...7), ("0:3", 0...3), ("5:5", 5...5), ("65535", 65535...65535), ("0:63", 0...63),
            ("65472:65535", 65472...65535),
        ] as [(String, ClosedRange<UInt16>)]
    )
    func reads(_ text: String, _ numbers: ClosedRange<UInt16>) {
        #expect(QueueRange(text)?.numbers == numbers)
    }

    @Test(arguments: [
        "", ":", "1:", ":1", "3:1", "65536", "0:65536", "-1", "+1", "1:+2", "0x1", "1-2", "1:2:3", " 1", "1 ", "0:64",
        "0:65535", "١",
    ])
    func refuses(_ text: String) {
        #expect(QueueRange(text) == nil)
    }
}
