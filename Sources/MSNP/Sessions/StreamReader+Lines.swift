extension StreamReader {
    /// Calls `body` with the next line, without its end, and moves `position` behind it; keeps the beginning of a line
    /// that is not complete, or has no end among the next `limit` bytes, and answers nil.
    ///
    /// A line ends at LF, and one CR before it belongs to the end (reference, section 1.1). One without an end within
    /// `CommandLine.maximumLength` is read no further, so that how much of it came at a time makes no difference.
    mutating func withLine<Result>(
        in bytes: Span<UInt8>,
        at position: inout Int,
        limit: Int = CommandLine.maximumLength,
        _ body: (inout StreamReader, Span<UInt8>) -> Result
    ) -> Result? {
        let start = position
        let end = min(bytes.count, start + min(limit, CommandLine.maximumLength - carry.count))
        position = bytes.firstLineFeed(from: start, to: end)
        let isComplete = position < end
        guard isComplete, carry.isEmpty else {
            carry.append(bytes.extracting(start..<position), upTo: CommandLine.maximumLength)
            guard isComplete else { return nil }
            position += 1
            // Taken out while it is read, so that the reader can be changed meanwhile; put back for its storage.
            var line: [UInt8] = []
            swap(&line, &carry)
            let result = body(&self, line.span.extracting(first: line.span.lengthWithoutCarriageReturn))
            line.removeAll(keepingCapacity: true)
            swap(&line, &carry)
            return result
        }
        let line = bytes.extracting(start..<position)
        position += 1
        return body(&self, line.extracting(first: line.lengthWithoutCarriageReturn))
    }

    mutating func readLine(
        in bytes: Span<UInt8>,
        at position: inout Int,
        session: inout Session,
        counting counts: inout ReadingCounts
    ) -> StreamEvent? {
        let start = position - carry.count
        let event = withLine(in: bytes, at: &position) { reader, line in
            let event = reader.follow(line, session: &session, counting: &counts)
            if !session.denials.isEmpty { reader.deny(line, at: start, session: &session) }
            return event
        }
        if let event { return event }
        guard carry.count >= CommandLine.maximumLength else { return nil }
        carry.removeAll(keepingCapacity: true)
        return .malformed
    }

    /// Follows a command line: what comes behind it is payload, or the next line.
    mutating func follow(
        _ line: Span<UInt8>,
        session: inout Session,
        counting counts: inout ReadingCounts
    ) -> StreamEvent? {
        guard line.count > 0 else { return nil }
        let parsed = CommandLine(parsing: line)
        guard confirm(parsed, in: line), let command = parsed else {
            return passOver(line)
        }
        switch PayloadLength(of: command, in: line, from: side) {
        case .malformed: return passOver(line)
        case .none: break
        case .bytes(let count): beginPayload(of: command, in: line, count: count, session: session)
        }
        counts.note(CommandKind(command.code))
        session.read(command, in: line, from: side)
        return side == .server && command.mayRefer ? StreamEvent(referral: command, in: line) : nil
    }

    /// Takes a line that stands where a provisional footing predicts one as its proof, or as the proof against it.
    private mutating func confirm(_ command: CommandLine?, in line: Span<UInt8>) -> Bool {
        guard !trust.isProof else { return true }
        trust = command?.isPlausible(in: line, from: side) == true ? .proven : .disproved
        return trust == .proven
    }

    /// Moves to the payload that follows a line.
    mutating func beginPayload(of command: CommandLine, in line: Span<UInt8>, count: Int, session: Session) {
        remaining = count
        guard count > 0 else { return state = .line }
        guard case .command(let name) = command.code else { return state = .skipping }
        isOnNotificationServer = name != .msg
        transaction = side == .client && name == .msg ? Self.transaction(of: command, in: line) : nil
        switch name {
        case .msg: state = .headers(begun: false)
        case .sdg: beginHeaders(isDatagram: true)
        case .uun, .ubn: carriesText(command, in: line) ? beginText(session: session) : (state = .skipping)
        default: state = .skipping
        }
    }

    mutating func beginHeaders(isDatagram: Bool) {
        state = .headers(begun: true)
        latestHeaders.forget()
        boundary = HeaderBoundary()
        blocks = isDatagram ? 3 : 1
        headers.clear(isDatagram: isDatagram)
    }

    /// Passes over a line that makes no sense. The next line is read as a command again: that is what a tolerant receiver
    /// does.
    ///
    /// But if a message begins further on in the line, the line may be the end of a payload whose length only the receiver
    /// believed. What follows is then a message to some and command lines to others, and must be nothing to either.
    private mutating func passOver(_ line: Span<UInt8>) -> StreamEvent? {
        guard trust != .disproved else { return nil }
        if httpLines == .everywhere, findHTTP(in: line, isFirst: false) { return .tunnel }
        if let start = Footing.position(in: line, from: side) {
            beginDisorder(behind: line.extracting(start..<line.count))
        }
        return .malformed
    }

    /// Takes the payload of a message that only some see begin for a body in disorder.
    private mutating func beginDisorder(behind line: Span<UInt8>) {
        guard let command = CommandLine(parsing: line),
            case .bytes(let count) = PayloadLength(of: command, in: line, from: side), count > 0
        else { return }
        remaining = count
        isOnNotificationServer = false
        transaction = nil
        beginHeaders(isDatagram: false)
        beginDisorder()
    }
}

extension [UInt8] {
    /// Appends as many of the bytes as fit under `limit`.
    mutating func append(_ bytes: Span<UInt8>, upTo limit: Int) {
        let taken = Swift.min(bytes.count, Swift.max(0, limit - count))
        // Half a line once is half a line again: storage for most lines is taken with the first.
        if capacity == 0, taken > 0 { reserveCapacity(Swift.min(limit, 512)) }
        append(addingCapacity: taken) { output in
            for index in 0..<taken { output.append(bytes[index]) }
        }
    }
}

extension Span<UInt8> {
    /// How long the line is without the one CR that belongs to its end.
    var lengthWithoutCarriageReturn: Int {
        count > 0 && self[count - 1] == ASCII.carriageReturn ? count - 1 : count
    }
}
