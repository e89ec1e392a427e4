extension PeerToPeer.V2 {
    /// The most data bytes of one packet in a switchboard, version 2.
    public static let largestChunk = 1222

    /// A whole message, cut into packets of this packet's kind; only the first keeps its operation and options.
    public func split(_ message: [UInt8], _ cut: Cut = .every(largestChunk)) -> [Self] {
        var packets: [Self] = []
        var sequence = sequence
        for range in cut.ranges(of: message.count) {
            var packet = self
            packet.chunk = Array(message[range])
            packet.sequence = sequence
            packet.kind = range.lowerBound == 0 ? kind | 1 : kind & ~1
            if range.lowerBound > 0 {
                packet.operation = 0
                packet.options = []
            }
            let remaining = message.count - range.upperBound
            packet.dataOptions = remaining > 0 ? [.remaining(UInt64(remaining))] : []
            sequence += packet.partLength
            packets.append(packet)
        }
        return packets
    }

    /// By how much the sequence number of the next packet is higher.
    private var partLength: UInt32 {
        UInt32(chunk.count + (dataOptions.isEmpty ? 8 : 20))
    }

    /// Data of a file.
    public static func file(_ chunk: [UInt8], session: UInt32 = PeerToPeer.session) -> Self {
        Self(chunk, sequence: 0x1000_054B, kind: 7, package: 2, session: session, footer: 2)
    }

    /// Data of a display picture.
    public static func picture(_ chunk: [UInt8], session: UInt32 = PeerToPeer.session) -> Self {
        Self(chunk, sequence: 0x1000_0600, kind: 5, package: 3, session: session, footer: 12)
    }

    /// An acknowledgement up to `sequence`, without data.
    public static func acknowledgement(of sequence: UInt32) -> Self {
        Self(options: [.acknowledgement(sequence)], hasData: false)
    }
}
