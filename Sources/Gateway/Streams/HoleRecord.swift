import PacketHeaders

/// The segments that passed behind a hole, kept until the hole is filled and they can be judged in order.
///
/// Invariant: the pieces are sorted, do not overlap, and do not touch (touching ones are joined).
struct HoleRecord {
    struct Piece {
        var start: SequenceNumber
        var bytes: [UInt8]

        var end: SequenceNumber { start + bytes.count }
    }

    private(set) var pieces: [Piece] = []
    /// How many bytes are kept.
    private(set) var storedBytes = 0

    var isEmpty: Bool { pieces.isEmpty }

    /// How many bytes of `range`, which begins at `position`, are not kept yet.
    func missing(from position: SequenceNumber, count: Int) -> Int {
        var missing = count
        for piece in pieces {
            let low = max(0, position.distance(to: piece.start))
            let high = min(count, position.distance(to: piece.end))
            if low < high { missing -= high - low }
        }
        return missing
    }

    /// Writes what passed first over a later copy, which begins at `position` and lies at `range` in the packet; returns
    /// whether the copy said anything else.
    func overlay(onto packet: inout MutableSpan<UInt8>, _ range: Range<Int>, at position: SequenceNumber) -> Bool {
        var isAltered = false
        for piece in pieces {
            let offset = position.distance(to: piece.start)
            let low = max(0, offset)
            let high = min(range.count, offset + piece.bytes.count)
            guard low < high else { continue }
            for index in low..<high where packet[range.lowerBound + index] != piece.bytes[index - offset] {
                packet[range.lowerBound + index] = piece.bytes[index - offset]
                isAltered = true
            }
        }
        return isAltered
    }

    /// Keeps a segment; where it overlaps what is kept, it must say the same, as it does after `overlay`.
    mutating func insert(_ bytes: Span<UInt8>, at position: SequenceNumber) {
        guard bytes.count > 0 else { return }
        let end = position + bytes.count
        // The pieces that overlap or touch the new one are joined with it.
        let low = pieces.firstIndex { $0.end.distance(to: position) <= 0 } ?? pieces.count
        let high = pieces[low...].firstIndex { end.distance(to: $0.start) > 0 } ?? pieces.count
        var joined = Piece(start: position, bytes: [])
        if low < high, pieces[low].start.isBefore(position) {
            joined = Piece(
                start: pieces[low].start,
                bytes: Array(pieces[low].bytes.prefix(pieces[low].start.distance(to: position)))
            )
        }
        for index in bytes.indices { joined.bytes.append(bytes[index]) }
        if low < high, end.isBefore(pieces[high - 1].end) {
            joined.bytes += pieces[high - 1].bytes.suffix(end.distance(to: pieces[high - 1].end))
        }
        for piece in pieces[low..<high] { storedBytes -= piece.bytes.count }
        storedBytes += joined.bytes.count
        pieces.replaceSubrange(low..<high, with: [joined])
    }

    /// Takes out the first piece if it begins at or before `position`; what lies before `position` is cut off.
    mutating func removeFirst(reachedBy position: SequenceNumber) -> [UInt8]? {
        guard let first = pieces.first, !position.isBefore(first.start) else { return nil }
        pieces.removeFirst()
        storedBytes -= first.bytes.count
        return Array(first.bytes.dropFirst(max(0, first.start.distance(to: position))))
    }

    mutating func removeAll() {
        pieces.removeAll()
        storedBytes = 0
    }
}
