import PacketCapture
import TestSupport
import Testing

/// A frame, and what the reader must find in it.
struct LinkLayerRow: CustomTestStringConvertible {
    let testDescription: String
    let linkType: UInt32
    let frame: FrameBytes
    let content: FrameContent

    init(_ name: String, _ linkType: UInt32, _ bytes: [UInt8], wire: Int? = nil, _ content: FrameContent) {
        testDescription = name
        self.linkType = linkType
        frame = FrameBytes(bytes, originalLength: wire)
        self.content = content
    }
}

private let ethernetRows = [
    LinkLayerRow("IPv4", 1, ethernet(0x08, 0x00) + ipv4(length: 40), .packet(14..<54)),
    LinkLayerRow("IPv6", 1, ethernet(0x86, 0xDD) + ipv6(length: 60), .packet(14..<74)),
    LinkLayerRow("one VLAN tag", 1, ethernet(0x81, 0, 0, 7, 0x08, 0x00) + ipv4(length: 40), .packet(18..<58)),
    LinkLayerRow("a priority tag", 1, ethernet(0x81, 0, 0xE0, 0, 0x86, 0xDD) + ipv6(length: 41), .packet(18..<59)),
    LinkLayerRow(
        "802.1ad and 802.1Q tags",
        1,
        ethernet(0x88, 0xA8, 0, 1, 0x81, 0, 0, 2, 0x08, 0x00) + ipv4(length: 40),
        .packet(22..<62)
    ),
    LinkLayerRow(
        "three tags, the outer one of old",
        1,
        ethernet(0x91, 0, 0, 1, 0x81, 0, 0, 2, 0x81, 0, 0, 3, 0x08, 0x00) + ipv4(length: 40),
        .packet(26..<66)
    ),
    LinkLayerRow("ARP", 1, ethernet(0x08, 0x06) + [UInt8](repeating: 0, count: 28), .notIP),
    LinkLayerRow("ARP in a VLAN", 1, ethernet(0x81, 0, 0, 7, 0x08, 0x06, 0, 1), .notIP),
    LinkLayerRow("802.3 length", 1, ethernet(0x00, 0x26) + [UInt8](repeating: 0x42, count: 38), .notIP),
    LinkLayerRow("empty", 1, [], .notIP),
    LinkLayerRow("a runt", 1, Array(ethernet(0x08, 0x00).dropLast()), .notIP),
    LinkLayerRow("a tag that ends the frame", 1, ethernet(0x81, 0x00, 0), .notIP),
    LinkLayerRow("a header and nothing more", 1, ethernet(0x08, 0x00), .packet(14..<14)),
]

private let otherLinkRows = [
    LinkLayerRow(
        "cooked v1",
        113,
        [0, 0, 0, 1, 0, 6] + [UInt8](repeating: 2, count: 8) + [0x08, 0x00] + ipv4(length: 40),
        .packet(16..<56)
    ),
    LinkLayerRow(
        "cooked v1 with a VLAN tag",
        113,
        [UInt8](repeating: 0, count: 14) + [0x81, 0, 0, 9, 0x86, 0xDD] + ipv6(length: 44),
        .packet(20..<64)
    ),
    LinkLayerRow("cooked v1 ARP", 113, [UInt8](repeating: 0, count: 14) + [0x08, 0x06], .notIP),
    LinkLayerRow("cooked v1, short", 113, [UInt8](repeating: 0, count: 15), .notIP),
    LinkLayerRow(
        "cooked v2",
        276,
        [0x08, 0x00] + [UInt8](repeating: 0, count: 18) + ipv4(length: 40),
        .packet(20..<60)
    ),
    LinkLayerRow(
        "cooked v2 with a VLAN tag",
        276,
        [0x81, 0] + [UInt8](repeating: 0, count: 18) + [0, 9, 0x08, 0x00] + ipv4(length: 40),
        .packet(24..<64)
    ),
    LinkLayerRow("cooked v2 ARP", 276, [0x08, 0x06] + [UInt8](repeating: 0, count: 46), .notIP),
    LinkLayerRow("raw IP, file number", 101, ipv4(length: 40), .packet(0..<40)),
    LinkLayerRow("raw IP, BSD number", 12, ipv6(length: 50), .packet(0..<50)),
    LinkLayerRow("raw IP, BSD/OS number", 14, ipv4(length: 40), .packet(0..<40)),
    LinkLayerRow("raw IPv4", 228, ipv4(length: 40), .packet(0..<40)),
    LinkLayerRow("raw IPv6", 229, ipv6(length: 40), .packet(0..<40)),
    LinkLayerRow("BSD loopback, little-endian", 0, [2, 0, 0, 0] + ipv4(length: 40), .packet(4..<44)),
    LinkLayerRow("BSD loopback, big-endian", 0, [0, 0, 0, 30] + ipv6(length: 50), .packet(4..<54)),
    LinkLayerRow("BSD loopback, AppleTalk", 0, [16, 0, 0, 0, 1, 2], .notIP),
    LinkLayerRow("OpenBSD loopback", 108, [0, 0, 0, 24] + ipv6(length: 50), .packet(4..<54)),
    LinkLayerRow("OpenBSD loopback, short", 108, [0, 0, 0], .notIP),
]

private let lengthRows = [
    LinkLayerRow(
        "Ethernet padding is no packet",
        1,
        ethernet(0x08, 0) + ipv4(length: 46, claiming: 40),
        .packet(14..<54)
    ),
    LinkLayerRow("padding behind IPv6", 101, ipv6(length: 60, claiming: 12), .packet(0..<52)),
    LinkLayerRow("claims more than there was: malformed", 101, ipv4(length: 40, claiming: 41), .packet(0..<40)),
    LinkLayerRow("claims more than there was, IPv6", 101, ipv6(length: 60, claiming: 21), .packet(0..<60)),
    LinkLayerRow("claims less than a header", 101, ipv4(length: 40, claiming: 19), .packet(0..<40)),
    LinkLayerRow("no length yet: segmentation offload", 101, ipv4(length: 60, claiming: 0), .packet(0..<60)),
    LinkLayerRow("no length: jumbogram", 101, ipv6(length: 60, claiming: 0), .packet(0..<60)),
    LinkLayerRow("of no known version", 101, [0x15, 0, 0, 1] + ipv4(length: 40), .packet(0..<44)),
    LinkLayerRow("shorter than a header", 101, Array(ipv4(length: 40).prefix(19)), .packet(0..<19)),
    LinkLayerRow("cut in the packet", 1, ethernet(0x08, 0) + ipv4(length: 40, claiming: 100), wire: 114, .cut),
    LinkLayerRow("cut in the packet, IPv6", 101, ipv6(length: 60, claiming: 61), wire: 101, .cut),
    LinkLayerRow("cut in the IP header", 101, Array(ipv4(length: 40).prefix(10)), wire: 40, .cut),
    LinkLayerRow("cut in the Ethernet header", 1, Array(ethernet(0x08, 0).prefix(9)), wire: 60, .cut),
    LinkLayerRow("cut, and the length unknown", 101, ipv4(length: 60, claiming: 0), wire: 61, .cut),
    LinkLayerRow(
        "cut behind the packet, in the padding",
        1,
        ethernet(0x08, 0) + ipv4(length: 40),
        wire: 60,
        .packet(14..<54)
    ),
    LinkLayerRow("cut, but no IP", 1, ethernet(0x08, 0x06), wire: 60, .notIP),
]

@Suite struct LinkLayerTests {
    @Test(arguments: ethernetRows + otherLinkRows + lengthRows)
    func findsThePacket(_ row: LinkLayerRow) throws {
        let directory = try TemporaryDirectory()
        let path = try directory.write(CaptureBytes.pcap([row.frame], linkType: row.linkType), to: "a.pcap")
        let (frames, error) = readAll(path)
        #expect(error == nil)
        #expect(frames.map(\.content) == [row.content])
        #expect(frames.map(\.bytes) == [row.frame.bytes])
    }
}
