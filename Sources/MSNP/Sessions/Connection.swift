/// One MSN connection: what each of its two directions is in the middle of, and who takes part.
public struct Connection: Sendable {
    /// Who takes part.
    public private(set) var session = Session()
    private var originator: StreamReader
    private var responder: StreamReader

    /// A connection of which nothing has been read; `originator` is the side that opened it. Where that was not seen the
    /// side is guessed, and the first line corrects it.
    public init(originator side: Side, isGuessed: Bool) {
        originator = StreamReader(side: side, isGuessed: isGuessed)
        responder = StreamReader(side: side.other, isGuessed: isGuessed)
    }

    /// Which of the two directions of the connection a stretch of bytes belongs to.
    public enum Direction: UInt8, Sendable, CaseIterable {
        /// From the host that opened the connection.
        case originator
        /// From the host that was called.
        case responder

        /// The direction back.
        public var reversed: Direction {
            self == .originator ? .responder : .originator
        }
    }

    /// Whether backgrounds that travel by the rules of files are told from files: it takes the context of an offer, which
    /// comes late, and so it is not done unless they are to be treated otherwise. Set it before anything is read.
    public var tellsBackgroundsApart: Bool {
        get { originator.tellsBackgroundsApart }
        set {
            originator.tellsBackgroundsApart = newValue
            responder.tellsBackgroundsApart = newValue
        }
    }

    /// Whether either direction is MSNP beyond doubt.
    public var isRecognized: Bool { originator.isRecognized || responder.isRecognized }

    /// Whether neither direction carries anything of ours.
    ///
    /// Kept rather than derived, like `storedBytes`: both are asked for with every packet, and change with few.
    public private(set) var isForeign = false

    /// How many bytes of unfinished lines, messages and accounts are kept, for the bound on all of them.
    public private(set) var storedBytes = 0

    /// Who writes in a direction.
    public func side(of direction: Direction) -> Side {
        direction == .originator ? originator.side : responder.side
    }

    /// What the latest message of a direction that belongs to a transfer has told, so far as it has been read.
    public func finding(_ direction: Direction) -> Finding {
        direction == .originator ? originator.finding : responder.finding
    }

    /// Who wrote the message being read in a direction, and to whom; nil what is not known.
    public func correspondents(_ direction: Direction) -> (from: String?, to: String?) {
        let reader = direction == .originator ? originator : responder
        return (
            reader.namedSender ?? session.sender(from: reader.side),
            reader.namedReceiver ?? session.receivers(from: reader.side)
        )
    }

    /// What the message being read in a direction travels on.
    public func carrier(_ direction: Direction) -> TransferCarrier {
        direction == .originator ? originator.carrier : responder.carrier
    }

    /// Whether a direction stands in the middle of a message, or a packet, that belongs to a transfer.
    public func isInCondemnedMessage(_ direction: Direction) -> Bool {
        direction == .originator ? originator.isInCondemnedMessage : responder.isInCondemnedMessage
    }

    /// What is known of the bytes that come next in a direction.
    public func outlook(_ direction: Direction) -> Outlook {
        direction == .originator ? originator.outlook : responder.outlook
    }

    /// What the latest line of a data connection told.
    public func dataConnectionDetail(_ direction: Direction) -> DataConnectionDetail? {
        direction == .originator ? originator.detail : responder.detail
    }

    /// Reads on from `position` in the next bytes of a direction, until something happened or they are used up.
    public mutating func next(
        _ direction: Direction,
        in bytes: Span<UInt8>,
        at position: inout Int
    ) -> StreamEvent? {
        let event: StreamEvent?
        switch direction {
        case .originator:
            event = originator.next(in: bytes, at: &position, session: &session)
            if case .recognized? = event { responder.expectCommands(from: originator.side.other) }
        case .responder:
            event = responder.next(in: bytes, at: &position, session: &session)
            if case .recognized? = event { originator.expectCommands(from: responder.side.other) }
        }
        if event == nil {
            storedBytes = originator.storedBytes + responder.storedBytes + session.storedBytes
            isForeign = originator.isForeign && responder.isForeign
        }
        return event
    }

    /// Whether the packet of a file that has been read in a direction is the last of that file.
    public func endsData(_ direction: Direction) -> Bool {
        direction == .originator ? originator.endsData : responder.endsData
    }

    /// Whether the server will acknowledge the message being read in a direction.
    public func awaitsAcknowledgement(_ direction: Direction) -> Bool {
        (direction == .originator ? originator.transaction : responder.transaction) != nil
    }

    /// Has the acknowledgement of the message being read in a direction say that it was not delivered: when the line
    /// comes, `StreamEvent.denial` tells which of its bytes must leave as others.
    public mutating func denyDelivery(_ direction: Direction) {
        let transaction = direction == .originator ? originator.transaction : responder.transaction
        if let transaction { session.denials.add(transaction) }
    }

    /// Goes on behind bytes of a direction that were never seen: `count` of them, or nil if nobody knows. The footing is given up,
    /// unless all of them were payload that nothing was to be read of.
    public mutating func skipUnseen(_ direction: Direction, count: Int? = nil) {
        switch direction {
        case .originator: originator.skipUnseen(count)
        case .responder: responder.skipUnseen(count)
        }
    }

    /// Answers `StreamEvent.session`: what is known of the session, nil for nothing. `position` is as `next` left it.
    public mutating func answerSession(_ kind: SessionKind?, _ direction: Direction, at position: Int) {
        switch direction {
        case .originator: originator.answerSession(kind, at: position - 1)
        case .responder: responder.answerSession(kind, at: position - 1)
        }
    }

    /// Answers `StreamEvent.cookie`: whether the cookie is that of an offered file. `position` is as `next` left it.
    public mutating func answerCookie(isFile: Bool, _ direction: Direction, at position: Int) {
        switch direction {
        case .originator: originator.answerCookie(isFile: isFile, at: position - 1)
        case .responder: responder.answerCookie(isFile: isFile, at: position - 1)
        }
    }
}
