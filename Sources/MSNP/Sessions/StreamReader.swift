/// Reads the bytes of one direction of a connection, in order, and tells what they bring.
///
///     opening ── plausible line ──▶ line ◀─────────────┐
///        │                           │ payload         │ end of payload
///        │ anything else             ├─▶ headers ─▶ invitation
///        ▼                           ├─▶ packet ───────┤
///        │                           └─▶ skipping ─────┘
///     searching ── footing ────────▶ line
///        ▼
///     foreign                        opening ── VER MSNFTP ──▶ data connection
///                         opening, searching ── frames ──────▶ direct
///
/// Nothing is told of a byte that depends on a byte behind it, and nothing is stored but an unfinished line, the fields of
/// an invitation being read, and a few counts; payload that decides nothing is counted down and never looked at.
///
/// A footing found in the middle of a stream is *provisional* until a command line stands where it predicts one. Until then
/// other footings inside its payload are read beside it, as `rivals`: the one that is proven first is followed.
struct StreamReader {
    enum State {
        case opening(OpeningLine)
        case searching(Int)
        case line
        case skipping
        /// Before the body of a message, of whose headers something has been read if they have `begun`.
        case headers(begun: Bool)
        case invitation
        case packet
        case dataConnection
        case direct
        case foreign
    }

    /// How far the place of the next command line is known.
    enum Trust: Equatable {
        /// Beyond doubt: from the beginning of the connection, or by a line that stood where it was predicted.
        case proven
        /// By one line found in the middle. It `speaks` where that line is the first thing seen of the stream: joined
        /// while nobody writes, a stream goes on with a command. What is found behind other text is not acted on until it
        /// is proven, since it may be quoted chat.
        case provisional(speaks: Bool)
        /// The line that was predicted is not there.
        case disproved

        /// In place of `==`, which is a call.
        @inline(__always)
        var isProof: Bool {
            switch self {
            case .proven: true
            case .provisional, .disproved: false
            }
        }
    }

    /// How many bytes without a plausible command line make a stream foreign: the longest line taken, so that one
    /// line of junk cannot hide what follows it.
    static let maximumSearch = CommandLine.maximumLength

    /// How many bytes of a foreign stream are counted: more than one side of anything of ours says before the other has
    /// said a word.
    static let maximumMonologue = 65_536

    /// Who writes this direction.
    var side: Side
    /// Whether `side` is only a guess, which the first line corrects: so it is in a stream joined in the middle.
    var sideIsGuessed: Bool
    /// Whether a server has told that the connection is MSNP, so that it cannot be foreign.
    var isAnnounced: Bool
    var firstBytes = FirstBytes()
    /// How many bytes have come since the stream was foreign, up to `maximumMonologue`.
    var foreignBytes = 0
    var state = State.opening(OpeningLine())
    var directOpening = DirectOpening()
    /// Whether bytes of the stream were never seen, so that it may have begun as anything.
    var hasGap = false
    var trust = Trust.proven
    /// The bytes of the payload that are still to come.
    var remaining = 0
    /// The beginning of a line whose end has not come yet.
    var carry: [UInt8] = []
    var boundary = HeaderBoundary()
    var headers = MessageHeaders()
    /// What `headers` were read from.
    var latestHeaders = LatestHeaders()
    /// One element from the first invitation on: most connections never see one, and the reader is moved about.
    var invitations: [InvitationBody] = []
    var assemblies = InvitationAssemblies()
    /// The same for the P2P layer.
    var peerToPeer: [PeerToPeer] = []
    /// The layout of the packets of the message at hand.
    var version = PacketHeader.Version.first
    /// Whether backgrounds that travel by the rules of files are told from files.
    var tellsBackgroundsApart = false
    /// What stands for the sender and the receiver of the message at hand.
    var origin: UInt64 = 0
    /// Whether the latest finding is of the P2P layer, and not in a text invitation.
    var isInPacket = false
    /// Whether the message at hand is one of a notification server, not of a switchboard.
    var isOnNotificationServer = false
    /// The number of the message at hand, if the server will acknowledge it.
    var transaction: UInt32?
    /// How many blocks of header lines are still to end before the body begins.
    var blocks = 0
    /// The latest line of a data connection that told something.
    var detail: DataConnectionDetail?
    /// Whether bytes of the stream were never seen, in which messages may have begun.
    var hasMissed = false
    /// Events that follow from a byte already read, in reverse order; at most four.
    var pending: [StreamEvent] = []
    var rivals: [StreamReader] = []
    /// The unfinished line in the payload of a provisional footing.
    var quoted: [UInt8] = []
    /// Where a line of HTTP is one, and not text.
    var httpLines = HTTPLines.first
    /// The line of HTTP that was read last.
    var httpLine: HTTPStartLine?

    init(side: Side, isGuessed: Bool, isAnnounced: Bool = false) {
        self.side = side
        sideIsGuessed = isGuessed
        self.isAnnounced = isAnnounced
    }

    /// How many bytes this reader keeps, for the bound on all of them.
    ///
    /// In line by force: a call would be given a copy of the whole reader, with every packet.
    @inline(__always)
    var storedBytes: Int {
        var own = carry.count + quoted.count + latestHeaders.storedBytes + assemblies.storedBytes
        if !invitations.isEmpty { own += MemoryLayout<InvitationBody>.stride + invitations[0].reader.storedBytes }
        if !peerToPeer.isEmpty { own += MemoryLayout<PeerToPeer>.stride + peerToPeer[0].storedBytes }
        return rivals.isEmpty ? own : own + Self.storedBytes(of: rivals)
    }

    private static func storedBytes(of rivals: [StreamReader]) -> Int {
        rivals.reduce(0) { $0 + MemoryLayout<StreamReader>.stride + $1.storedBytes }
    }

    /// Whether the stream has shown to be MSNP.
    var isRecognized: Bool {
        switch state {
        case .line, .skipping, .headers, .invitation, .packet, .direct: true
        case .opening, .searching, .dataConnection, .foreign: false
        }
    }

    /// Whether the stream is one of ours beyond doubt.
    var isProven: Bool {
        if case .dataConnection = state { return true }
        return isRecognized && trust == .proven
    }

    /// Whether nothing of ours is expected in the stream any more.
    var isForeign: Bool {
        if case .foreign = state { true } else { false }
    }

    /// Whether the stream was seen from its beginning, and nobody has told what it is.
    var beganUnannounced: Bool { !sideIsGuessed && !isAnnounced }

    private var isSilent: Bool {
        guard case .opening = state else { return false }
        return beganUnannounced && firstBytes.isEmpty
    }

    /// Whether nothing of ours is expected of the whole connection any more, so far as this direction tells: both are
    /// foreign, or this one has gone on for long without an answer. Joined in the middle, a stream may be silent for
    /// another reason: a file that is being sent is not answered.
    func isForeign(beside other: StreamReader) -> Bool {
        guard isForeign, !other.isForeign else { return isForeign }
        return foreignBytes >= Self.maximumMonologue && other.isSilent
    }

    /// Whether the stream stands in the middle of a message, or a packet, that belongs to a transfer.
    var isInCondemnedMessage: Bool {
        switch state {
        case .invitation: invitations[0].reader.stage != nil
        case .packet, .direct: peerToPeer[0].packet.stage != nil
        case .opening, .searching, .line, .skipping, .headers, .dataConnection, .foreign: false
        }
    }

    /// What the message at hand travels on.
    var carrier: TransferCarrier {
        isDirect ? .direct : isOnNotificationServer ? .notificationServer : .switchboard
    }

    /// What the latest message that belongs to a transfer has told, so far as it has been read.
    var finding: Finding {
        // Element by element: a packet reader taken out would be copied, with every message that tells something.
        guard isInPacket, !peerToPeer.isEmpty else {
            return .invitation(invitations.isEmpty ? Invitation() : invitations[0].reader.invitation)
        }
        if peerToPeer[0].frames.isFileOtherwise { return .data(session: 0, kind: nil) }
        return peerToPeer[0].packet.stage == .data
            ? .data(session: peerToPeer[0].packet.session, kind: peerToPeer[0].packet.kind)
            : .session(peerToPeer[0].packet.message)
    }

    /// Takes the stream for MSNP because the other direction is.
    mutating func expectCommands(from side: Side) {
        guard !isRecognized else { return }
        if sideIsGuessed { self.side = side }
        if case .foreign = state { state = .searching(0) }
    }

    /// Goes on behind bytes that were never seen: so many, or nil if nobody knows. The footing is given up, unless they
    /// only had to be counted.
    mutating func skipUnseen(_ count: Int?) {
        guard !isForeign else { return }
        guard !isDirect else { return skipUnseenFrames(count) }
        hasGap = true
        if let count, case .harmless(let harmless) = outlook, count <= harmless {
            remaining -= count
            if case .packet = state { peerToPeer[0].packet.skip(count) }
            if remaining == 0 { state = .line }
            return
        }
        hasMissed = true
        carry.removeAll(keepingCapacity: true)
        assemblies.skipUnseen()
        if !peerToPeer.isEmpty { peerToPeer[0].packet.skipUnseen() }
        dropRivals()
        state = .searching(0)
    }

    /// Reads on from `position` until something happened or the bytes are used up, and moves `position` there.
    mutating func next(
        in bytes: Span<UInt8>,
        at position: inout Int,
        session: inout Session,
        counting counts: inout ReadingCounts
    ) -> StreamEvent? {
        while true {
            if !pending.isEmpty { return pending.removeLast() }
            guard position < bytes.count else { return nil }
            let event =
                trust.isProof
                ? step(in: bytes, at: &position, session: &session, counting: &counts)
                : stepBesideRivals(in: bytes, at: &position, session: &session, counting: &counts)
            if let event { return event }
        }
    }

    /// Reads one line, or a stretch of payload.
    @inline(__always)
    mutating func step(
        in bytes: Span<UInt8>,
        at position: inout Int,
        session: inout Session,
        counting counts: inout ReadingCounts
    ) -> StreamEvent? {
        switch state {
        case .opening(let opening):
            readOpening(opening, in: bytes, at: &position, session: &session, counting: &counts)
        case .searching(let searched):
            search(searched, in: bytes, at: &position, session: &session, counting: &counts)
        case .line: readLine(in: bytes, at: &position, session: &session, counting: &counts)
        case .skipping: skip(in: bytes, at: &position)
        case .headers(let begun):
            readHeaders(begun, in: bytes, at: &position, session: session, counting: &counts)
        case .packet: readPacket(in: bytes, at: &position)
        case .invitation: readInvitation(in: bytes, at: &position)
        case .dataConnection: readDataConnection(in: bytes, at: &position)
        case .direct: readFrames(in: bytes, at: &position)
        case .foreign: skipForeign(in: bytes, at: &position)
        }
    }

    /// Answers `StreamEvent.session`: what is known of the session. `index` is that of the last byte read.
    mutating func answerSession(_ kind: SessionKind?, at index: Int) {
        guard !peerToPeer.isEmpty else { return }
        peerToPeer[0].packet.answer(kind, at: index, into: &pending)
    }

    /// Answers `StreamEvent.cookie`: whether the cookie is that of an offered file. `index` is that of the last byte read.
    mutating func answerCookie(isFile: Bool, at index: Int) {
        guard !invitations.isEmpty else { return }
        tell(invitations[0].answer(isFile: isFile), at: index)
    }
}
