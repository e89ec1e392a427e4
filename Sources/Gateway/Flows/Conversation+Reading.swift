import MSNP
import PacketHeaders

extension Conversation {
    /// Judges the next bytes of a direction in order, and with them what was recorded behind the hole that they fill.
    mutating func judgeInOrder(
        _ packet: inout MutableSpan<UInt8>,
        _ range: Range<Int>,
        _ own: inout Stream,
        into judgement: inout Judgement,
        in context: inout PacketClassifier.Context
    ) {
        guard let start = own.next else { return }
        // Where nothing has been lost, which is almost always.
        guard !own.record.isEmpty else {
            read(&packet, range, &own, into: &judgement, in: &context)
            if case .followed = standing { own.holeSince = nil }
            return
        }
        if own.record.overlay(onto: &packet, range, at: start) {
            judgement.note(.alteredCopy)
            judgement.isEdited = true
        }
        let end = start + range.count
        while case .followed = standing, let next = own.next {
            if let passed = own.record.removeFirst(reachedBy: next) {
                readPassed(passed, &own, into: &judgement, in: &context)
            } else if next.isBefore(end) {
                let rest = range.suffix(next.distance(to: end))
                let part = rest.prefix(
                    own.record.pieces.first.map { next.distance(to: $0.start) } ?? rest.count
                )
                read(&packet, part, &own, into: &judgement, in: &context)
            } else {
                if own.record.isEmpty { own.holeSince = nil }
                return
            }
        }
    }

    /// Reads bytes of a packet in hand: those that tell a transfer are overwritten before anything is remembered.
    private mutating func read(
        _ packet: inout MutableSpan<UInt8>,
        _ range: Range<Int>,
        _ own: inout Stream,
        into judgement: inout Judgement,
        in context: inout PacketClassifier.Context
    ) {
        connection.tellsBackgroundsApart = context.policy.tellsBackgroundsApart
        var reading = Reading(start: own.next ?? SequenceNumber(0))
        var remembered = 0
        while let event = connection.next(
            own.direction,
            in: packet.span.extracting(range),
            at: &reading.position,
            counting: &context.counters.read
        ) {
            noteAccounts(in: context)
            if case .harmless(let harmless) = event {
                let start = range.lowerBound
                let decisive = packet.span.extracting(start + remembered..<start + harmless.lowerBound)
                own.copies.append(decisive, harmless: harmless.count)
                remembered = harmless.upperBound
            } else if let edit = follow(event, reading, &own, into: &judgement, in: &context) {
                own.make(edit, in: &packet, range, at: reading.start, into: &judgement)
            }
            denyIfForbidden(into: &judgement)
            guard case .followed = standing else { return judgement.isDropped = true }
        }
        noteAccounts(in: context)
        denyIfForbidden(into: &judgement)
        guard case .followed = standing else { return judgement.isDropped = true }
        own.copies.append(packet.span.extracting(range.lowerBound + remembered..<range.upperBound))
        own.advance(by: range.count)
        reportUnfinished(&own, into: &judgement, in: &context)
        beginUpcoming(into: &judgement)
    }

    /// Reads bytes that have passed behind a hole: where one of them should not have, the hole is never filled.
    mutating func readPassed(
        _ bytes: [UInt8],
        _ own: inout Stream,
        into judgement: inout Judgement,
        in context: inout PacketClassifier.Context
    ) {
        connection.tellsBackgroundsApart = context.policy.tellsBackgroundsApart
        var reading = Reading(start: own.next ?? SequenceNumber(0))
        while let event = connection.next(
            own.direction,
            in: bytes.span,
            at: &reading.position,
            counting: &context.counters.read
        ) {
            noteAccounts(in: context)
            // An edit on no transfer's account hides nothing, and may stay unmade.
            // So may data of a file: what is missing of it is missed, and the rest of it is stopped.
            if let step = follow(event, reading, &own, into: &judgement, in: &context)?.step, step.stage != .data {
                let part = Judgement.Part(step)
                judgement.note(part, for: .slipped)
                standing = .refused(part, isShut: true)
            }
            denyIfForbidden(into: &judgement)
            guard case .followed = standing else { return judgement.isDropped = true }
        }
        noteAccounts(in: context)
        denyIfForbidden(into: &judgement)
        guard case .followed = standing else { return judgement.isDropped = true }
        own.copies.append(bytes.span)
        own.advance(by: bytes.count)
        reportUnfinished(&own, into: &judgement, in: &context)
        beginUpcoming(into: &judgement)
    }

    /// Begins a standing verdict, which is the verdict on the packet that led to it as well.
    private mutating func beginUpcoming(into judgement: inout Judgement) {
        guard let upcoming else { return }
        standing = upcoming
        self.upcoming = nil
        judgement.isDropped = true
    }
}

extension Stream {
    /// Makes an edit in a packet in hand, of which the bytes at `range`, from `position` on, are being read, and remembers
    /// it for further copies.
    fileprivate mutating func make(
        _ edit: Edit,
        in packet: inout MutableSpan<UInt8>,
        _ range: Range<Int>,
        at position: SequenceNumber,
        into judgement: inout Judgement
    ) {
        if let byte = edit.replacement {
            let first = range.lowerBound + position.distance(to: edit.position)
            for index in first..<first + edit.count { packet[index] = byte }
            copies.overwrite(with: byte, from: edit.position, count: edit.count)
            judgement.isEdited = true
        } else {
            judgement.isDropped = true
        }
        edits.append(edit)
    }
}

/// Where the reading of a stretch of bytes stands.
struct Reading {
    /// The position of the first byte of the stretch.
    let start: SequenceNumber
    /// How many bytes of it have been read.
    var position = 0
}
