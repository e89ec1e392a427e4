import PacketCapture
import PacketHeaders
import TestSupport

/// A switchboard conversation with an offer of a file and chat behind it, and its capture with the offer in fragments.
struct FragmentedOffer: Sendable {
    let packets: [Conversation.Packet]
    /// Which of the packets makes the offer.
    let offer: Int
    /// The fragments of that one.
    let fragments: [[UInt8]]

    /// Cuts the offer's packet at these positions of its content, which begins with the TCP header.
    init(isV6: Bool = false, cutAt positions: [Int]) {
        var talk =
            isV6
            ? Conversation(client: "[2001:db8::2]:40001", server: "[2001:db8:1::5]:1863") : Conversation()
        talk.handshake()
        talk.client("USR 1 alice@example.com 1.1\r\n")
        talk.server("USR 1 OK alice@example.com Alice\r\n")
        talk.client("CAL 2 bob@example.com\r\n")
        talk.server("CAL 2 RINGING 1\r\nJOI bob@example.com Bob\r\n")
        offer = talk.packets.count
        talk.client(Examples.e12)
        talk.client("MSG 7 N 48\r\nMIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\nhi")
        packets = talk.packets
        fragments = Self.cutter(of: packets[offer].bytes).fragments(cutAt: positions)
    }

    /// What cuts the offer's packet.
    var cutter: FragmentCutter { Self.cutter(of: packets[offer].bytes) }

    private static func cutter(of packet: [UInt8]) -> FragmentCutter {
        FragmentCutter(packet, headerLength: packet[0] >> 4 == 4 ? 20 : 40)
    }

    /// The capture of the conversation as it was sent.
    var whole: [UInt8] { capture([packets[offer].bytes]) }

    /// The capture with these packets in the place of the offer, each behind `link`, all at the time that it has.
    func capture(
        _ replacement: [[UInt8]],
        link: ([UInt8]) -> [UInt8] = ethernet,
        snapLength: UInt32 = 65_535
    ) -> [UInt8] {
        let frames = packets.enumerated().flatMap { index, packet in
            (index == offer ? replacement : [packet.bytes]).map {
                FrameBytes(time: 1_300_000_000_000_000_000 + Int64(index) * 1_000_000, link($0))
            }
        }
        return CaptureBytes.pcap(frames, snapLength: snapLength)
    }
}

/// The packet behind an Ethernet header.
func ethernet(_ packet: [UInt8]) -> [UInt8] {
    [UInt8](repeating: 0x02, count: 12) + (packet[0] >> 4 == 4 ? [0x08, 0x00] : [0x86, 0xDD]) + packet
}

/// The packets of a capture, from the IP header on.
func packets(in path: String) throws -> [[UInt8]] {
    var reader = try CaptureReader(path: path)
    var packets: [[UInt8]] = []
    while try reader.read() {
        guard case .packet(let range) = reader.frame.content else { continue }
        packets.append(Array(reader.frame.bytes[range]))
    }
    return packets
}
