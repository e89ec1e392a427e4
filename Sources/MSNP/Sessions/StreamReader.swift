/// Reads the bytes of one direction of a connection, in order, and tells what they bring.
///
///     opening ── plausible line ──▶ line ◀─────────────┐
///        │                           │ payload         │ end of payload
///        │ anything else             ├─▶ headers ─▶ invitation
///        ▼                           └─▶ skipping ─────┘
///     searching ── footing ────────▶ line
///        ▼
///     foreign                        opening ── VER MSNFTP ──▶ data connection
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
        case headers
        case invitation
        case dataConnection
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
    }

    /// How many bytes without a plausible command line make a stream foreign: the longest line taken, so that one
    /// line of junk cannot hide what follows it.
    static let maximumSearch = CommandLine.maximumLength

    /// Who writes this direction.
    var side: Side
    /// Whether `side` is only a guess, which the first line corrects: so it is in a stream joined in the middle.
    let sideIsGuessed: Bool
    var state = State.opening(OpeningLine())
    var trust = Trust.proven
    /// The bytes of the payload that are still to come.
    var remaining = 0
    /// The beginning of a line whose end has not come yet.
    var carry: [UInt8] = []
    var boundary = HeaderBoundary()
    var headers = MessageHeaders()
    var invitation = InvitationBody()
    var assemblies = InvitationAssemblies()
    /// The latest line of a data connection that told something.
    var detail: DataConnectionDetail?
    /// Events that follow from a byte already read, in reverse order; at most three.
    var pending: [StreamEvent] = []
    var rivals: [StreamReader] = []
    /// The unfinished line in the payload of a provisional footing.
    var quoted: [UInt8] = []
    /// Where a line of HTTP is one, and not text.
    var httpLines = HTTPLines.first
    /// The line of HTTP that was read last.
    var httpLine: HTTPStartLine?

    init(side: Side, isGuessed: Bool) {
        self.side = side
        sideIsGuessed = isGuessed
    }

    /// How many bytes this reader keeps, for the bound on all of them.
    ///
    /// In line by force: a call would be given a copy of the whole reader, with every packet.
    @inline(__always)
    var storedBytes: Int {
        let own = carry.count + quoted.count + assemblies.storedBytes + invitation.reader.storedBytes
        return rivals.isEmpty ? own : own + Self.storedBytes(of: rivals)
    }

    private static func storedBytes(of rivals: [StreamReader]) -> Int {
        rivals.reduce(0) { $0 + MemoryLayout<StreamReader>.stride + $1.storedBytes }
    }

    /// Whether the stream has shown to be MSNP.
    var isRecognized: Bool {
        switch state {
        case .line, .skipping, .headers, .invitation: true
        case .opening, .searching, .dataConnection, .foreign: false
        }
    }

    /// Whether nothing of ours is expected in the stream any more.
    var isForeign: Bool {
        if case .foreign = state { true } else { false }
    }

    /// Whether the stream stands in the middle of a condemned invitation.
    var isInCondemnedInvitation: Bool {
        if case .invitation = state { invitation.reader.stage != nil } else { false }
    }

    /// Takes the stream for MSNP because the other direction is.
    mutating func expectCommands(from side: Side) {
        guard !isRecognized else { return }
        if sideIsGuessed { self.side = side }
        if case .foreign = state { state = .searching(0) }
    }

    /// Gives up the footing, because bytes of the stream were never seen.
    mutating func skipUnseen() {
        guard !isForeign else { return }
        carry.removeAll(keepingCapacity: true)
        assemblies.skipUnseen()
        dropRivals()
        state = .searching(0)
    }

    /// Reads on from `position` until something happened or the bytes are used up, and moves `position` there.
    mutating func next(in bytes: Span<UInt8>, at position: inout Int, session: inout Session) -> StreamEvent? {
        while true {
            if let event = pending.popLast() { return event }
            guard position < bytes.count else { return nil }
            let event =
                trust == .proven
                ? step(in: bytes, at: &position, session: &session)
                : stepBesideRivals(in: bytes, at: &position, session: &session)
            if let event { return event }
        }
    }

    /// Reads one line, or a stretch of payload.
    mutating func step(in bytes: Span<UInt8>, at position: inout Int, session: inout Session) -> StreamEvent? {
        switch state {
        case .opening(let opening): readOpening(opening, in: bytes, at: &position, session: &session)
        case .searching(let searched): search(searched, in: bytes, at: &position, session: &session)
        case .line: readLine(in: bytes, at: &position, session: &session)
        case .skipping: skip(in: bytes, at: &position)
        case .headers: readHeaders(in: bytes, at: &position)
        case .invitation: readInvitation(in: bytes, at: &position)
        case .dataConnection: readDataConnection(in: bytes, at: &position)
        case .foreign: skipForeign(in: bytes, at: &position)
        }
    }

    /// Answers `StreamEvent.cookie`: whether the cookie is that of an offered file. `index` is that of the last byte read.
    mutating func answerCookie(isFile: Bool, at index: Int) {
        tell(invitation.answer(isFile: isFile), at: index)
    }
}
