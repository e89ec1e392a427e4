/// What the MSNP stream of a connection is carried in: behind the words that open a SOCKS proxy, in the bodies of HTTP
/// messages, or behind `CONNECT`.
extension Connection {
    /// Reads on where a proxy or a gateway stands, or may stand, between the two ends.
    mutating func readCarried(_ direction: Direction, in bytes: Span<UInt8>, at position: inout Int) -> StreamEvent? {
        guard preamble?.isUnfinished(direction) != true else {
            return readPreamble(direction, in: bytes, at: &position)
        }
        return tunnel.isEmpty
            ? readOn(direction, in: bytes, at: &position) : readTunnel(direction, in: bytes, at: &position)
    }

    private mutating func readPreamble(
        _ direction: Direction,
        in bytes: Span<UInt8>,
        at position: inout Int
    ) -> StreamEvent? {
        switch preamble?.read(direction, in: bytes, at: &position) {
        case .unfinished?: return nil
        case .none(let first)?:
            preamble = nil
            // So few bytes bring nothing by themselves.
            var read = 0
            _ = readOn(direction, in: first.span, at: &read)
        case .stray?:
            preamble = nil
            originator.skipUnseen(nil)
            responder.skipUnseen(nil)
        case .end?:
            if preamble?.isUnfinished(direction.reversed) == false { preamble = nil }
        case nil: break
        }
        return readCarried(direction, in: bytes, at: &position)
    }

    // MARK: Into HTTP and out of it

    /// Goes over to HTTP, with the line that the reader of a direction has found.
    mutating func enterTunnel(_ direction: Direction) {
        let line = direction == .originator ? originator.httpLine : responder.httpLine
        guard let line else { return }
        let isRequest = if case .request = line { true } else { false }
        if tunnel.isEmpty {
            // Quoted in a conversation that is MSNP beyond doubt.
            guard !isRecognized else { return }
            beginTunnel(requests: isRequest ? direction : direction.reversed, behind: direction)
        }
        guard (direction == tunnel[0].requests) == isRequest else { return setLines(direction, .everywhere) }
        setLines(direction, .nowhere)
        tunnel[0].setPlain(direction, false)
        tunnel[0][direction].begin(with: line)
    }

    private mutating func beginTunnel(requests: Direction, behind direction: Direction) {
        tunnel = [HTTPTunnel(requests: requests)]
        let other = direction.reversed
        // The line that the other direction stands in may be one of HTTP as well.
        let unfinished = other == .originator ? originator.carry : responder.carry
        tunnel[0][other].awaitMessage(with: unfinished)
        resetReaders(to: GatewayTalk(isOpened: false))
    }

    /// Reads a direction as MSNP from here on; HTTP is taken up again where a message begins.
    private mutating func leaveHTTP(_ direction: Direction) {
        tunnel[0].setPlain(direction, true)
        tunnel[0].losePairing()
        setLines(direction, .everywhere)
    }

    /// Gives up the place of a direction in HTTP, because bytes of it were never seen.
    mutating func leaveUnseen(_ direction: Direction) {
        if tunnel[0].asked != nil { settle(nil) }
        leaveHTTP(direction)
    }

    /// Leaves HTTP for good: it was none, or it has switched to something else.
    private mutating func leaveTunnel() {
        tunnel.removeAll()
        resetReaders(to: GatewayTalk(isOpened: false))
        setLines(.originator, .first)
        setLines(.responder, .first)
    }

    /// Takes the connection for one that is of no interest.
    private mutating func giveUpTunnel() -> StreamEvent {
        tunnel.removeAll()
        originator.state = .foreign
        responder.state = .foreign
        return .foreign
    }

    // MARK: The readers

    private mutating func setLines(_ direction: Direction, _ lines: StreamReader.HTTPLines) {
        if direction == .originator { originator.httpLines = lines } else { responder.httpLines = lines }
    }

    /// Puts readers of a session of the gateway in the place of those that are here.
    private mutating func resetReaders(to talk: GatewayTalk) {
        let isForward = tunnel.first.map { $0.requests == .originator } ?? (originator.side == .client)
        let lines = (originator.httpLines, responder.httpLines)
        session = talk.session
        originator = isForward ? talk.client : talk.server
        responder = isForward ? talk.server : talk.client
        (originator.httpLines, responder.httpLines) = lines
    }

    /// Begins the stream of a direction, as a connection begins.
    private mutating func openStream(_ direction: Direction) {
        let isRequests = direction == tunnel[0].requests
        let reader = StreamReader(side: isRequests ? .client : .server, isGuessed: false)
        if direction == .originator { originator = reader } else { responder = reader }
        tunnel[0].setPlain(direction, true)
    }

    private mutating func popPending(_ direction: Direction) -> StreamEvent? {
        direction == .originator ? originator.pending.popLast() : responder.pending.popLast()
    }

    private mutating func readStray(_ line: [UInt8], _ direction: Direction) {
        switch direction {
        case .originator: originator.readStray(line, session: &session)
        case .responder: responder.readStray(line, session: &session)
        }
    }

    // MARK: Messages

    private mutating func readTunnel(_ direction: Direction, in bytes: Span<UInt8>, at position: inout Int)
        -> StreamEvent?
    {
        if tunnel[0].asked != nil { settle(nil) }
        while !tunnel.isEmpty {
            if let event = popPending(direction) { return event.moved(by: contentStart) }
            if tunnel[0].isPlain(direction) {
                contentStart = 0
                return position < bytes.count ? readOn(direction, in: bytes, at: &position) : nil
            }
            guard let step = tunnel[0][direction].next(in: bytes, at: &position) else { return nil }
            let event: StreamEvent?
            switch step {
            case .startLine: event = beginMessage(direction)
            case .adjust(let index, let byte): event = .adjust(at: index, with: byte)
            case .head: event = direction == tunnel[0].requests ? beginRequest() : beginAnswer()
            case .content(let count): event = readContent(count, direction, in: bytes, at: &position)
            case .end: event = endMessage(direction)
            case .stray: event = leaveAtStray(direction)
            }
            if let event { return event }
        }
        contentStart = 0
        return readOn(direction, in: bytes, at: &position)
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
        at position: inout Int
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
        let event = readOn(direction, in: bytes.extracting(contentStart..<position + count), at: &read)
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
    private mutating func leaveAtStray(_ direction: Direction) -> StreamEvent? {
        let reader = tunnel[0][direction]
        if let session = reader.session ?? tunnel[0].held, let event = hold(session) { return event }
        tunnel[0][direction].awaitMessage()
        if !tunnel[0].isGateway, direction != tunnel[0].requests {
            leaveTunnel()
        } else {
            leaveHTTP(direction)
        }
        readStray(reader.line, direction)
        return nil
    }

    // MARK: Sessions

    /// Makes sure that the readers are those of a session; answers with the question for it, if they are not.
    private mutating func hold(_ session: SessionName?) -> StreamEvent? {
        guard let session, tunnel[0].held != session else { return nil }
        return ask(for: session)
    }

    private mutating func ask(for session: SessionName?) -> StreamEvent {
        tunnel[0].asked = HTTPTunnel.Asked(session: session)
        return .gatewaySession
    }

    /// Answers `StreamEvent.gatewaySession`: keeps the session that was read so far, and takes the one that is read next.
    public mutating func exchangeTalk(in sessions: inout GatewaySessions) {
        guard let asked = tunnel.first?.asked else { return }
        if let held = tunnel[0].held { sessions.keep(heldTalk, as: held) }
        settle(asked.session.flatMap { sessions.take($0) })
    }

    private var heldTalk: GatewayTalk {
        let isForward = tunnel[0].requests == .originator
        return GatewayTalk(
            session: session,
            client: isForward ? originator : responder,
            server: isForward ? responder : originator
        )
    }

    /// Goes on with a session as it was left, or in the middle of it if nothing is known of it.
    private mutating func settle(_ talk: GatewayTalk?) {
        tunnel[0].held = tunnel[0].asked?.session
        tunnel[0].asked = nil
        resetReaders(to: talk ?? GatewayTalk(isOpened: false))
        originator.resumeMessage()
        responder.resumeMessage()
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
        case .recognized, .foreign, .command, .message, .malformed, .cookie, .session, .told, .resumed, .ended,
            .sessionMessage, .fileSession, .dataConnection, .dataConnectionDetail, .tunnel, .gatewayRequest,
            .server, .gatewaySession, .unreadable:
            self
        }
    }
}
