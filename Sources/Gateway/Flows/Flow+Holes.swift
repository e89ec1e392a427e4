import MSNP
import PacketHeaders

extension Flow {
    /// Judges a segment behind a hole, which the receiver cannot read yet: it passes, recorded, if nothing in it looks
    /// like a field that a decision will rest on; otherwise TCP must bring it again in order.
    mutating func judgeBehindHole(
        _ packet: inout MutableSpan<UInt8>,
        _ range: Range<Int>,
        at position: SequenceNumber,
        _ direction: Connection.Direction,
        into judgement: inout Judgement,
        in context: inout PacketClassifier.Context
    ) {
        let index = Int(direction.rawValue)
        streams[index].holeSince = streams[index].holeSince ?? context.time
        if streams[index].record.overlay(onto: &packet, range, at: position) {
            judgement.note(.alteredCopy)
            judgement.isEdited = true
        }
        let missing = streams[index].record.missing(from: position, count: range.count)
        guard missing > 0 else { return judgement.note(.behindHole) }
        guard streams[index].record.hasRoom(for: missing, within: context.limits),
            !streams[index].record.wouldShowDecidingField(packet.span.extracting(range), at: position)
        else {
            judgement.note(.deferred)
            return judgement.isDropped = true
        }
        judgement.note(.behindHole)
        streams[index].record.insert(packet.span.extracting(range), at: position)
    }

    /// Gives up a hole that nobody can be seen to fill or to acknowledge: where the other direction takes another way,
    /// what is missing here may have taken it too, and waiting would freeze the conversation for us alone.
    mutating func closeOldHole(
        before position: SequenceNumber,
        _ direction: Connection.Direction,
        into judgement: inout Judgement,
        in context: inout PacketClassifier.Context
    ) {
        let index = Int(direction.rawValue)
        guard let since = streams[index].holeSince, isOneSided(direction),
            context.time - since > context.limits.holeWithoutPeer
        else { return }
        let end = streams[index].record.pieces.first?.start ?? position
        skipUnseen(to: end, direction, into: &judgement, in: &context)
    }

    /// Whether nothing has been seen of the other direction.
    private func isOneSided(_ direction: Connection.Direction) -> Bool {
        streams[Int(direction.reversed.rawValue)].next == nil && streams[Int(direction.rawValue)].acknowledged == nil
    }

    /// The peer has acknowledged bytes that never came by here: the stream is read on behind them, from a new footing.
    mutating func skipUnseen(
        to position: SequenceNumber,
        _ direction: Connection.Direction,
        into judgement: inout Judgement,
        in context: inout PacketClassifier.Context
    ) {
        let index = Int(direction.rawValue)
        judgement.note(.unseen)
        connection.skipUnseen(direction)
        streams[index].skip(to: position)
        while case .followed = standing, let next = streams[index].next,
            let passed = streams[index].record.removeFirst(reachedBy: next)
        {
            readPassed(passed, direction, into: &judgement, in: &context)
        }
    }
}

extension HoleRecord {
    fileprivate func hasRoom(for count: Int, within limits: Limits) -> Bool {
        storedBytes + count <= limits.recordPerDirection && pieces.count < limits.holesPerDirection
    }

    /// Whether a segment, together with what touches it in the record, holds a word that a decision will rest on.
    fileprivate func wouldShowDecidingField(_ bytes: Span<UInt8>, at position: SequenceNumber) -> Bool {
        let end = position + bytes.count
        var text: [UInt8] = []
        for piece in pieces where piece.end == position { text += piece.bytes.suffix(LookAhead.longestWord) }
        for index in bytes.indices { text.append(bytes[index]) }
        for piece in pieces where piece.start == end { text += piece.bytes.prefix(LookAhead.longestWord) }
        return LookAhead.findsDecidingField(in: text.span, followsHole: !pieces.contains { $0.end == position })
    }
}
