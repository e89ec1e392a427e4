/// One MSN connection: what each of its two directions is in the middle of, and who takes part.
public struct Connection: Sendable {
    /// Who takes part.
    public internal(set) var session = Session()
    var originator: StreamReader
    var responder: StreamReader
    /// What the two ends say to a SOCKS proxy first; nil if they do not, or no more.
    var preamble: SOCKSPreamble?
    /// The HTTP in whose bodies the stream lies: at most one, in an array, since most connections have none.
    var tunnel: [HTTPTunnel] = []
    /// Where the stretch of the stream that is being read begins in the bytes at hand, if it lies in a body.
    var contentStart = 0

    /// Whether a server has told that the connection is MSNP: it is never taken for anything else.
    public internal(set) var isAnnounced: Bool

    /// A connection of which nothing has been read; `originator` is the side that opened it. Where that was not seen the
    /// side is guessed, and the first line corrects it.
    public init(originator side: Side, isGuessed: Bool, isAnnounced: Bool = false) {
        self.isAnnounced = isAnnounced
        originator = StreamReader(side: side, isGuessed: isGuessed, isAnnounced: isAnnounced)
        responder = StreamReader(side: side.other, isGuessed: isGuessed, isAnnounced: isAnnounced)
        preamble = isGuessed ? nil : SOCKSPreamble()
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

    /// Whether either direction has shown to be MSNP.
    ///
    /// In line by force, like the one below: a call would be given a copy of the whole connection.
    @inline(__always)
    var hasFooting: Bool {
        originator.isRecognized || responder.isRecognized || tunnel.first?.isGateway == true
    }

    /// Whether the connection is ours so surely that it may be cut off: one line found in the middle, which may be quoted
    /// text, does not make it so.
    public var isProven: Bool {
        originator.isProven || responder.isProven || tunnel.first?.isGateway == true
    }

    /// Whether neither direction carries anything of ours: both have shown it, or one has for long and nobody answered.
    ///
    /// Kept rather than derived, like the next two: all are asked for with every packet, and change with few.
    public internal(set) var isForeign = false

    /// Whether either direction has shown to be MSNP.
    public internal(set) var isRecognized = false

    /// How many bytes of unfinished lines, messages and accounts are kept, for the bound on all of them.
    public internal(set) var storedBytes = 0

    /// Who writes in a direction.
    public func side(of direction: Direction) -> Side {
        direction == .originator ? originator.side : responder.side
    }

    /// What the latest message of a direction that belongs to a transfer has told, so far as it has been read.
    ///
    /// `mutating` although it changes nothing, as all that is asked while packets are read: a connection that is only lent
    /// is copied first, 800 bytes each time.
    public mutating func finding(_ direction: Direction) -> Finding {
        direction == .originator ? originator.finding : responder.finding
    }

    /// Who wrote the message being read in a direction, and to whom; nil what is not known.
    public mutating func correspondents(_ direction: Direction) -> (from: String?, to: String?) {
        // Not by a reader taken out, which would be copied whole.
        let side = side(of: direction)
        let named =
            direction == .originator
            ? (originator.namedSender, originator.namedReceiver) : (responder.namedSender, responder.namedReceiver)
        return (named.0 ?? session.sender(from: side), named.1 ?? session.receivers(from: side))
    }

    /// The same, without what rests on the word of a client alone: it may lie about itself, and to the gate about others.
    public mutating func confirmedCorrespondents(_ direction: Direction) -> (from: String?, to: String?) {
        direction == .originator
            ? originator.confirmedCorrespondents(in: session) : responder.confirmedCorrespondents(in: session)
    }

    /// What the message being read in a direction travels on.
    public mutating func carrier(_ direction: Direction) -> TransferCarrier {
        guard !isInHTTP(direction) else { return .http }
        return direction == .originator ? originator.carrier : responder.carrier
    }

    /// Whether a direction stands in the middle of a message, or a packet, that belongs to a transfer.
    public mutating func isInCondemnedMessage(_ direction: Direction) -> Bool {
        direction == .originator ? originator.isInCondemnedMessage : responder.isInCondemnedMessage
    }

    /// What is known of the bytes that come next in a direction. Where they lie in HTTP, the ends of bodies must be found,
    /// and nothing is known to be harmless.
    public func outlook(_ direction: Direction) -> Outlook {
        let outlook = direction == .originator ? originator.outlook : responder.outlook
        return isInHTTP(direction) && outlook != .condemned ? .open : outlook
    }

    private func isInHTTP(_ direction: Direction) -> Bool {
        tunnel.first.map { !$0.isPlain(direction) } ?? false
    }

    /// What the latest line of a data connection told.
    public func dataConnectionDetail(_ direction: Direction) -> DataConnectionDetail? {
        direction == .originator ? originator.detail : responder.detail
    }

    /// A number that stands for the sender and the receiver of the message being read in a direction.
    public mutating func origin(_ direction: Direction) -> UInt64 {
        direction == .originator ? originator.origin : responder.origin
    }

    /// What a direction of a direct connection has shown first; nil if that was not read.
    public func nonce(_ direction: Direction) -> GUID? {
        direction == .originator ? originator.peerToPeer.first?.frames.nonce : responder.peerToPeer.first?.frames.nonce
    }

    /// Notes that `one` writes in a direction of a direct connection and `other` answers, either of whom may be unknown.
    public mutating func introduce(_ one: String?, to other: String?, _ direction: Direction) {
        let isOne = direction == .originator
        originator.introduce(from: isOne ? one : other, to: isOne ? other : one)
        responder.introduce(from: isOne ? other : one, to: isOne ? one : other)
    }

    /// Reads on from `position` in the next bytes of a direction, until something happened or they are used up; counts what
    /// is read.
    public mutating func next(
        _ direction: Direction,
        in bytes: Span<UInt8>,
        at position: inout Int,
        counting counts: inout ReadingCounts
    ) -> StreamEvent? {
        let event =
            preamble == nil && tunnel.isEmpty
            ? readOn(direction, in: bytes, at: &position, counting: &counts)
            : readCarried(direction, in: bytes, at: &position, counting: &counts)
        if event == nil {
            storedBytes = originator.storedBytes + responder.storedBytes + session.storedBytes
            isRecognized = hasFooting
            isForeign = originator.isForeign(beside: responder) || responder.isForeign(beside: originator)
            if let tunnel = tunnel.first { storedBytes += tunnel.storedBytes }
        }
        return event
    }

    /// Reads on in the MSNP stream of a direction.
    mutating func readOn(
        _ direction: Direction,
        in bytes: Span<UInt8>,
        at position: inout Int,
        counting counts: inout ReadingCounts
    ) -> StreamEvent? {
        let event =
            direction == .originator
            ? originator.next(in: bytes, at: &position, session: &session, counting: &counts)
            : responder.next(in: bytes, at: &position, session: &session, counting: &counts)
        switch event {
        case .recognized?:
            isRecognized = true
            expectCommands(direction.reversed)
        case .directConnection(let isOpened)?: expectFrames(direction.reversed, areOpened: isOpened)
        case .tunnel?: enterTunnel(direction)
        default: break
        }
        return event
    }

    /// Takes a direction for MSNP because the other one is.
    private mutating func expectCommands(_ direction: Direction) {
        switch direction {
        case .originator: originator.expectCommands(from: responder.side.other)
        case .responder: responder.expectCommands(from: originator.side.other)
        }
    }

    private mutating func expectFrames(_ direction: Direction, areOpened: Bool) {
        switch direction {
        case .originator: originator.expectFrames(areOpened: areOpened)
        case .responder: responder.expectFrames(areOpened: areOpened)
        }
    }

    /// Whether the packet of a file that has been read in a direction is the last of that file.
    public mutating func endsData(_ direction: Direction) -> Bool {
        direction == .originator ? originator.endsData : responder.endsData
    }

    /// Whether the server will acknowledge the message being read in a direction.
    public mutating func awaitsAcknowledgement(_ direction: Direction) -> Bool {
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
        let count = isInHTTP(direction) ? nil : count
        switch direction {
        case .originator: originator.skipUnseen(count)
        case .responder: responder.skipUnseen(count)
        }
        preamble = nil
        if !tunnel.isEmpty { leaveUnseen(direction) }
        isRecognized = hasFooting
    }

    /// Answers `StreamEvent.session`: what is known of the session, nil for nothing. `position` is as `next` left it.
    public mutating func answerSession(_ kind: SessionKind?, _ direction: Direction, at position: Int) {
        switch direction {
        case .originator: originator.answerSession(kind, at: position - contentStart - 1)
        case .responder: responder.answerSession(kind, at: position - contentStart - 1)
        }
    }

    /// Answers `StreamEvent.cookie`: whether the cookie is that of an offered file. `position` is as `next` left it.
    public mutating func answerCookie(isFile: Bool, _ direction: Direction, at position: Int) {
        switch direction {
        case .originator: originator.answerCookie(isFile: isFile, at: position - contentStart - 1)
        case .responder: responder.answerCookie(isFile: isFile, at: position - contentStart - 1)
        }
    }
}
