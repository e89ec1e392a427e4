import PacketHeaders
import TestSupport
import Testing

@Suite struct TCPOptionsTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let name: String
        let bytes: [UInt8]
        var shift: UInt8?
        var timestamp: UInt32?
        var echo: UInt32?
        var isSigned = false

        var testDescription: String { name }
    }

    private static let stamp = OptionBytes.timestamps(0x0102_0304, echo: 9)

    @Test(arguments: [
        Row(name: "none", bytes: []),
        Row(name: "only filling", bytes: [1, 1, 1, 0]),
        Row(name: "window shift", bytes: OptionBytes.windowScale(7), shift: 7),
        Row(name: "no window shift", bytes: OptionBytes.windowScale(0), shift: 0),
        Row(name: "largest window shift", bytes: OptionBytes.windowScale(14), shift: 14),
        Row(name: "a shift beyond 14 counts as 14", bytes: OptionBytes.windowScale(255), shift: 14),
        Row(name: "timestamps", bytes: [1, 1] + stamp, timestamp: 0x0102_0304, echo: 9),
        Row(name: "timestamps alone", bytes: stamp, timestamp: 0x0102_0304, echo: 9),
        Row(name: "MD5 signature", bytes: OptionBytes.signature, isSigned: true),
        Row(name: "authentication", bytes: OptionBytes.authentication, isSigned: true),
        Row(
            name: "those of a usual SYN",
            bytes: OptionBytes.maximumSegmentSize(1460) + OptionBytes.selectiveAcknowledgementPermitted + stamp
                + OptionBytes.noOperation + OptionBytes.windowScale(9),
            shift: 9,
            timestamp: 0x0102_0304,
            echo: 9
        ),
        Row(name: "one that nobody knows", bytes: [254, 6, 3, 3, 8, 8] + OptionBytes.windowScale(3), shift: 3),
        Row(name: "nothing counts behind the end", bytes: [0] + OptionBytes.signature),
        Row(
            name: "a length of 0 ends them",
            bytes: OptionBytes.windowScale(3) + [8, 0] + OptionBytes.signature,
            shift: 3
        ),
        Row(
            name: "a length of 1 ends them",
            bytes: OptionBytes.windowScale(3) + [8, 1] + OptionBytes.signature,
            shift: 3
        ),
        Row(
            name: "a length beyond the header ends them",
            bytes: OptionBytes.windowScale(3) + [8, 10, 1, 2, 3],
            shift: 3
        ),
        Row(name: "a kind without a length", bytes: [1, 1, 1, 19]),
        Row(name: "a window shift of the wrong length", bytes: [3, 4, 7, 7]),
        Row(name: "a bare window shift", bytes: [3, 2, 1, 1]),
        Row(name: "timestamps of the wrong length", bytes: [8, 6, 1, 2, 3, 4]),
        Row(name: "the last of two shifts", bytes: OptionBytes.windowScale(2) + OptionBytes.windowScale(5), shift: 5),
    ])
    func reads(row: Row) throws {
        for var builder in [PacketBuilder.v4, PacketBuilder.v6] {
            builder.options = row.bytes
            let options = try #require(try Reading(builder.bytes).segment).options
            #expect(options.windowShift == row.shift)
            #expect(options.timestamp == row.timestamp)
            #expect(options.timestampEcho == row.echo)
            #expect(options.isSigned == row.isSigned)
        }
    }
}
