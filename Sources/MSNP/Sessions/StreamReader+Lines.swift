extension StreamReader {
    /// Calls `body` with the next line, without its end, and moves `position` behind it; keeps the beginning of a line
    /// that is not complete and answers nil. `body` is also told whether the line began a segment.
    ///
    /// A line ends at LF, and one CR before it belongs to the end (reference, section 1.1).
    mutating func withLine<Result>(
        in bytes: Span<UInt8>,
        at position: inout Int,
        _ body: (inout StreamReader, Span<UInt8>, Bool) -> Result
    ) -> Result? {
        let start = position
        while position < bytes.count, bytes[position] != ASCII.lineFeed { position += 1 }
        let isComplete = position < bytes.count
        if carry.isEmpty { carryBeganSegment = start == 0 }
        guard isComplete, carry.isEmpty else {
            carry.append(bytes.extracting(start..<position), upTo: CommandLine.maximumLength)
            guard isComplete else { return nil }
            position += 1
            // Taken out while it is read, so that the reader can be changed meanwhile; put back for its storage.
            var line: [UInt8] = []
            swap(&line, &carry)
            let result = body(
                &self,
                line.span.extracting(first: line.span.lengthWithoutCarriageReturn),
                carryBeganSegment
            )
            line.removeAll(keepingCapacity: true)
            swap(&line, &carry)
            return result
        }
        let line = bytes.extracting(start..<position)
        position += 1
        return body(&self, line.extracting(first: line.lengthWithoutCarriageReturn), start == 0)
    }

    mutating func readLine(in bytes: Span<UInt8>, at position: inout Int, session: inout Session) -> StreamEvent? {
        let event = withLine(in: bytes, at: &position) { reader, line, beganSegment in
            reader.follow(line, beganSegment: beganSegment, session: &session)
        }
        if let event { return event }
        guard carry.count >= CommandLine.maximumLength else { return nil }
        carry.removeAll(keepingCapacity: true)
        state = .searching(0)
        return .malformed
    }

    /// Follows a command line: what comes behind it is payload, or the next line.
    mutating func follow(_ line: Span<UInt8>, beganSegment: Bool, session: inout Session) -> StreamEvent? {
        guard line.count > 0 else { return nil }
        guard let command = CommandLine(parsing: line), confirm(command, in: line) else {
            return loseFooting(in: line, beganSegment: beganSegment, session: &session)
        }
        switch PayloadLength(of: command, in: line, from: side) {
        case .malformed: return loseFooting(in: line, beganSegment: beganSegment, session: &session)
        case .none: break
        case .bytes(let count): beginPayload(of: command, count: count)
        }
        session.read(command, in: line, from: side)
        return .command(CommandKind(command.code))
    }

    /// Takes a line that stands where a provisional footing predicts one as its proof, or as the proof against it.
    private mutating func confirm(_ command: CommandLine, in line: Span<UInt8>) -> Bool {
        guard trust != .proven else { return true }
        trust = command.isPlausible(in: line, from: side) ? .proven : .disproved
        return trust == .proven
    }

    /// Moves to the payload that follows a line.
    mutating func beginPayload(of command: CommandLine, count: Int) {
        remaining = count
        guard count > 0 else { return state = .line }
        guard command.code == .command(.msg) else { return state = .skipping }
        state = .headers
        boundary = HeaderBoundary()
        headers.clear()
    }

    /// Gives up following lines at one that makes no sense, unless a command stands further on in it.
    private mutating func loseFooting(
        in line: Span<UInt8>,
        beganSegment: Bool,
        session: inout Session
    ) -> StreamEvent? {
        guard trust != .disproved else { return nil }
        if findFooting(in: line, beganSegment: beganSegment, session: &session) != nil {
            pending.append(.recognized)
        } else {
            state = .searching(0)
        }
        return .malformed
    }
}

extension [UInt8] {
    /// Appends as many of the bytes as fit under `limit`.
    mutating func append(_ bytes: Span<UInt8>, upTo limit: Int) {
        for index in 0..<Swift.min(bytes.count, Swift.max(0, limit - count)) {
            append(bytes[index])
        }
    }
}

extension Span<UInt8> {
    /// How long the line is without the one CR that belongs to its end.
    var lengthWithoutCarriageReturn: Int {
        count > 0 && self[count - 1] == ASCII.carriageReturn ? count - 1 : count
    }
}
