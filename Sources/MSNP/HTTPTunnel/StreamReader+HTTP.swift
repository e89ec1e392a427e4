extension StreamReader {
    /// Where a line of HTTP is one.
    enum HTTPLines {
        /// Where a stream begins, or is joined; and any request to the gateway, while a footing is sought.
        case first
        /// Wherever a command might stand: HTTP was lost, and is expected back.
        case everywhere
        /// Nowhere: the stream is the body of a message, the end of which is known.
        case nowhere
    }

    /// Takes note of a line of HTTP, where it is one; answers whether it is.
    mutating func findHTTP(in line: Span<UInt8>, isFirst: Bool) -> Bool {
        guard httpLines != .nowhere, let found = HTTPStartLine(parsing: line) else { return false }
        guard isFirst || httpLines == .everywhere || found.gateway != nil else { return false }
        httpLine = found
        if case .opening = state { state = .searching(0) }
        return true
    }

    /// Reads a line, without its end, that turned out to be the stream's after it was read as something else. Where it
    /// cannot be one, inside a payload, the footing is lost.
    mutating func readStray(_ line: [UInt8], session: inout Session, counting counts: inout ReadingCounts) {
        guard !line.isEmpty else { return }
        switch state {
        case .line, .opening, .searching: break
        case .skipping, .headers, .invitation, .packet, .dataConnection, .direct, .foreign:
            skipUnseen(nil)
        }
        let whole = line + [ASCII.lineFeed]
        var position = 0
        var events: [StreamEvent] = []
        while let event = next(in: whole.span, at: &position, session: &session, counting: &counts) {
            events.append(event)
        }
        pending = events.reversed()
    }

    /// Takes notice that the body of a message begins: a command does too, unless a line is unfinished.
    mutating func beginBody() {
        switch state {
        case .searching where carry.isEmpty, .foreign: state = .searching(0)
        case .opening, .searching, .line, .skipping, .headers, .invitation, .packet, .dataConnection, .direct: break
        }
    }

    /// Tells again of the transfer in whose message the stream stands, to another connection than was told first.
    mutating func resumeMessage() {
        guard isInCondemnedMessage else { return }
        let stage = isInPacket ? peerToPeer.first?.packet.stage : invitations.first?.reader.stage
        if let stage { pending.append(.resumed(stage)) }
    }
}
