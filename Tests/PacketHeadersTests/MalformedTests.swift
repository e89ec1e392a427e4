import PacketHeaders
import TestSupport
import Testing

/// Every malformed shape has an error of its own.
@Suite struct MalformedTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let name: String
        let error: HeaderError
        let packet: [UInt8]

        init(_ name: String, _ error: HeaderError, _ packet: [UInt8]) {
            self.name = name
            self.error = error
            self.packet = packet
        }

        var testDescription: String { name }
    }

    private static let v4 = PacketBuilder.v4.bytes
    private static let v6 = PacketBuilder.v6.bytes

    private static func v6(_ extensions: ExtensionHeader..., cutTo length: Int? = nil) -> [UInt8] {
        var builder = PacketBuilder.v6
        builder.extensions = extensions
        guard let length else { return builder.bytes }
        return withV6Length(Array(builder.bytes.prefix(40 + length)))
    }

    private static func withV4Length(_ packet: [UInt8]) -> [UInt8] {
        packet.overwriting(at: 2, with: [UInt8](bigEndian: UInt16(packet.count)))
    }

    private static func withV6Length(_ packet: [UInt8]) -> [UInt8] {
        packet.overwriting(at: 4, with: [UInt8](bigEndian: UInt16(packet.count - 40)))
    }

    private static let ipRows = [
        Row("version 0", .unknownVersion, v4.overwriting(at: 0, with: [0x05])),
        Row("version 5", .unknownVersion, v4.overwriting(at: 0, with: [0x55])),
        Row("version 15", .unknownVersion, [0xFF]),
        Row("nothing", .truncatedIPHeader, []),
        Row("IPv4, first byte", .truncatedIPHeader, [0x45]),
        Row("IPv4, 19 bytes", .truncatedIPHeader, Array(v4.prefix(19))),
        Row("IPv6, first byte", .truncatedIPHeader, [0x60]),
        Row("IPv6, 39 bytes", .truncatedIPHeader, Array(v6.prefix(39))),
        Row("IPv4 header of no length", .badIPHeaderLength, v4.overwriting(at: 0, with: [0x40])),
        Row("IPv4 header of 16 bytes", .badIPHeaderLength, v4.overwriting(at: 0, with: [0x44])),
        Row("IPv4 header beyond the total length", .badIPHeaderLength, v4.overwriting(at: 0, with: [0x4F])),
        Row("IPv4 total length 0", .badIPHeaderLength, v4.overwriting(at: 2, with: [0, 0])),
        Row("IPv4 total length 19", .badIPHeaderLength, v4.overwriting(at: 2, with: [0, 19])),
        Row("IPv4 total length one too many", .badTotalLength, v4.overwriting(at: 2, with: [0, 46])),
        Row("IPv4 total length 65535", .badTotalLength, v4.overwriting(at: 2, with: [0xFF, 0xFF])),
        Row("IPv4, last byte missing", .badTotalLength, v4.dropLast()),
        Row("IPv6 payload length one too many", .badTotalLength, v6.overwriting(at: 4, with: [0, 26])),
        Row("IPv6, last byte missing", .badTotalLength, v6.dropLast()),
    ]

    private static let extensionRows = [
        Row("a header where the packet ends", .badExtensionHeaders, v6(.hopByHop, cutTo: 0)),
        Row("half a header", .badExtensionHeaders, v6(.hopByHop, cutTo: 7)),
        Row("a header that runs past the packet", .badExtensionHeaders, v6(.padded(number: 60, units: 2), cutTo: 23)),
        Row("half a fragment header", .badExtensionHeaders, v6(.fragment(), cutTo: 7)),
        Row("half an authentication header", .badExtensionHeaders, v6(.authentication(), cutTo: 23)),
        Row("an authentication header that runs on", .badExtensionHeaders, v6(.authentication(words: 200), cutTo: 60)),
        Row("a second header cut off", .badExtensionHeaders, v6(.hopByHop, .routing, cutTo: 12)),
        Row(
            "nine headers",
            .badExtensionHeaders,
            v6(.hopByHop, .routing, .routing, .routing, .routing, .routing, .routing, .routing, .routing)
        ),
        // The length stands in an option that only a link of such size could need (RFC 2675).
        Row("a jumbogram", .badExtensionHeaders, v6(.hopByHop).overwriting(at: 4, with: [0, 0])),
    ]

    private static let tcpRows = [
        Row("IPv4 header alone", .truncatedTCPHeader, withV4Length(Array(v4.prefix(20)))),
        Row("19 bytes of TCP over IPv4", .truncatedTCPHeader, withV4Length(Array(v4.prefix(39)))),
        Row("IPv6 header alone", .truncatedTCPHeader, withV6Length(Array(v6.prefix(40)))),
        Row("19 bytes of TCP over IPv6", .truncatedTCPHeader, withV6Length(Array(v6.prefix(59)))),
        Row(
            "a TCP header that only link padding completes",
            .truncatedTCPHeader,
            withV4Length(Array(v4.prefix(39))) + [0, 0, 0, 0, 0, 0]
        ),
        Row("TCP header of no length", .badDataOffset, v4.overwriting(at: 32, with: [0x00])),
        Row("TCP header of 16 bytes", .badDataOffset, v4.overwriting(at: 32, with: [0x40])),
        Row("TCP header beyond the segment", .badDataOffset, v4.overwriting(at: 32, with: [0x70])),
        Row("TCP header of 60 bytes over IPv6", .badDataOffset, v6.overwriting(at: 52, with: [0xF0])),
    ]

    @Test(arguments: ipRows + extensionRows + tcpRows)
    func isAnErrorOfItsOwn(row: Row) {
        #expect(throws: row.error) { try Reading(row.packet) }
    }

    @Test func everyErrorHasAShape() {
        let rows = Self.ipRows + Self.extensionRows + Self.tcpRows
        #expect(Set(rows.map(\.error)) == Set(HeaderError.allCases))
    }
}
