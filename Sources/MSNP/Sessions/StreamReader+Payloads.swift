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
        return .harmless(skipped)
    }

    mutating func readHeaders(in bytes: Span<UInt8>, at position: inout Int) -> StreamEvent? {
        let end = min(bytes.count, position + remaining)
        while position < end {
            if bytes[position].isLineEnd {
                // The LF behind a CR, most often; or the end of a line that is carried.
                if !carry.isEmpty { readHeaderLine(Span()) }
            } else {
                if boundary.isEmptyBeforeText, headers.kind == .invitation { return beginBody() }
                let start = position
                position = bytes.firstLineEnd(from: start, to: end)
                remaining -= position - start
                boundary.readText()
                guard position < end else {
                    carry.append(bytes.extracting(start..<end), upTo: MessageHeaders.maximumLine)
                    break
                }
                readHeaderLine(bytes.extracting(start..<position))
            }
            let step = boundary.read(bytes[position])
            position += 1
            remaining -= 1
            if case .empty(let isRegular) = step, isRegular || headers.kind == .invitation { return beginBody() }
        }
        guard remaining == 0 else { return nil }
        readHeaderLine(Span())
        state = .line
        return .message(headers.kind)
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

    private mutating func beginBody() -> StreamEvent {
        state = remaining == 0 ? .line : .skipping
        if headers.isPart {
            beginPart()
        } else if headers.kind == .invitation, remaining > 0 {
            invitation.begin()
            state = .invitation
        }
        return .message(headers.kind)
    }

    /// A message that comes in parts: they are read if the first one is an invitation, or was not seen.
    private mutating func beginPart() {
        var assembly = assemblies.take(headers.messageID)
        let number = headers.part ?? 0
        if assembly.expects(number) { describe(&assembly) }
        invitation.begin(part: number, of: assembly)
        guard !assembly.isSomethingElse, remaining > 0 else { return keepPart() }
        state = .invitation
        if let stage = assembly.reader.stage { pending.append(.resumed(stage)) }
    }

    private func describe(_ assembly: inout InvitationAssembly) {
        assembly.parts = headers.parts ?? assembly.parts
        switch headers.kind {
        case .invitation: assembly.isSomethingElse = false
        case .chunk: break
        case .text, .control, .datacast, .peerToPeer, .emoticon, .clientNotice, .serverNotice, .other:
            assembly.isSomethingElse = true
        }
    }

    private mutating func keepPart() {
        if let assembly = invitation.finished() { assemblies.keep(assembly) }
    }

    mutating func readInvitation(in bytes: Span<UInt8>, at position: inout Int) -> StreamEvent? {
        let index = position
        position += 1
        remaining -= 1
        let outcome = invitation.read(bytes[index], isLast: remaining == 0)
        if let cookie = outcome.question { return .cookie(cookie) }
        tell(outcome, at: index)
        return nil
    }

    /// Queues the events of one byte of an invitation, the last of them first, and leaves the invitation at its end.
    mutating func tell(_ outcome: InvitationReader.Outcome, at index: Int) {
        if remaining == 0 {
            state = .line
            keepPart()
            if invitation.reader.stage != nil || outcome.told != nil {
                pending.append(.invitation)
            }
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
        self.detail = detail
        return .dataConnectionDetail
    }
}
