extension StreamReader {
    mutating func readOpening(
        _ opening: OpeningLine,
        in bytes: Span<UInt8>,
        at position: inout Int,
        session: inout Session,
        counting counts: inout ReadingCounts
    ) -> StreamEvent? {
        var (opening, first) = (opening, firstBytes)
        for index in position..<min(bytes.count, position + CommandLine.maximumLength - carry.count) {
            if opening.isCompleted(by: bytes[index]) {
                position = index + 1
                carry.removeAll()
                state = .dataConnection
                return .dataConnection
            }
            if directOpening.isCompleted(by: bytes[index]) {
                position = index + 1
                beginFrames(isOpened: true)
                return .directConnection(isOpened: true)
            }
            if first.areForeign(with: bytes[index]), beganUnannounced {
                position = index + 1
                return giveUp()
            }
            if bytes[index] == ASCII.lineFeed { break }
        }
        firstBytes = first
        state = .opening(opening)
        return search(carry.count, in: bytes, at: &position, session: &session, counting: &counts)
    }

    /// Looks for a command line that the side would write, at every line and inside it: payload has no line end of its
    /// own, so a command may stand behind other text.
    mutating func search(
        _ searched: Int,
        in bytes: Span<UInt8>,
        at position: inout Int,
        session: inout Session,
        counting counts: inout ReadingCounts
    ) -> StreamEvent? {
        let limit = Self.maximumSearch - searched
        if let event = findFrames(in: bytes, at: &position, limit: limit) { return event }
        let start = position
        let isFirst = searched == carry.count
        let found = withLine(in: bytes, at: &position, limit: limit) { reader, line in
            if reader.findHTTP(in: line, isFirst: isFirst) {
                return (event: StreamEvent?.some(.tunnel), isEmpty: false)
            }
            let event = reader.findFooting(in: line, isFirst: isFirst, session: &session, counting: &counts)
            return (event: event, isEmpty: line.count == 0)
        }
        if let event = found?.event { return event }
        let total = searched + position - start
        // The first line is unfinished, or has not begun yet.
        if case .opening = state, found?.isEmpty ?? true, total < Self.maximumSearch { return nil }
        state = .searching(total)
        return total < Self.maximumSearch ? nil : giveUp()
    }

    /// Takes the stream for one that carries nothing of ours, unless a server has told that it does, or a frame of a direct
    /// connection may still come.
    private mutating func giveUp() -> StreamEvent? {
        carry.removeAll()
        let isHopeful = isAnnounced || peerToPeer.first?.frames.search.isHopeful == true
        if !isHopeful { peerToPeer.removeAll() }
        state = isHopeful ? .searching(0) : .foreign
        return isHopeful ? nil : .foreign
    }

    /// Follows the command line that `line` is or ends with, if there is one. The first line of a connection is its
    /// beginning beyond doubt, and so is any line where a server has told that the connection is MSNP and its beginning
    /// was seen; any other footing must prove itself.
    mutating func findFooting(
        in line: Span<UInt8>,
        isFirst: Bool,
        session: inout Session,
        counting counts: inout ReadingCounts
    ) -> StreamEvent? {
        let isOpening = if case .opening = state { true } else { false }
        for candidateSide in sideIsGuessed ? [side, side.other] : [side] {
            guard let start = Footing.position(in: line, from: candidateSide) else { continue }
            side = candidateSide
            peerToPeer.removeAll()
            state = .line
            trust = .proven
            let event = follow(line.extracting(start..<line.count), session: &session, counting: &counts)
            if let event { pending.append(event) }
            let isExpected = isOpening || isAnnounced
            if !isExpected || start > 0 || sideIsGuessed { trust = .provisional(speaks: start == 0 && isFirst) }
            return .recognized
        }
        return nil
    }

    // MARK: Rivals

    /// How many footings are read beside a provisional one; further ones are not taken up until one of them fails.
    private static let maximumRivals = 4

    mutating func dropRivals() {
        rivals.removeAll()
        quoted.removeAll()
        trust = .proven
    }

    /// Reads on from a provisional footing, and in the same bytes from those that stand in its payload.
    mutating func stepBesideRivals(
        in bytes: Span<UInt8>,
        at position: inout Int,
        session: inout Session,
        counting counts: inout ReadingCounts
    ) -> StreamEvent? {
        let start = position
        let isInPayload = if case .line = state { false } else { true }
        let line = bytes.extracting(first: endOfStretch(in: bytes, from: start))
        let event = step(in: line, at: &position, session: &session, counting: &counts)
        let stretch = bytes.extracting(start..<position)
        if trust.isProof {
            dropRivals()
            return event
        }
        feedRivals(stretch, session: session)
        if isInPayload { findRivals(in: stretch, session: session) }
        if trust == .disproved || rivals.contains(where: { $0.trust == .proven }) { return succeed() }
        if case .harmless? = event { return nil }  // what another footing may read is not harmless yet
        return trust == .provisional(speaks: true) ? event : withoutFindings(event, at: position)
    }

    /// How far to read before the footings are compared: they are proven and disproved by line ends only, and what comes
    /// behind the line that proves one is for that one to tell.
    private func endOfStretch(in bytes: Span<UInt8>, from start: Int) -> Int {
        switch state {
        case .invitation, .packet: return start + 1
        case .opening, .searching, .line, .skipping, .headers, .dataConnection, .direct, .foreign: break
        }
        var end = start
        while end < bytes.count, bytes[end] != ASCII.lineFeed { end += 1 }
        return min(end + 1, bytes.count)
    }

    /// What a footing that does not speak may tell: everything but findings.
    private mutating func withoutFindings(_ event: StreamEvent?, at position: Int) -> StreamEvent? {
        pending.removeAll { $0.isFinding }
        guard let event, event.isFinding else { return event }
        if case .cookie = event { answerCookie(isFile: false, at: position - 1) }
        return nil
    }

    private mutating func feedRivals(_ stretch: Span<UInt8>, session: Session) {
        for index in rivals.indices { rivals[index].overhear(stretch, session: session) }
        rivals.removeAll { !$0.isRecognized || $0.trust == .disproved }
    }

    /// Reads a stretch of bytes without telling anybody what it brings.
    private mutating func overhear(_ stretch: Span<UInt8>, session: Session) {
        var session = session
        var counts = ReadingCounts()
        var position = 0
        while position < stretch.count, trust != .disproved {
            if case .cookie = step(in: stretch, at: &position, session: &session, counting: &counts) {
                answerCookie(isFile: false, at: position - 1)
            }
            pending.removeAll()
        }
    }

    /// Takes up the footings that stand in a stretch of payload.
    private mutating func findRivals(in stretch: Span<UInt8>, session: Session) {
        var start = 0
        while start < stretch.count {
            var end = start
            while end < stretch.count, stretch[end] != ASCII.lineFeed { end += 1 }
            quoted.append(stretch.extracting(start..<end), upTo: CommandLine.maximumLength)
            guard end < stretch.count else { return }
            var rival = StreamReader(side: side, isGuessed: sideIsGuessed, isAnnounced: isAnnounced)
            rival.state = .searching(0)
            rival.tellsBackgroundsApart = tellsBackgroundsApart
            rival.hasMissed = hasMissed
            let line = quoted
            quoted.removeAll(keepingCapacity: true)
            var unheard = (session: session, counts: ReadingCounts())
            let isFooting =
                rival.findFooting(
                    in: line.span.extracting(first: line.span.lengthWithoutCarriageReturn),
                    isFirst: false,
                    session: &unheard.session,
                    counting: &unheard.counts
                ) != nil
            start = end + 1
            guard isFooting, rivals.count < Self.maximumRivals else { continue }
            rival.pending.removeAll()
            rival.overhear(stretch.extracting(start..<stretch.count), session: session)
            rivals.append(rival)
        }
    }

    /// Lets the first proven rival take over, or the oldest one if this footing has failed; without one, the search for a
    /// footing begins again.
    private mutating func succeed() -> StreamEvent? {
        let heir = rivals.first { $0.trust == .proven } ?? rivals.first
        guard var heir else {
            dropRivals()
            state = .searching(0)
            return .malformed
        }
        if heir.trust != .proven { heir.rivals = Array(rivals.dropFirst()) }
        heir.assemblies = assemblies
        self = heir
        return nil
    }
}

extension StreamEvent {
    /// Whether the event is part of a transfer, and not only of the reading.
    fileprivate var isFinding: Bool {
        switch self {
        case .server, .cookie, .told, .resumed, .overwrite, .denial, .ended, .invitation, .session, .sessionMessage,
            .fileSession:
            true
        case .recognized, .foreign, .harmless, .malformed, .dataConnection, .dataConnectionDetail,
            .directConnection, .nonce, .tunnel, .gatewayRequest, .gatewaySession, .adjust, .unreadable:
            false
        }
    }
}
