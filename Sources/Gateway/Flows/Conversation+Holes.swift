import MSNP
import PacketHeaders

extension Conversation {
    /// Judges a segment behind a hole, which the receiver cannot read yet: it passes, recorded, if nothing in it looks
    /// like a field that a decision will rest on, or if the hole and the segment lie in payload that is only counted;
    /// otherwise TCP must bring it again in order.
    mutating func judgeBehindHole(
        _ packet: inout MutableSpan<UInt8>,
        _ range: Range<Int>,
        at position: SequenceNumber,
        _ own: inout Stream,
        into judgement: inout Judgement,
        in context: inout PacketClassifier.Context
    ) {
        own.holeSince = own.holeSince ?? context.time
        if own.record.overlay(onto: &packet, range, at: position) {
            judgement.note(.alteredCopy)
            judgement.isEdited = true
        }
        let missing = own.record.missing(from: position, count: range.count)
        guard missing > 0 else { return judgement.note(.behindHole) }
        guard own.record.hasRoom(for: missing, within: context.limits),
            own.reaches(position + range.count),
            !mayShowDecidingField(packet.span.extracting(range), at: position, own)
        else {
            judgement.note(.deferred)
            return judgement.isDropped = true
        }
        judgement.note(.behindHole)
        own.record.insert(packet.span.extracting(range), at: position)
    }

    private func mayShowDecidingField(
        _ bytes: Span<UInt8>,
        at position: SequenceNumber,
        _ own: borrowing Stream
    ) -> Bool {
        let hole = own.next?.distance(to: position) ?? 0
        switch connection.outlook(own.direction) {
        case .condemned: return true
        case .harmless(let count) where count >= hole + bytes.count: return false
        case .harmless(let count) where count >= hole:
            let line = bytes.extracting(droppingFirst: count - hole)
            return own.record.wouldShowDecidingField(line, at: position + (count - hole), followsHole: false)
        case .harmless, .open:
            return own.record.wouldShowDecidingField(bytes, at: position, followsHole: true)
        }
    }

    /// Gives up a hole of which the peer has acknowledged what is missing: it has passed where we do not see it.
    ///
    /// Not when the acknowledgement comes, but when the sender goes on behind it: until then the bytes may still come by
    /// here, if they were acknowledged before they were sent, and are judged.
    mutating func closeAcknowledgedHole(
        before position: SequenceNumber,
        _ own: inout Stream,
        into judgement: inout Judgement,
        in context: inout PacketClassifier.Context
    ) {
        while case .followed = standing, let next = own.next, let acknowledged = own.acknowledged,
            next.isBefore(acknowledged), next.isBefore(position)
        {
            var end = position.isBefore(acknowledged) ? position : acknowledged
            if let first = own.record.pieces.first, first.start.isBefore(end) { end = first.start }
            skipUnseen(to: end, &own, into: &judgement, in: &context)
        }
    }

    /// Gives up a hole that nobody can be seen to fill or to acknowledge: where the other direction takes another way,
    /// what is missing here may have taken it too, and waiting would freeze the conversation for us alone.
    mutating func closeOldHole(
        before position: SequenceNumber,
        _ own: inout Stream,
        _ peer: inout Stream,
        into judgement: inout Judgement,
        in context: inout PacketClassifier.Context
    ) {
        guard let since = own.holeSince, own.acknowledged == nil, peer.next == nil,
            context.time - since > context.limits.holeWithoutPeer
        else { return }
        let end = own.record.pieces.first?.start ?? position
        skipUnseen(to: end, &own, into: &judgement, in: &context)
    }

    /// Reads the stream on behind bytes that never came by here, from a new footing.
    mutating func skipUnseen(
        to position: SequenceNumber,
        _ own: inout Stream,
        into judgement: inout Judgement,
        in context: inout PacketClassifier.Context
    ) {
        judgement.note(.unseen)
        connection.skipUnseen(own.direction, count: own.next?.distance(to: position))
        own.skip(to: position)
        while case .followed = standing, let next = own.next,
            let passed = own.record.removeFirst(reachedBy: next)
        {
            readPassed(passed, &own, into: &judgement, in: &context)
        }
    }
}

extension HoleRecord {
    fileprivate func hasRoom(for count: Int, within limits: Limits) -> Bool {
        storedBytes + count <= limits.recordPerDirection && pieces.count < limits.holesPerDirection
    }

    /// Whether a segment, together with what touches it in the record, holds a word that a decision will rest on;
    /// `followsHole` is false if it begins at the beginning of a line.
    fileprivate func wouldShowDecidingField(
        _ bytes: Span<UInt8>,
        at position: SequenceNumber,
        followsHole: Bool
    ) -> Bool {
        let before = pieces.first { $0.end == position }
        if followsHole, LookAhead.mayHoldFileHeader(bytes, behindHole: before?.bytes.count ?? 0) { return true }
        let end = position + bytes.count
        var text: [UInt8] = []
        if let before { text += before.bytes.suffix(LookAhead.longestWord) }
        for index in bytes.indices { text.append(bytes[index]) }
        for piece in pieces where piece.start == end { text += piece.bytes.prefix(LookAhead.longestWord) }
        return LookAhead.findsDecidingField(in: text.span, followsHole: followsHole && before == nil)
    }
}
