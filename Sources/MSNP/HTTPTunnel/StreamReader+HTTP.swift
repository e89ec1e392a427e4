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

    /// Reads a line, without its end, that turned out to be the stream's after it was read as something else.
    mutating func readStray(_ line: Span<UInt8>, session: inout Session) {
        switch state {
        case .line:
            if let event = follow(line, session: &session) { pending.insert(event, at: 0) }
        case .opening, .searching, .skipping, .headers, .invitation, .dataConnection, .foreign:
            skipUnseen()
            if let event = findFooting(in: line, isFirst: false, session: &session) { pending.append(event) }
        }
    }

    /// Tells again of the transfer in whose invitation the stream stands, to another connection than was told first.
    mutating func resumeInvitation() {
        guard isInCondemnedInvitation, let stage = invitation.reader.stage else { return }
        pending.append(.resumed(stage))
    }
}
