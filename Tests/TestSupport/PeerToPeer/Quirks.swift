extension [PeerToPeer.V1] {
    /// As libpurple 2.7.9 and 2.10.12 send them: the first with length 0 and then again with the right one, the last
    /// with the length of a full packet.
    public var asLibpurpleSends: Self {
        guard var first, let index = indices.last else { return [] }
        first.length = 0
        var packets = self
        if UInt64(packets[index].chunk.count) < UInt64(PeerToPeer.largestChunk), packets[index].session != 0 {
            packets[index].length = UInt32(PeerToPeer.largestChunk)
        }
        return [first] + packets
    }

    /// Every chunk twice, the first copy with other bytes: receivers that place chunks by offset keep the last copy.
    public func precededByDecoys(filledWith letter: UInt8 = UInt8(ascii: "x")) -> Self {
        map { packet in
            var decoy = packet
            decoy.chunk = [UInt8](repeating: letter, count: packet.chunk.count)
            return decoy
        } + self
    }

    /// Every chunk, and a chunk of other bytes over it: receivers that keep the first copy see the true one.
    public func followedByDecoys(filledWith letter: UInt8 = UInt8(ascii: "x")) -> Self {
        self + precededByDecoys(filledWith: letter).prefix(count)
    }
}

extension PeerToPeer {
    /// How many data bytes aMSN puts into one packet.
    public static let chunkOfAMSN = 1152
}
