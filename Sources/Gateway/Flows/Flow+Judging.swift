import MSNP
import PacketHeaders

extension Flow {
    /// Judges one segment of the flow, and edits its packet in place where that is the judgement.
    mutating func judge(
        _ packet: inout MutableSpan<UInt8>,
        _ segment: TCPSegment,
        into judgement: inout Judgement,
        in context: inout PacketClassifier.Context
    ) {
        lastSeen = context.time
        if reopen(segment, direction(of: segment)) { return }
        switch standing {
        case .released:
            judgement.note(.released)
            judgement.mark = .release
        case .condemned(let part):
            condemn(segment, part, into: &judgement)
        case .refused(let part):
            refuse(&packet, segment, part, into: &judgement)
        case .followed:
            follow(&packet, segment, into: &judgement, in: &context)
        }
    }

    /// A flow that carries nothing but a file: nothing passes but a bare reset, which tells the other end the same.
    private func condemn(_ segment: TCPSegment, _ part: Judgement.Part, into judgement: inout Judgement) {
        judgement.note(part, for: .condemned)
        judgement.isDropped = !(segment.flags.contains(.rst) && segment.payload.isEmpty)
    }

    /// A flow to be reset: the rule that answers the mark may be missing, so nothing readable passes either.
    private func refuse(
        _ packet: inout MutableSpan<UInt8>,
        _ segment: TCPSegment,
        _ part: Judgement.Part,
        into judgement: inout Judgement
    ) {
        judgement.note(part, for: .refused)
        guard !segment.flags.contains(.rst) else { return judgement.isDropped = !segment.payload.isEmpty }
        for index in segment.payload { packet[index] = 0 }
        judgement.isEdited = !segment.payload.isEmpty
        judgement.mark = .reset
    }

    private mutating func follow(
        _ packet: inout MutableSpan<UInt8>,
        _ segment: TCPSegment,
        into judgement: inout Judgement,
        in context: inout PacketClassifier.Context
    ) {
        let direction = direction(of: segment)
        if let refusal = refusal(of: segment, direction), !segment.payload.isEmpty {
            judgement.note(refusal)
            return judgement.isDropped = true
        }
        synchronize(segment, direction)
        if segment.flags.contains(.urg) {
            segment.clearUrgent(in: &packet)
            judgement.note(.urgent)
            judgement.isEdited = true
        }
        if !segment.payload.isEmpty {
            judgePayload(&packet, segment, direction, into: &judgement, in: &context)
        }
        acknowledge(segment, direction, into: &judgement, in: &context)
        if canBeReleased, case .followed = standing { standing = .released }
    }

    private mutating func judgePayload(
        _ packet: inout MutableSpan<UInt8>,
        _ segment: TCPSegment,
        _ direction: Connection.Direction,
        into judgement: inout Judgement,
        in context: inout PacketClassifier.Context
    ) {
        let index = Int(direction.rawValue)
        let start = segment.payloadSequence
        if isBeforeBeginning(start, streams[index]) {
            streams[index].begin(at: start)
            connection.skipUnseen(direction)
        }
        closeOldHole(before: start, direction, into: &judgement, in: &context)
        guard let next = streams[index].next else { return }
        let ahead = next.distance(to: start)
        if ahead <= 0, let timestamp = segment.options.timestamp { streams[index].note(timestamp: timestamp) }
        if ahead < 0 {
            repeatFirstCopy(of: &packet, segment.payload.prefix(-ahead), at: start, direction, into: &judgement)
        }
        let new = segment.payload.dropFirst(max(0, -ahead))
        guard !new.isEmpty, !judgement.isDropped else { return }
        guard hasRoom(direction, in: context.limits) else {
            judgement.note(.waiting)
            return judgement.isDropped = true
        }
        if ahead > 0 {
            judgeBehindHole(&packet, new, at: start, direction, into: &judgement, in: &context)
        } else {
            judgeInOrder(&packet, new, direction, into: &judgement, in: &context)
        }
    }

    /// Whether a segment lies before the beginning of a stream that was joined in the middle, and its receiver still waits
    /// for it: it came late, and the stream begins with it instead.
    private func isBeforeBeginning(_ position: SequenceNumber, _ stream: Stream) -> Bool {
        guard stream.greeting == nil, position.isBefore(stream.copies.start) else { return false }
        return stream.acknowledged.map { !position.isBefore($0) } ?? stream.edits.isEmpty
    }

    /// Whether more may be remembered of a direction. Where nobody is seen to acknowledge, nobody can be waited for: the
    /// oldest bytes go.
    private mutating func hasRoom(_ direction: Connection.Direction, in limits: Limits) -> Bool {
        let index = Int(direction.rawValue)
        guard streams[index].copies.storedBytes > limits.copiesPerDirection else { return true }
        guard streams[index].acknowledged == nil else { return false }
        let remembered = streams[index].copies.start.distance(to: streams[index].copies.end)
        streams[index].copies.forget(before: streams[index].copies.start + remembered / 2)
        return true
    }

    /// Bytes that were judged before leave as they left then.
    private mutating func repeatFirstCopy(
        of packet: inout MutableSpan<UInt8>,
        _ range: Range<Int>,
        at position: SequenceNumber,
        _ direction: Connection.Direction,
        into judgement: inout Judgement
    ) {
        let index = Int(direction.rawValue)
        if let (last, isForbidden) = streams[index].edits.apply(to: &packet, range, at: position) {
            var part = Judgement.Part(last)
            part.isFirstCopy = false
            judgement.note(part, for: .transferCopy)
            judgement.isEdited = true
            if isForbidden { judgement.isDropped = true }
        }
        if streams[index].copies.overlay(onto: &packet, range, at: position) {
            judgement.note(.alteredCopy)
            judgement.isEdited = true
        }
    }
}
