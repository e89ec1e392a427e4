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
        let wasForeign = canBeReleased
        synchronize(segment, direction)
        if !segment.payload.isEmpty {
            judgePayload(&packet, segment, direction, into: &judgement, in: &context)
        }
        acknowledge(segment, direction, into: &judgement, in: &context)
        // A flow is not released by the packet that shows it to be foreign: that packet is not acknowledged yet.
        if wasForeign, canBeReleased, case .followed = standing { standing = .released }
    }

    // MARK: Sequence numbers

    /// Takes in what a segment says of the beginning and the end of the connection.
    private mutating func synchronize(_ segment: TCPSegment, _ direction: Connection.Direction) {
        let index = Int(direction.rawValue)
        if segment.flags.contains(.syn) {
            streams[index].windowShift = segment.options.windowShift ?? 0
            if streams[index].next == nil || phase == .opening { streams[index].begin(at: segment.sequence + 1) }
            if segment.flags.contains(.ack) { phase = .open }
        } else if streams[index].next == nil, !segment.payload.isEmpty {
            streams[index].begin(at: segment.payloadSequence)
            connection.skipUnseen(direction)
        }
        if segment.flags.contains(.fin) { streams[index].endOfStream = segment.end }
        if segment.flags.contains(.fin) || segment.flags.contains(.rst) { phase = .closing }
    }

    /// Takes in what a segment acknowledges of the other direction.
    private mutating func acknowledge(
        _ segment: TCPSegment,
        _ direction: Connection.Direction,
        into judgement: inout Judgement,
        in context: inout PacketClassifier.Context
    ) {
        guard segment.flags.contains(.ack), !segment.flags.contains(.rst) else { return }
        let index = Int(direction.reversed.rawValue)
        var acknowledged = segment.acknowledgement
        if acknowledged == streams[index].endOfStream { acknowledged = acknowledged + -1 }
        if let next = streams[index].next, next.isBefore(acknowledged) {
            skipUnseen(to: acknowledged, direction.reversed, into: &judgement, in: &context)
        }
        streams[index].acknowledge(acknowledged, window: window(of: segment, direction))
    }

    /// The window that a segment announces, in bytes. Windows in a SYN are not shifted (RFC 7323, section 2.2), and where
    /// the SYN was not seen the largest shift is taken, so that nothing honest lies outside.
    private func window(of segment: TCPSegment, _ direction: Connection.Direction) -> Int {
        let shift = segment.flags.contains(.syn) ? 0 : streams[Int(direction.rawValue)].windowShift ?? 14
        let other = streams[Int(direction.reversed.rawValue)].windowShift
        // Both sides must have asked for scaling.
        return Int(segment.window) << (other == 0 ? 0 : Int(shift))
    }

    // MARK: Payload

    private mutating func judgePayload(
        _ packet: inout MutableSpan<UInt8>,
        _ segment: TCPSegment,
        _ direction: Connection.Direction,
        into judgement: inout Judgement,
        in context: inout PacketClassifier.Context
    ) {
        let index = Int(direction.rawValue)
        guard let next = streams[index].next else { return }
        let start = segment.payloadSequence
        let ahead = next.distance(to: start)
        guard !streams[index].isBeyondWindow(start) else {
            judgement.note(.outsideWindow)
            return judgement.isDropped = true
        }
        if ahead < 0 {
            let old = segment.payload.prefix(-ahead)
            repeatFirstCopy(of: &packet, old, at: start, direction, into: &judgement)
        }
        let new = segment.payload.dropFirst(max(0, -ahead))
        guard !new.isEmpty, !judgement.isDropped else { return }
        if ahead > 0 {
            judgeBehindHole(&packet, new, at: start, direction, into: &judgement, in: &context)
        } else {
            judgeInOrder(&packet, new, direction, into: &judgement, in: &context)
        }
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
