import TestSupport
import Testing

@testable import MSNP

/// What one packet leaves behind for the next.
@Suite struct PacketReaderTests {
    private static func packet(in message: [UInt8]) throws -> [UInt8] {
        let headers = try #require(message.firstRange(ofText: "\r\n\r\n"))
        return Array(message[headers.upperBound...])
    }

    private static func read(_ packet: [UInt8], with reader: inout PacketReader) {
        reader.begin(.first, count: packet.count, origin: 1)
        var position = 0
        while position < packet.count {
            var events: [StreamEvent] = []
            reader.read(in: packet.span, at: &position, into: &events)
        }
    }

    /// A text without a packet is kept for none; that it was never read to its end does not hold for the next text.
    @Test func aTextOfTwoPacketsIsReadAsOneBehindOneThatWasCutShort() throws {
        var reader = PacketReader()
        reader.beginText(count: 100, origin: 1)
        reader.skipUnseen()
        try Self.read(Self.packet(in: Examples.e22a), with: &reader)
        try Self.read(Self.packet(in: Examples.e22b), with: &reader)
        #expect(reader.message.method == .invite)
        #expect(reader.message.file == "report.txt")
    }
}
