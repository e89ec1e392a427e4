/// One of the ways in which receivers put the chunks of a message together.
struct Reading: Hashable, Sendable {
    /// What happens to a byte that comes twice.
    enum Placement: CaseIterable, Sendable {
        case firstCopy
        case lastCopy
        /// Chunks are joined as they come; their offsets are not looked at.
        case appended
    }

    let placement: Placement
    /// Whether the length in the header is believed if it is less than what came.
    let trustsLength: Bool
    /// Whether a chunk at the start begins the message anew.
    let beginsAnew: Bool

    static let all: [Reading] = Placement.allCases.flatMap { placement in
        [false, true].flatMap { trusts in
            [false, true].map { Reading(placement: placement, trustsLength: trusts, beginsAnew: $0) }
        }
    }
}

/// The packets of one message that have come so far.
struct PeerAssembly: Sendable {
    private var packets: [PeerPacket] = []
    private var lastStart = 0
    /// How many bytes came in all, and how far the farthest of them reaches.
    private var count = 0
    private var reach = 0
    /// Whether a packet came that says nothing follows it.
    private var hasLast = false

    /// More than any session text has, and less than a hostile header could ask for.
    private static let mostBytes = 1 << 17
    private static let mostPackets = 4096

    private struct Piece {
        let offset: Int
        let chunk: ArraySlice<UInt8>
        var end: Int { offset + chunk.count }
    }

    mutating func add(_ packet: PeerPacket) {
        if packets.count == Self.mostPackets { self = PeerAssembly() }
        if packet.isAtStart { lastStart = packets.count }
        packets.append(packet)
        let length = max(packet.chunk.count, packet.claimedChunk.count)
        count += length
        switch packet.place {
        case .offset(let offset, _): reach = max(reach, min(offset, Self.mostBytes) + length)
        case .remaining(let remaining, _): hasLast = hasLast || remaining == 0
        }
    }

    /// Whether any reading at all could find the end: without this a text in single bytes would be put together anew
    /// at each of them.
    private var mayBeComplete: Bool {
        guard let total = Self.total(of: packets[...]) else { return false }
        return hasLast || max(count, reach) >= total
    }

    /// The message by every reading that finds its end, with that reading.
    var texts: [(reading: Reading, text: [UInt8])] {
        guard mayBeComplete else { return [] }
        return Reading.all.compactMap { reading in text(reading).map { (reading, $0) } }
    }

    /// The message by this reading; nil while its end has not come.
    ///
    /// Real clients take a message for complete when a chunk reaches its end; bytes that are missing are zero here.
    private func text(_ reading: Reading) -> [UInt8]? {
        let packets = packets[(reading.beginsAnew ? lastStart : 0)...]
        guard let total = Self.total(of: packets) else { return nil }
        let pieces = packets.compactMap { Self.piece(of: $0, total: total, trusts: reading.trustsLength) }
        switch reading.placement {
        case .appended:
            let text = pieces.flatMap(\.chunk)
            return text.count >= total ? text : nil
        case .firstCopy:
            return Self.placed(pieces.reversed(), total: total)
        case .lastCopy:
            return Self.placed(pieces, total: total)
        }
    }

    /// The size of the message by its last packet, or in version 2 by its last first one.
    private static func total(of packets: ArraySlice<PeerPacket>) -> Int? {
        for packet in packets.reversed() {
            switch packet.place {
            case .offset(_, let total): return total
            case .remaining(let count, isFirst: true): return min(count, mostBytes) + packet.chunk.count
            case .remaining(_, isFirst: false): continue
            }
        }
        return nil
    }

    private static func piece(of packet: PeerPacket, total: Int, trusts: Bool) -> Piece? {
        let chunk = trusts ? packet.claimedChunk : packet.chunk[...]
        let offset =
            switch packet.place {
            case .offset(let offset, _): offset
            case .remaining(let count, _): max(total - min(count, mostBytes) - packet.chunk.count, 0)
            }
        return offset < mostBytes ? Piece(offset: offset, chunk: chunk) : nil
    }

    /// Later pieces over earlier ones.
    private static func placed(_ pieces: [Piece], total: Int) -> [UInt8]? {
        let end = pieces.map(\.end).max() ?? 0
        guard end >= total else { return nil }
        var text = [UInt8](repeating: 0, count: end)
        for piece in pieces { text.replaceSubrange(piece.offset..<piece.end, with: piece.chunk) }
        return text
    }
}

extension PeerPacket {
    /// As much as the header owns to: of the footer too, if it says so.
    fileprivate var claimedChunk: ArraySlice<UInt8> {
        let footer = footer.map { [UInt8](bigEndian: $0) } ?? []
        return (chunk + footer).prefix(claimedCount)
    }

    fileprivate var isAtStart: Bool {
        switch place {
        case .offset(let offset, _): offset == 0
        case .remaining(_, let isFirst): isFirst
        }
    }
}
