/// What the MSNP stream of a connection is carried in: behind the words that open a SOCKS proxy, in the bodies of HTTP
/// messages, or behind `CONNECT`.
extension Connection {
    /// Reads on where a proxy or a gateway stands, or may stand, between the two ends.
    mutating func readCarried(
        _ direction: Direction,
        in bytes: Span<UInt8>,
        at position: inout Int,
        counting counts: inout ReadingCounts
    ) -> StreamEvent? {
        guard preamble?.isUnfinished(direction) != true else {
            return readPreamble(direction, in: bytes, at: &position, counting: &counts)
        }
        return tunnel.isEmpty
            ? readOn(direction, in: bytes, at: &position, counting: &counts)
            : readTunnel(direction, in: bytes, at: &position, counting: &counts)
    }

    private mutating func readPreamble(
        _ direction: Direction,
        in bytes: Span<UInt8>,
        at position: inout Int,
        counting counts: inout ReadingCounts
    ) -> StreamEvent? {
        switch preamble?.read(direction, in: bytes, at: &position) {
        case .unfinished?: return nil
        case .none(let first)?:
            preamble = nil
            // So few bytes bring nothing by themselves.
            var read = 0
            _ = readOn(direction, in: first.span, at: &read, counting: &counts)
        case .stray?:
            preamble = nil
            originator.skipUnseen(nil)
            responder.skipUnseen(nil)
        case .end?:
            if preamble?.isUnfinished(direction.reversed) == false { preamble = nil }
        case nil: break
        }
        return readCarried(direction, in: bytes, at: &position, counting: &counts)
    }

    // MARK: Into HTTP and out of it

    /// Goes over to HTTP, with the line that the reader of a direction has found.
    mutating func enterTunnel(_ direction: Direction) {
        let line = direction == .originator ? originator.httpLine : responder.httpLine
        guard let line else { return }
        let isRequest = if case .request = line { true } else { false }
        if tunnel.isEmpty {
            // Quoted in a conversation that is MSNP beyond doubt.
            guard !hasFooting else { return }
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
    mutating func leaveHTTP(_ direction: Direction) {
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
    mutating func leaveTunnel() {
        tunnel.removeAll()
        resetReaders(to: GatewayTalk(isOpened: false))
        setLines(.originator, .first)
        setLines(.responder, .first)
    }

    /// Takes the connection for one that is of no interest.
    mutating func giveUpTunnel() -> StreamEvent {
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
    mutating func resetReaders(to talk: GatewayTalk) {
        let isForward = tunnel.first.map { $0.requests == .originator } ?? (originator.side == .client)
        let lines = (originator.httpLines, responder.httpLines)
        let tellsBackgroundsApart = tellsBackgroundsApart
        session = talk.session
        originator = isForward ? talk.client : talk.server
        responder = isForward ? talk.server : talk.client
        (originator.httpLines, responder.httpLines) = lines
        self.tellsBackgroundsApart = tellsBackgroundsApart
    }

    /// Begins the stream of a direction, as a connection begins.
    mutating func openStream(_ direction: Direction) {
        let isRequests = direction == tunnel[0].requests
        var reader = StreamReader(side: isRequests ? .client : .server, isGuessed: false, isAnnounced: false)
        reader.tellsBackgroundsApart = tellsBackgroundsApart
        if direction == .originator { originator = reader } else { responder = reader }
        tunnel[0].setPlain(direction, true)
    }

    mutating func popPending(_ direction: Direction) -> StreamEvent? {
        direction == .originator ? originator.pending.popLast() : responder.pending.popLast()
    }

    mutating func readStray(_ line: [UInt8], _ direction: Direction, counting counts: inout ReadingCounts) {
        switch direction {
        case .originator: originator.readStray(line, session: &session, counting: &counts)
        case .responder: responder.readStray(line, session: &session, counting: &counts)
        }
    }

    // MARK: Sessions

    /// Makes sure that the readers are those of a session; answers with the question for it, if they are not.
    mutating func hold(_ session: SessionName?) -> StreamEvent? {
        guard let session, tunnel[0].held != session else { return nil }
        return ask(for: session)
    }

    mutating func ask(for session: SessionName?) -> StreamEvent {
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
    mutating func settle(_ talk: GatewayTalk?) {
        tunnel[0].held = tunnel[0].asked?.session
        tunnel[0].asked = nil
        resetReaders(to: talk ?? GatewayTalk(isOpened: false))
        originator.resumeMessage()
        responder.resumeMessage()
    }
}
