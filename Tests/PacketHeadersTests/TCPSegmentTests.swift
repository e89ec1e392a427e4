import PacketHeaders
import TestSupport
import Testing

@Suite struct TCPSegmentTests {
    private static func segment(_ change: (inout PacketBuilder) -> Void) throws -> TCPSegment {
        var builder = PacketBuilder.v4
        change(&builder)
        return try #require(try Reading(builder.bytes).segment)
    }

    @Test func hasTheFieldsOfItsHeader() throws {
        let segment = try Self.segment {
            $0.sequence = 0x0102_0304
            $0.acknowledgement = 0xFDFC_FBFA
            $0.flags = [.psh, .ack, .urg]
            $0.window = 0xBEEF
            $0.urgentPointer = 0x1234
            $0.options = OptionBytes.timestamps(7)
        }
        #expect(segment.source == "198.51.100.2:40001")
        #expect(segment.destination == "203.0.113.5:1863")
        #expect(segment.sequence == SequenceNumber(0x0102_0304))
        #expect(segment.acknowledgement == SequenceNumber(0xFDFC_FBFA))
        #expect(segment.flags == [.psh, .ack, .urg])
        #expect(segment.window == 0xBEEF)
        #expect(segment.urgentPointer == 0x1234)
        #expect(segment.options.timestamp == 7)
        #expect(segment.payload == 52..<57)
    }

    @Test(
        arguments: [
            (TCPFlags.fin, 0x01), (.syn, 0x02), (.rst, 0x04), (.psh, 0x08), (.ack, 0x10), (.urg, 0x20),
        ] as [(TCPFlags, UInt8)]
    )
    func flagsStandAtTheirBits(flag: TCPFlags, bit: UInt8) throws {
        let packet = PacketBuilder.v4.bytes.overwriting(at: 33, with: [bit])
        #expect(try Reading(packet).segment?.flags == flag)
    }

    @Test(
        arguments: [
            ("a bare acknowledgement", .ack, 0, 100, 100),
            ("five bytes", .ack, 5, 100, 105),
            ("SYN", .syn, 0, 101, 101),
            ("SYN with data, as of a fast open", .syn, 5, 101, 106),
            ("FIN", [.fin, .ack], 0, 100, 101),
            ("FIN behind data", [.fin, .ack], 5, 100, 106),
            ("SYN and FIN, which no honest sender joins", [.syn, .fin], 5, 101, 107),
        ] as [(String, TCPFlags, Int, UInt32, UInt32)]
    )
    func takesItsPartOfSequenceSpace(name: String, flags: TCPFlags, count: Int, payload: UInt32, end: UInt32) throws {
        for shift in [0, 0xFFFF_FF98, 0xFFFF_FF9B] as [UInt32] {
            let segment = try Self.segment {
                $0.sequence = 100 &+ shift
                $0.flags = flags
                $0.payload = [UInt8](repeating: 1, count: count)
            }
            #expect(segment.payloadSequence.rawValue == payload &+ shift)
            #expect(segment.end.rawValue == end &+ shift)
        }
    }
}
