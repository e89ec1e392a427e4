/// Reads the bytes of one direction of a connection, in order, and tells what they bring.
///
///     opening ── plausible line ──▶ line ◀──────────────┐
///        │                           │ payload          │ end of payload
///        │ anything else             ├─▶ headers ─▶ invitation
///        ▼                           ├─▶ skipping ──────┤
///     searching ── footing ─────────▶│                  │
///        │   ▲───── malformed line ──┘
///        ▼
///     foreign                        opening ── VER MSNFTP ──▶ data connection
///
/// Nothing is told of a byte that depends on a byte behind it, and nothing is stored but an unfinished line, the fields of
/// an invitation being read, and a few counts; payload that decides nothing is counted down and never looked at.
struct StreamReader {
    /// How many bytes without a plausible command line make a stream foreign: the longest line taken, so that one
    /// line of junk cannot hide what follows it.
    static let maximumSearch = CommandLine.maximumLength

    /// Who writes this direction. A stream joined in the middle starts with a guess, which its first line corrects.
    private(set) var side: Side

    private enum State {
        case opening(OpeningLine)
        case searching(Int)
        case line
        case skipping
        case headers
        case invitation
        case dataConnection
        case foreign
    }

    private var state = State.opening(OpeningLine())
    /// The bytes of the payload that are still to come.
    private var remaining = 0
    /// The beginning of a line whose end has not come yet.
    private var carry: [UInt8] = []
    private var boundary = HeaderBoundary()
    private var headers = MessageHeaders()
    private var invitation = InvitationReader()
    /// Events that follow from a byte already read, in reverse order; at most two.
    private var pending: [StreamEvent] = []

    init(side: Side) {
        self.side = side
    }

    /// How many bytes this reader keeps, for the bound on all of them.
    var storedBytes: Int { carry.count }

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

    /// What the condemned invitation in the middle of which the stream stands has told; nil if it stands in none.
    var unfinishedInvitation: Invitation? {
        guard case .invitation = state, invitation.stage != nil else { return nil }
        return invitation.invitation
    }

    /// Takes the stream for MSNP because the other direction is.
    mutating func expectCommands(from side: Side) {
        guard !isRecognized else { return }
        self.side = side
        if case .foreign = state { state = .searching(0) }
    }

    /// Gives up the footing, because bytes of the stream were never seen.
    mutating func skipUnseen() {
        guard !isForeign else { return }
        carry.removeAll(keepingCapacity: true)
        state = .searching(0)
    }

    /// Reads on from `position` until something happened or the bytes are used up, and moves `position` there.
    mutating func next(in bytes: Span<UInt8>, at position: inout Int, session: inout Session) -> StreamEvent? {
        while true {
            if let event = pending.popLast() { return event }
            guard position < bytes.count else { return nil }
            let event: StreamEvent?
            switch state {
            case .opening(let opening): event = readOpening(opening, in: bytes, at: &position, session: &session)
            case .searching(let searched): event = search(searched, in: bytes, at: &position, session: &session)
            case .line: event = readLine(in: bytes, at: &position, session: &session)
            case .skipping: event = skip(in: bytes, at: &position)
            case .headers: event = readHeaders(in: bytes, at: &position)
            case .invitation: event = readInvitation(in: bytes, at: &position)
            case .dataConnection: event = readDataConnection(in: bytes, at: &position)
            case .foreign: event = skipForeign(in: bytes, at: &position)
            }
            if let event { return event }
        }
    }

    /// Answers `StreamEvent.cookie`: whether the cookie is that of an offered file. `index` is that of the last byte read.
    mutating func answerCookie(isFile: Bool, at index: Int) {
        tell(invitation.answer(isFile: isFile), at: index)
    }
}

// MARK: Lines

extension StreamReader {
    /// Calls `body` with the next line, without its end, and moves `position` behind it; keeps the beginning of a line
    /// that is not complete, or has no end among the next `limit` bytes, and answers nil.
    ///
    /// A line ends at LF, and one CR before it belongs to the end (reference, section 1.1). One without an end within
    /// `CommandLine.maximumLength` is read no further, so that how much of it came at a time makes no difference.
    private mutating func withLine<Result>(
        in bytes: Span<UInt8>,
        at position: inout Int,
        limit: Int = CommandLine.maximumLength,
        _ body: (inout StreamReader, Span<UInt8>) -> Result
    ) -> Result? {
        let start = position
        let end = min(bytes.count, start + min(limit, CommandLine.maximumLength - carry.count))
        while position < end, bytes[position] != ASCII.lineFeed { position += 1 }
        let isComplete = position < end
        guard isComplete, carry.isEmpty else {
            carry.append(bytes.extracting(start..<position), upTo: CommandLine.maximumLength)
            guard isComplete else { return nil }
            position += 1
            // Taken out while it is read, so that the reader can be changed meanwhile; put back for its storage.
            var line: [UInt8] = []
            swap(&line, &carry)
            let result = body(&self, line.span.extracting(first: line.span.lengthWithoutCarriageReturn))
            line.removeAll(keepingCapacity: true)
            swap(&line, &carry)
            return result
        }
        let line = bytes.extracting(start..<position)
        position += 1
        return body(&self, line.extracting(first: line.lengthWithoutCarriageReturn))
    }

    private mutating func readLine(
        in bytes: Span<UInt8>,
        at position: inout Int,
        session: inout Session
    ) -> StreamEvent? {
        let event = withLine(in: bytes, at: &position) { reader, line in reader.follow(line, session: &session) }
        if let event { return event }
        guard carry.count >= CommandLine.maximumLength else { return nil }
        carry.removeAll(keepingCapacity: true)
        state = .searching(0)
        return .malformed
    }

    /// Follows a command line: what comes behind it is payload, or the next line.
    private mutating func follow(_ line: Span<UInt8>, session: inout Session) -> StreamEvent? {
        guard line.count > 0 else { return nil }
        guard let command = CommandLine(parsing: line) else { return loseFooting(in: line, session: &session) }
        switch PayloadLength(of: command, in: line, from: side) {
        case .malformed: return loseFooting(in: line, session: &session)
        case .none: break
        case .bytes(let count): beginPayload(of: command, count: count)
        }
        session.read(command, in: line, from: side)
        return .command(CommandKind(command.code))
    }

    private mutating func beginPayload(of command: CommandLine, count: Int) {
        remaining = count
        guard count > 0 else { return state = .line }
        guard command.code == .command(.msg) else { return state = .skipping }
        state = .headers
        boundary = HeaderBoundary()
        headers = MessageHeaders()
    }

    /// Gives up following lines at one that makes no sense, unless a command stands further on in it.
    private mutating func loseFooting(in line: Span<UInt8>, session: inout Session) -> StreamEvent {
        if findFooting(in: line, searched: 0, session: &session) != nil { pending.append(.recognized) }
        return .malformed
    }
}

// MARK: Recognition

extension StreamReader {
    private mutating func readOpening(
        _ opening: OpeningLine,
        in bytes: Span<UInt8>,
        at position: inout Int,
        session: inout Session
    ) -> StreamEvent? {
        var opening = opening
        let end = min(bytes.count, position + CommandLine.maximumLength - carry.count)
        for index in position..<end {
            if opening.isCompleted(by: bytes[index]) {
                position = index + 1
                carry.removeAll()
                state = .dataConnection
                return .dataConnection
            }
            if bytes[index] == ASCII.lineFeed { break }
        }
        state = .opening(opening)
        return search(carry.count, in: bytes, at: &position, session: &session)
    }

    /// Looks for a command line that the side would write, at every line and inside it: payload has no line end of its
    /// own, so a command may stand behind other text.
    private mutating func search(
        _ searched: Int,
        in bytes: Span<UInt8>,
        at position: inout Int,
        session: inout Session
    ) -> StreamEvent? {
        let start = position
        let found = withLine(in: bytes, at: &position, limit: Self.maximumSearch - searched) { reader, line in
            reader.findFooting(in: line, searched: searched, session: &session)
        }
        if let event = found ?? nil { return event }
        let total = searched + position - start
        if case .opening = state, total < Self.maximumSearch { return nil }
        return giveUp(after: total)
    }

    private mutating func findFooting(in line: Span<UInt8>, searched: Int, session: inout Session) -> StreamEvent? {
        for candidateSide in [side, side.other] {
            guard let start = Footing.position(in: line, from: candidateSide) else { continue }
            side = candidateSide
            state = .line
            if let event = follow(line.extracting(start..<line.count), session: &session) { pending.append(event) }
            return .recognized
        }
        state = .searching(searched)
        return nil
    }

    private mutating func giveUp(after searched: Int) -> StreamEvent? {
        guard searched >= Self.maximumSearch else {
            state = .searching(searched)
            return nil
        }
        carry.removeAll()
        state = .foreign
        return .foreign
    }
}

// MARK: Payloads

extension StreamReader {
    private mutating func skip(in bytes: Span<UInt8>, at position: inout Int) -> StreamEvent? {
        let count = min(remaining, bytes.count - position)
        let skipped = position..<(position + count)
        position += count
        remaining -= count
        if remaining == 0 { state = .line }
        return .harmless(skipped)
    }

    private mutating func skipForeign(in bytes: Span<UInt8>, at position: inout Int) -> StreamEvent? {
        let skipped = position..<bytes.count
        position = bytes.count
        return .harmless(skipped)
    }

    private mutating func readHeaders(in bytes: Span<UInt8>, at position: inout Int) -> StreamEvent? {
        let end = min(bytes.count, position + remaining)
        var start = position
        while position < end {
            let byte = bytes[position]
            position += 1
            remaining -= 1
            guard byte.isLineEnd else { continue }
            if start < position - 1 || !carry.isEmpty { boundary.readText() }
            let step = boundary.read(byte)
            readHeaderLine(bytes.extracting(start..<(position - 1)))
            start = position
            if case .empty(let isRegular) = step, isRegular || headers.kind == .invitation { return beginBody() }
        }
        carry.append(bytes.extracting(start..<position), upTo: MessageHeaders.maximumLine)
        guard remaining == 0 else { return nil }
        readHeaderLine(Span())
        state = .line
        return .message(headers.kind)
    }

    private mutating func readHeaderLine(_ rest: Span<UInt8>) {
        guard !carry.isEmpty else {
            return headers.read(rest.extracting(first: min(rest.count, MessageHeaders.maximumLine)))
        }
        carry.append(rest, upTo: MessageHeaders.maximumLine)
        var line: [UInt8] = []
        swap(&line, &carry)
        headers.read(line.span)
        line.removeAll(keepingCapacity: true)
        swap(&line, &carry)
    }

    private mutating func beginBody() -> StreamEvent {
        if remaining == 0 {
            state = .line
        } else if headers.kind == .invitation {
            invitation.clear()
            state = .invitation
        } else {
            state = .skipping
        }
        return .message(headers.kind)
    }

    private mutating func readInvitation(in bytes: Span<UInt8>, at position: inout Int) -> StreamEvent? {
        remaining -= 1
        let index = position
        position += 1
        let outcome = invitation.read(bytes[index], isLast: remaining == 0)
        if remaining == 0 { state = .line }
        if let cookie = outcome.question { return .cookie(cookie) }
        tell(outcome, at: index)
        return nil
    }

    /// Queues the events of one byte of an invitation, the last of them first.
    private mutating func tell(_ outcome: InvitationReader.Outcome, at index: Int) {
        if remaining == 0, invitation.stage != nil || outcome.told != nil {
            pending.append(.invitation(invitation.invitation))
        }
        if let byte = outcome.overwrite { pending.append(.overwrite(at: index, with: byte)) }
        if let stage = outcome.told { pending.append(.told(stage, invitation.invitation)) }
    }

    private mutating func readDataConnection(in bytes: Span<UInt8>, at position: inout Int) -> StreamEvent? {
        let detail = withLine(in: bytes, at: &position) { _, line in DataConnectionDetail(parsing: line) }
        if carry.count >= CommandLine.maximumLength {
            carry.removeAll()
            state = .foreign
        }
        return detail.flatMap { $0 }.map { .dataConnectionDetail($0) }
    }
}

extension [UInt8] {
    /// Appends as many of the bytes as fit under `limit`.
    fileprivate mutating func append(_ bytes: Span<UInt8>, upTo limit: Int) {
        for index in 0..<Swift.min(bytes.count, Swift.max(0, limit - count)) {
            append(bytes[index])
        }
    }
}

extension Span<UInt8> {
    /// How long the line is without the one CR that belongs to its end.
    fileprivate var lengthWithoutCarriageReturn: Int {
        count > 0 && self[count - 1] == ASCII.carriageReturn ? count - 1 : count
    }
}
