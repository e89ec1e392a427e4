extension StreamReader {
    mutating func skip(in bytes: Span<UInt8>, at position: inout Int) -> StreamEvent? {
        let count = min(remaining, bytes.count - position)
        let skipped = position..<(position + count)
        position += count
        remaining -= count
        if remaining == 0 { state = .line }
        return .harmless(skipped)
    }

    mutating func skipForeign(in bytes: Span<UInt8>, at position: inout Int) -> StreamEvent? {
        let skipped = position..<bytes.count
        position = bytes.count
        foreignBytes = min(foreignBytes + skipped.count, Self.maximumMonologue)
        return .harmless(skipped)
    }

    mutating func readHeaders(
        _ begun: Bool,
        in bytes: Span<UInt8>,
        at position: inout Int,
        session: Session,
        counting counts: inout ReadingCounts
    ) -> StreamEvent? {
        let start = position
        let end = min(bytes.count, position + remaining)
        let ending: Ending?
        if !begun, let known = latestHeaders.length(in: bytes, from: start, to: end) {
            position += known
            ending = .regular
        } else {
            if !begun { beginHeaders(isDatagram: false) }
            ending = readHeaderLines(in: bytes, at: &position, to: end)
            if !begun, ending == .regular { latestHeaders.keep(bytes.extracting(start..<position)) }
        }
        remaining -= position - start
        if let ending {
            counts.note(headers.kind)
            beginBody(isRegular: ending == .regular, session: session)
        } else if remaining == 0 {
            readHeaderLine(Span())
            counts.note(headers.kind)
            state = .line
        }
        return nil
    }

    /// How the headers of a message end.
    private enum Ending {
        /// As all readers see it.
        case regular
        /// As some do.
        case irregular
    }

    /// Reads header lines, and tells how they ended, if they did before `end`.
    private mutating func readHeaderLines(
        in bytes: Span<UInt8>,
        at position: inout Int,
        to end: Int
    ) -> Ending? {
        while position < end {
            if bytes[position].isLineEnd {
                // The LF behind a CR, most often; or the end of a line that is carried.
                if !carry.isEmpty { readHeaderLine(Span()) }
            } else {
                if boundary.isEmptyBeforeText, !headers.isDatagram, readsBody { return .irregular }
                let start = position
                position = bytes.firstLineEnd(from: start, to: end)
                boundary.readText()
                guard position < end else {
                    carry.append(bytes.extracting(start..<end), upTo: MessageHeaders.maximumLine)
                    return nil
                }
                if !carry.isEmpty || headers.mayMatter(bytes, at: start) {
                    readHeaderLine(bytes.extracting(start..<position))
                }
            }
            if let isEmpty = readLineEnd(in: bytes, at: &position, to: end) {
                if isEmpty, endsBlock(true) { return .regular }
                continue
            }
            let step = boundary.read(bytes[position])
            position += 1
            if case .empty(let isRegular) = step, endsBlock(isRegular) { return isRegular ? .regular : .irregular }
        }
        return nil
    }

    /// Reads CR and LF at once where they stand together and end a line as nearly all do; answers whether it is empty.
    @inline(__always)
    private mutating func readLineEnd(in bytes: Span<UInt8>, at position: inout Int, to end: Int) -> Bool? {
        guard end - position >= 2, bytes[position] == ASCII.carriageReturn, bytes[position + 1] == ASCII.lineFeed,
            let isEmpty = boundary.readRegularEnd()
        else { return nil }
        position += 2
        return isEmpty
    }

    /// Takes in an empty line, and tells whether the body begins behind it.
    private mutating func endsBlock(_ isRegular: Bool) -> Bool {
        if headers.isDatagram {
            if !isRegular { headers.isAmbiguous = true }
            blocks -= 1
            return blocks == 0
        }
        return isRegular || readsBody
    }

    /// Whether the body would be read if it began here. Then it does, as soon as any reader sees it begin: what is still a
    /// header to others is read in it as well.
    private var readsBody: Bool {
        if headers.kind.isRead { return true }
        guard headers.isPart else { return false }
        return assemblies.isOfInvitation(headers.messageID, part: headers.part ?? 0, namesType: headers.kind != .chunk)
    }

    private mutating func readHeaderLine(_ rest: Span<UInt8>) {
        if carry.isEmpty {
            guard rest.count > 0 else { return }
            return headers.read(rest.extracting(first: min(rest.count, MessageHeaders.maximumLine)))
        }
        carry.append(rest, upTo: MessageHeaders.maximumLine)
        var line: [UInt8] = []
        swap(&line, &carry)
        headers.read(line.span)
        line.removeAll(keepingCapacity: true)
        swap(&line, &carry)
    }

    /// Takes up the body of a message, in which readers begin at the same place if its headers end regularly.
    private mutating func beginBody(isRegular: Bool, session: Session) {
        state = remaining == 0 ? .line : .skipping
        if headers.isPart {
            beginPart()
        } else if remaining > 0 {
            switch headers.kind {
            case .invitation where headers.isAmbiguous: beginDisorder()
            case .invitation:
                prepareForInvitations()
                isInPacket = false
                invitations[0].begin()
                state = .invitation
            case .peerToPeer:
                isRegular ? beginPackets(session: session) : beginDisorder()
            case .session:
                address()
                isRegular ? beginText(session: session) : beginDisorder()
            case .text, .control, .datacast, .emoticon, .clientNotice, .serverNotice, .chunk, .other: break
            }
        }
    }

    /// A message that comes in parts: they are read if the first one is an invitation, or was not seen.
    private mutating func beginPart() {
        var assembly = assemblies.take(headers.messageID)
        let number = headers.part ?? 0
        if assembly.expects(number) || headers.kind.isOfPackets { describe(part: number, of: &assembly) }
        prepareForInvitations()
        invitations[0].begin(part: number, of: assembly)
        guard !assembly.isSomethingElse, remaining > 0 else { return keepPart() }
        state = .invitation
        isInPacket = false
        if let stage = assembly.reader.stage { pending.append(.resumed(stage)) }
    }

    private mutating func prepareForInvitations() {
        if invitations.isEmpty { invitations.append(InvitationBody()) }
    }

    private func describe(part number: Int, of assembly: inout InvitationAssembly) {
        assembly.parts = headers.parts ?? assembly.parts
        switch headers.kind {
        case .invitation: assembly.isSomethingElse = false
        case .chunk: break
        // The P2P layer has its own way to cut messages, and no client uses this one for it.
        case .peerToPeer, .session:
            assembly.isSomethingElse = false
            assembly.refuse()
        case .text, .control, .datacast, .emoticon, .clientNotice, .serverNotice, .other:
            // Readers join a further part to the first, whatever it names itself.
            if number == 0 || assembly.next == nil { assembly.isSomethingElse = true }
        }
    }

    private mutating func keepPart() {
        if let assembly = invitations[0].finished() { assemblies.keep(assembly) }
    }

    mutating func readInvitation(in bytes: Span<UInt8>, at position: inout Int) -> StreamEvent? {
        let index = position
        position += 1
        remaining -= 1
        let outcome = invitations[0].read(bytes[index], isLast: remaining == 0)
        if let cookie = outcome.question { return .cookie(cookie) }
        tell(outcome, at: index)
        return nil
    }

    /// Queues the events of one byte of an invitation, the last of them first, and leaves the invitation at its end.
    mutating func tell(_ outcome: InvitationReader.Outcome, at index: Int) {
        if remaining == 0 {
            state = .line
            keepPart()
            if invitations[0].reader.stage != nil || outcome.told != nil {
                pending.append(.ended)
            }
            if let kind = invitations[0].kind { pending.append(.invitation(kind)) }
        }
        if let byte = outcome.overwrite { pending.append(.overwrite(at: index..<index + 1, with: byte)) }
        if let stage = outcome.told { pending.append(.told(stage)) }
    }

    mutating func readDataConnection(in bytes: Span<UInt8>, at position: inout Int) -> StreamEvent? {
        let detail = withLine(in: bytes, at: &position) { _, line in DataConnectionDetail(parsing: line) }
        if carry.count >= CommandLine.maximumLength {
            carry.removeAll()
            state = .foreign
        }
        guard let detail, let detail else { return nil }
        // What the sender writes is the file, in which such words mean nothing.
        if detail.isReceivers { guard case .receiver = self.detail else { return nil } }
        self.detail = detail
        return .dataConnectionDetail
    }
}
