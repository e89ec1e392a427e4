import Gateway
import PacketHeaders
import TestSupport

/// Any bytes as a packet: an error, or headers within its bounds and checksums that agree with a plain sum.
enum HeadersTarget {
    static func run(_ input: [UInt8]) throws(Breach) {
        try checkVerdicts(on: input)
        guard let header = try? IPHeader(parsing: input.span) else { return }
        try require(
            header.payload.lowerBound >= 20 && header.payload.upperBound <= input.count,
            "the payload of IP lies in the packet"
        )
        guard header.content == .tcp, let segment = try? TCPSegment(parsing: input.span, behind: header) else { return }
        try require(
            segment.payload.lowerBound >= header.payload.lowerBound + 20
                && segment.payload.upperBound == header.payload.upperBound,
            "the payload of TCP lies at the end of that of IP"
        )
        try checkSums(of: input, segment, header)
        try checkEdits(of: input, segment, header)
    }

    /// The gate takes every packet, and one that it accepts stays as it was.
    private static func checkVerdicts(on input: [UInt8]) throws(Breach) {
        var limits = Limits()
        limits.flows = 4
        for checksums in [ChecksumTrust.vouched, .unverified, .unverifiedOrOffloaded] {
            var classifier = PacketClassifier(policy: .standard, limits: limits, ledger: TransferLedger(), seed: 1)
            for second in 1...2 {
                var packet = input
                var span = packet.mutableSpan
                let decision = classifier.classify(&span, checksums: checksums, at: .seconds(second))
                try require(decision.verdict != .accept || packet == input, "an accepted packet stays as it was")
            }
        }
    }

    private static func checkSums(of packet: [UInt8], _ segment: TCPSegment, _ header: IPHeader) throws(Breach) {
        let state = segment.checksumState(in: packet.span)
        let isRight =
            internetChecksum(of: pseudoHeader(of: segment, header) + packet[header.payload]) == 0
            && isHeaderRight(packet, header)
        try require((state == .right) == isRight, "checksums are right where a plain sum says so, not \(state)")
    }

    private static func checkEdits(of input: [UInt8], _ segment: TCPSegment, _ header: IPHeader) throws(Breach) {
        var packet = input
        var span = packet.mutableSpan
        segment.clearUrgent(in: &span)
        segment.writeChecksum(into: &span)
        try require(
            (segment.checksumState(in: packet.span) == .right) == isHeaderRight(packet, header),
            "a checksum just written is right"
        )
        let start = header.payload.lowerBound
        let writable = [start + 13, start + 16, start + 17, start + 18, start + 19]
        let changed = packet.indices.filter { packet[$0] != input[$0] && !writable.contains($0) }
        try require(changed.isEmpty, "only flags, checksum and urgent pointer change, not \(changed)")
    }

    private static func isHeaderRight(_ packet: [UInt8], _ header: IPHeader) -> Bool {
        header.checksummedLength.map { internetChecksum(of: Array(packet[..<$0])) == 0 } ?? true
    }

    private static func pseudoHeader(of segment: TCPSegment, _ header: IPHeader) -> [UInt8] {
        [UInt8](segment.source.address) + [UInt8](segment.destination.address) + [0, 6]
            + [UInt8](bigEndian: UInt16(header.payload.count))
    }
}
