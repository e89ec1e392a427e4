import Foundation
import PacketHeaders
import TestSupport
import Testing

/// An offer in fragments is judged as the packet that they are parts of, and that packet leaves in their place.
@Suite struct FragmentTests {
    let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
    }

    private static let cuts: [Row<[Int]>] = [
        Row("before the GUID's last digit", [tellingEight]),
        Row("behind the GUID's last digit", [tellingEight + 8]),
        Row("in three", [24, tellingEight]),
        Row("eight bytes each behind the TCP header", Array(stride(from: 24, to: 20 + Examples.e12.count, by: 8))),
    ]

    /// In IPv6 such a first fragment is left alone.
    private static let cutsOfV4 = [
        Row("in the TCP header", [8]),
        Row("eight bytes each", Array(stride(from: 8, to: 20 + Examples.e12.count, by: 8))),
    ]

    /// The multiple of eight before the GUID's last digit, in the content of the packet.
    private static let tellingEight: Int = {
        let guid = "{5D3E02AB-6190-11d3-BBBB-00C04F795683}"
        let end = Examples.e12.firstRange(ofText: guid)?.upperBound ?? 0
        return (20 + end - 2) & ~7
    }()

    @Test(arguments: cuts.flatMap { [($0, false), ($0, true)] } + cutsOfV4.map { ($0, false) })
    func leavesAsIfItHadNeverBeenCut(cut: Row<[Int]>, isV6: Bool) throws {
        let offer = FragmentedOffer(isV6: isV6, cutAt: cut.value)
        let expected = try written(offer.whole)
        #expect(expected.output[offer.offer] != offer.packets[offer.offer].bytes)
        for fragments in [offer.fragments, offer.fragments.reversed()] {
            let seen = try written(offer.capture(fragments))
            #expect(seen.output == expected.output)
            #expect(seen.bytes == expected.bytes)
            for packet in seen.output { #expect(try isIntact(packet)) }
            let shift = fragments.count - 1
            #expect(try decisions(seen.run) == decisions(expected.run).map { $0.shifted(by: shift, from: offer.offer) })
        }
    }

    @Test func eachFragmentHasALineAndThePacketTheLast() throws {
        let offer = FragmentedOffer(cutAt: [24, 64])
        let path = try directory.write(offer.capture(offer.fragments), to: "in.pcap")
        let run = try StileRun(["replay", "--format", "json", "--all", path])
        let lines = try decisions(run)
        #expect(lines.map(\.packet) == Array(1...(offer.packets.count + 2)))
        let three = Array(lines[offer.offer..<(offer.offer + 3)])
        #expect(three.map(\.verdict) == ["accept", "accept", "edit"])
        #expect(three.map(\.reason) == ["fragment", "fragment", "transfer"])
        #expect(three.map(\.transfers) == [0, 0, 1])
        #expect(try fates(run) == ["held": 2, "completing": 1])
        // Nothing that is not read yet is worth a line for itself.
        // The packet that brings the offer, and the transfer as a whole.
        #expect(try StileRun(["replay", path]).lines.count == 2)
    }

    @Test func whatIsNeverWholeNeverLeaves() throws {
        let offer = FragmentedOffer(cutAt: [24, 64])
        let seen = try written(offer.capture(Array(offer.fragments.dropLast())))
        var others = offer.packets.map(\.bytes)
        others.remove(at: offer.offer)
        #expect(seen.output.prefix(offer.offer) == others.prefix(offer.offer))
        #expect(!seen.output.contains { $0.firstRange(ofText: "Application-GUID") != nil })
        #expect(try fates(seen.run) == ["held": 2, "unfinished": 2])
    }

    /// Connection tracking does not take it, so it goes on unread; the rest is held, and no receiver has the packet.
    @Test func aFirstFragmentOfIPv6WithoutItsHeadersIsJudgedAlone() throws {
        let offer = FragmentedOffer(isV6: true, cutAt: [16])
        let seen = try written(offer.capture(offer.fragments))
        #expect(seen.output[offer.offer] == offer.fragments[0])
        #expect(!seen.output.contains { $0.firstRange(ofText: "Application-GUID") != nil })
        #expect(try fates(seen.run) == ["held": 1, "headers_cut": 1, "unfinished": 1])
    }

    @Test func contradictingFragmentsAreDropped() throws {
        let offer = FragmentedOffer(cutAt: [64])
        let overlap = offer.cutter.fragment(32..<96)
        let seen = try written(offer.capture([offer.fragments[0], overlap, offer.fragments[1]]))
        let dropped = try decisions(seen.run).first { $0.packet == offer.offer + 2 }
        #expect(dropped?.verdict == "drop")
        #expect(dropped?.reason == "fragment")
        #expect(try fates(seen.run) == ["held": 2, "overlapping": 1, "discarded": 1, "unfinished": 1])
    }

    /// A kernel drops a packet with a bad header checksum before it looks for fragments, so its bytes are no first copy.
    @Test func aFragmentWithABadChecksumCountsForNothing() throws {
        let offer = FragmentedOffer(cutAt: [Self.tellingEight])
        let harmless = [UInt8](repeating: 0x20, count: offer.cutter.content.count - Self.tellingEight)
        let place = Self.tellingEight..<offer.cutter.content.count
        var chaff = offer.cutter.fragment(place, bytes: harmless)
        chaff[10] ^= 0x55
        let seen = try written(offer.capture([chaff] + offer.fragments))
        #expect(seen.output == (try written(offer.whole)).output)
        #expect(try fates(seen.run) == ["bad_checksum": 1, "held": 1, "completing": 1])
        let path = try directory.write(offer.capture([chaff] + offer.fragments), to: "in.pcap")
        let trusting = try StileRun(["replay", "--format", "json", "--checksums", "trust", path])
        #expect(try fates(trusting) == ["held": 2, "completing": 1, "unfinished": 1])
    }

    @Test func theFrameMayBeLongerThanAnyBefore() throws {
        let offer = FragmentedOffer(cutAt: [160])
        let capture = offer.capture(offer.fragments, snapLength: 200)
        let seen = try written(capture)
        #expect(seen.output == (try written(offer.whole)).output)
        #expect(
            seen.bytes[16..<20] == [UInt8](bigEndian: UInt32(14 + 20 + offer.cutter.content.count).byteSwapped)[...]
        )
    }

    /// The last fragment's link layer header goes before the packet, and padding behind it is left out.
    @Test func theLinkLayerIsThatOfTheLastFragment() throws {
        let offer = FragmentedOffer(cutAt: [320])
        let last = offer.fragments[1]
        let tagged = { (packet: [UInt8]) in
            let tag: [UInt8] = packet == last ? [0x81, 0, 0, 7] : []
            return [UInt8](repeating: 2, count: 12) + tag + [0x08, 0x00] + packet
                + (packet == last ? [0xEE, 0xEE] : [])
        }
        let seen = try written(offer.capture(offer.fragments, link: tagged))
        #expect(seen.output == (try written(offer.whole)).output)
        #expect(seen.bytes.firstRange(of: [0x81, 0, 0, 7, 0x08, 0x00, 0x45]) != nil)
        #expect(seen.bytes.firstRange(of: [0xEE, 0xEE]) == nil)
    }

    private func written(_ capture: [UInt8]) throws -> (run: StileRun, output: [[UInt8]], bytes: [UInt8]) {
        let path = try directory.write(capture, to: "capture.pcap")
        let run = try StileRun(["replay", "--format", "json", "--write", directory.file("written.pcap"), path])
        #expect(run.status == 0)
        #expect(run.errors.isEmpty)
        return (run, try packets(in: directory.file("written.pcap")), try directory.read("written.pcap"))
    }

    /// Whether a receiver takes the packet.
    private func isIntact(_ packet: [UInt8]) throws -> Bool {
        let header = try IPHeader(parsing: packet.span)
        let segment = try TCPSegment(parsing: packet.span, behind: header)
        return segment.checksumState(in: packet.span) == .right
    }

    /// What a run says of fragments, zeros left out.
    private func fates(_ run: StileRun) throws -> [String: Int] {
        let line = try #require(run.lines.last)
        let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: [String: Any]]
        let fates = try #require(object?["summary"]?["fragments"] as? [String: Int])
        return fates.filter { $0.value != 0 }
    }

    /// One decision of a JSON report.
    private struct Line: Equatable {
        var packet: Int
        let verdict: String?
        let reason: String?
        let transfers: Int?

        func shifted(by count: Int, from frame: Int) -> Line {
            var line = self
            if packet > frame { line.packet += count }
            return line
        }
    }

    private func decisions(_ run: StileRun) throws -> [Line] {
        try run.lines.dropLast().compactMap { line in
            let object = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
            // Whole transfers come behind the packets.
            guard object["transfer"] == nil else { return nil }
            return Line(
                packet: try #require(object["packet"] as? Int),
                verdict: object["verdict"] as? String,
                reason: object["reason"] as? String,
                transfers: (object["transfers"] as? [Any])?.count
            )
        }
    }
}
