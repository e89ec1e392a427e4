import MSNP
import PacketHeaders

extension Conversation {
    /// Judges one segment of the direction `own`, and edits its packet in place where that is the judgement.
    mutating func judge(
        _ packet: inout MutableSpan<UInt8>,
        _ segment: TCPSegment,
        _ own: inout Stream,
        _ peer: inout Stream,
        into judgement: inout Judgement,
        in context: inout PacketClassifier.Context
    ) {
        switch standing {
        case .released:
            judgement.note(.released)
            judgement.mark = .release
        case .condemned(let part):
            judgement.note(part, for: .condemned)
            judgement.isDropped = !isFittingReset(segment, &peer)
        case .denied:
            judgement.note(.denied)
            judgement.group = ruling.group
            judgement.isDropped = !isFittingReset(segment, &peer)
        case .refused(let part, let isShut):
            refuse(&packet, segment, part, into: &judgement)
            if isShut, !segment.payload.isEmpty { segment.retreat(behind: own.copies.start, in: &packet) }
        case .followed:
            follow(&packet, segment, &own, &peer, into: &judgement, in: &context)
        }
    }

    /// Of a flow that is stopped nothing passes but a bare reset, which tells the other end the same.
    ///
    /// Only one that fits what has passed: a reset that acknowledges bytes we have dropped comes from a recording, in which
    /// they arrived, and would be an oddity in what is written of it.
    private func isFittingReset(_ segment: TCPSegment, _ peer: inout Stream) -> Bool {
        let isBareReset = segment.flags.contains(.rst) && segment.payload.isEmpty
        let acknowledgesDropped =
            segment.flags.contains(.ack) && peer.next?.isBefore(segment.acknowledgement) == true
        return isBareReset && !acknowledgesDropped
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
        _ own: inout Stream,
        _ peer: inout Stream,
        into judgement: inout Judgement,
        in context: inout PacketClassifier.Context
    ) {
        own.giveUpUnheardPeer(before: segment.payloadSequence, at: context.time, within: context.limits)
        if !segment.payload.isEmpty, let refusal = refusal(of: segment, &own, &peer) {
            judgement.note(refusal)
            return judgement.isDropped = true
        }
        synchronize(segment, &own, &peer)
        if segment.flags.contains(.urg) {
            segment.clearUrgent(in: &packet)
            judgement.note(.urgent)
            judgement.isEdited = true
        }
        if !segment.payload.isEmpty {
            judgePayload(&packet, segment, &own, &peer, into: &judgement, in: &context)
        }
        Self.acknowledge(segment, &own, &peer, at: context.time)
        if connection.isForeign, own.isIdle, peer.isIdle, case .followed = standing { standing = .released }
    }

    private mutating func judgePayload(
        _ packet: inout MutableSpan<UInt8>,
        _ segment: TCPSegment,
        _ own: inout Stream,
        _ peer: inout Stream,
        into judgement: inout Judgement,
        in context: inout PacketClassifier.Context
    ) {
        let start = segment.payloadSequence
        if own.begins(behind: start) {
            own.begin(at: start)
            connection.skipUnseen(own.direction)
        }
        closeAcknowledgedHole(before: start, &own, into: &judgement, in: &context)
        closeOldHole(before: start, &own, &peer, into: &judgement, in: &context)
        guard let next = own.next else { return }
        let ahead = next.distance(to: start)
        if ahead < 0 {
            repeatFirstCopy(of: &packet, segment.payload.prefix(-ahead), at: start, &own, into: &judgement)
        }
        let new = segment.payload.dropFirst(max(0, -ahead))
        guard !new.isEmpty, !judgement.isDropped else { return }
        guard own.makesRoom(within: context.limits) else {
            judgement.note(.waiting)
            return judgement.isDropped = true
        }
        if ahead > 0 {
            judgeBehindHole(&packet, new, at: start, &own, into: &judgement, in: &context)
        } else {
            judgeInOrder(&packet, new, &own, into: &judgement, in: &context)
        }
    }

    /// Bytes that were judged before leave as they left then.
    private mutating func repeatFirstCopy(
        of packet: inout MutableSpan<UInt8>,
        _ range: Range<Int>,
        at position: SequenceNumber,
        _ own: inout Stream,
        into judgement: inout Judgement
    ) {
        if own.blankUnseen(in: &packet, range, at: position) {
            judgement.note(.unseen)
            judgement.isEdited = true
        }
        if let (step, isForbidden) = own.edits.apply(to: &packet, range, at: position) {
            judgement.note(.transferCopy)
            if let step { judgement.note(Judgement.Part(step, isFirstCopy: false), for: .transferCopy) }
            judgement.isEdited = true
            if isForbidden { judgement.isDropped = true }
        }
        if own.copies.overlay(onto: &packet, range, at: position) {
            judgement.note(.alteredCopy)
            judgement.isEdited = true
        }
    }
}
