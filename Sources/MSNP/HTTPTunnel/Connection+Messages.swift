/// The messages of an HTTP connection, in whose bodies MSNP may lie.
extension Connection {
    mutating func readTunnel(
        _ direction: Direction,
        in bytes: Span<UInt8>,
        at position: inout Int,
        counting counts: inout ReadingCounts
    ) -> StreamEvent? {
        if tunnel[0].asked != nil { settle(nil) }
        while !tunnel.isEmpty {
            if let event = popPending(direction) { return event.moved(by: contentStart) }
            if tunnel[0].isPlain(direction) {
                contentStart = 0
                return position < bytes.count ? readOn(direction, in: bytes, at: &position, counting: &counts) : nil
            }
            guard let step = tunnel[0][direction].next(in: bytes, at: &position) else { return nil }
            let event: StreamEvent?
            switch step {
            case .startLine: event = beginMessage(direction)
            case .adjust(let index, let byte): event = .adjust(at: index, with: byte)
            case .head: event = direction == tunnel[0].requests ? beginRequest() : beginAnswer()
            case .content(let count): event = readContent(count, direction, in: bytes, at: &position, counting: &counts)
            case .end: event = endMessage(direction)
            case .stray: event = leaveAtStray(direction, counting: &counts)
            }
            if let event { return event }
        }
        contentStart = 0
        return readOn(direction, in: bytes, at: &position, counting: &counts)
    }

    private mutating func beginMessage(_ direction: Direction) -> StreamEvent? {
        guard let gateway = tunnel[0][direction].startLine?.gateway else {
            return tunnel[0].hasReadEnough ? giveUpTunnel() : nil
        }
        tunnel[0].isGateway = true
        tunnel[0][direction].session = gateway.session
        return .gatewayRequest
    }

    private mutating func beginRequest() -> StreamEvent? {
        let direction = tunnel[0].requests
        let reader = tunnel[0][direction]
        guard case .request(let request)? = reader.startLine else { return nil }
        if case .opens? = request.gateway {
            tunnel[0].held = .unnamed
            resetReaders(to: GatewayTalk(isOpened: true))
        }
        if reader.head.framing != .untold, let event = hold(reader.session) { return event }
        tunnel[0].expectAnswer(to: request)
        guard request.method != .connect else {
            tunnel[0][direction].awaitMessage()
            openStream(direction)
            return nil
        }
        tunnel[0][direction].begin(reader.head.framing)
        return beginBody(direction)
    }

    private mutating func beginAnswer() -> StreamEvent? {
        let direction = tunnel[0].requests.reversed
        let head = tunnel[0][direction].head
        guard case .answer(let status)? = tunnel[0][direction].startLine else { return nil }
        let request = tunnel[0].answered?.request
        switch status {
        case 101:
            leaveTunnel()
            return nil
        case 100..<200:
            tunnel[0][direction].begin(.untold)
            return nil
        case 200..<300 where request?.method == .connect:
            openTunnel(direction)
            return nil
        default: break
        }
        let hasBody = request?.method != .head && status != 204 && status != 304
        if tunnel[0].isGatewayAnswer(status: status), let event = beginGatewayAnswer(head, direction) { return event }
        tunnel[0].settleAnswer()
        // Without a length the body lasts as long as the connection (RFC 9112, section 6.3).
        let framing = head.framing == .untold ? .untilClose : head.framing
        tunnel[0][direction].begin(hasBody ? framing : .untold)
        return hasBody ? beginBody(direction) : nil
    }

    /// The proxy has agreed: what follows in both directions is a stream of its own.
    private mutating func openTunnel(_ direction: Direction) {
        tunnel[0].settleAnswer()
        tunnel[0][direction].awaitMessage()
        openStream(direction)
        let isAllPlain = tunnel[0].isPlain(.originator) && tunnel[0].isPlain(.responder)
        if isAllPlain, tunnel[0].outstanding.isEmpty { tunnel.removeAll() }
    }

    private mutating func beginGatewayAnswer(_ head: HTTPHead, _ direction: Direction) -> StreamEvent? {
        tunnel[0].isGateway = true
        let session = tunnel[0].answered?.session ?? head.session ?? tunnel[0].held ?? .unnamed
        if head.framing != .length(0) || head.session.map({ $0 != session }) == true || head.closesSession,
            let event = hold(session)
        {
            return event
        }
        tunnel[0][direction].session = session
        tunnel[0].closes = tunnel[0].closes || head.closesSession
        if let name = head.session, tunnel[0].held == session, name != session { tunnel[0].rename(to: name) }
        if tunnel[0][direction].session == session { tunnel[0][direction].session = head.session ?? session }
        return nil
    }

    /// Makes the reader of a direction ready for the body that begins; a compressed one is passed over, and what it says
    /// is lost to the session.
    private mutating func beginBody(_ direction: Direction) -> StreamEvent? {
        let reader = tunnel[0][direction]
        guard reader.session != nil, reader.head.framing != .length(0) else { return nil }
        guard reader.head.isEncoded else {
            if direction == .originator { originator.beginBody() } else { responder.beginBody() }
            return nil
        }
        if direction == .originator { originator.skipUnseen(nil) } else { responder.skipUnseen(nil) }
        return .unreadable
    }

    private mutating func readContent(
        _ count: Int,
        _ direction: Direction,
        in bytes: Span<UInt8>,
        at position: inout Int,
        counting counts: inout ReadingCounts
    ) -> StreamEvent? {
        let reader = tunnel[0][direction]
        guard let session = reader.session, !reader.head.isEncoded else {
            return passOver(count, direction, at: &position)
        }
        // The other direction may have gone over to another session meanwhile.
        if let event = hold(session) { return event }
        // Only what is contiguous in the stream is shown to its reader, which may overwrite what it has read before.
        contentStart = max(0, position - reader.consumed)
        let start = position - contentStart
        var read = start
        let content = bytes.extracting(contentStart..<position + count)
        let event = readOn(direction, in: content, at: &read, counting: &counts)
        position += read - start
        tunnel[0][direction].consume(read - start)
        return event?.moved(by: contentStart)
    }

    private mutating func passOver(_ count: Int, _ direction: Direction, at position: inout Int) -> StreamEvent? {
        let count = tunnel[0].passOver(upTo: count)
        guard count > 0 else { return giveUpTunnel() }
        tunnel[0][direction].consume(count)
        position += count
        return .harmless(position - count..<position)
    }

    private mutating func endMessage(_ direction: Direction) -> StreamEvent? {
        tunnel[0][direction].awaitMessage()
        tunnel[0][direction].session = nil
        // In the middle of a message of a transfer the session stays where the transfer is known.
        guard tunnel[0].held != nil, !tunnel[0].isInExchange, !originator.isInCondemnedMessage,
            !responder.isInCondemnedMessage
        else { return nil }
        guard tunnel[0].closes else { return ask(for: nil) }
        tunnel[0].closes = false
        tunnel[0].held = nil
        resetReaders(to: GatewayTalk(isOpened: false))
        return nil
    }

    /// What stands where a message should is no HTTP, or the end of a body cannot be known: in a connection to the
    /// gateway it is read as if it were of the body, so that nothing is hidden by what receivers read differently.
    private mutating func leaveAtStray(_ direction: Direction, counting counts: inout ReadingCounts) -> StreamEvent? {
        let reader = tunnel[0][direction]
        if let session = reader.session ?? tunnel[0].held, let event = hold(session) { return event }
        tunnel[0][direction].awaitMessage()
        if !tunnel[0].isGateway, direction != tunnel[0].requests {
            leaveTunnel()
        } else {
            leaveHTTP(direction)
        }
        readStray(reader.line, direction, counting: &counts)
        return nil
    }
}

extension StreamEvent {
    /// The event with its indices counted from so many bytes before.
    fileprivate func moved(by distance: Int) -> StreamEvent {
        switch self {
        case .harmless(let range): .harmless(range.lowerBound + distance..<range.upperBound + distance)
        case .overwrite(let range, let byte):
            .overwrite(at: range.lowerBound + distance..<range.upperBound + distance, with: byte)
        case .adjust(let index, let byte): .adjust(at: index + distance, with: byte)
        case .denial(let index, let byte): .denial(at: index + distance, with: byte)
        case .recognized, .foreign, .malformed, .cookie, .session, .told, .resumed, .ended,
            .sessionMessage, .fileSession, .dataConnection, .dataConnectionDetail, .directConnection, .nonce, .tunnel,
            .gatewayRequest,
            .server, .gatewaySession, .unreadable, .invitation:
            self
        }
    }
}
