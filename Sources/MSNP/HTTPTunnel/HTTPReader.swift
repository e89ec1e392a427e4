/// Reads one direction of an HTTP/1 connection, in order, and tells where messages, their heads and their bodies lie.
///
///     startLine ─▶ begun ─▶ head ─▶ headRead ─▶ body ──────────────────▶ ended ─▶ startLine
///         │                                └──▶ chunkSize ─▶ chunk ─▶ chunkEnd ┐     ▲
///         ▼                                         ▲  └──▶ trailer ─────────────────┘
///       stray                                       └──────────────────────────┘
///
/// Of a body only the place is told: it is read, or passed over, by who asks. Nothing is stored but an unfinished line
/// and what the head has told.
struct HTTPReader: Sendable {
    enum State {
        case startLine
        case begun
        case head
        case headRead
        case body(Int)
        case untilClose
        case chunkSize(ChunkSize)
        case chunk(Int)
        case chunkEnd
        case trailer
        case ended
        case stray
    }

    /// What the next bytes have brought.
    enum Step {
        /// The first line of a message has been read.
        case startLine
        /// This byte of the head must leave as another one.
        case adjust(at: Int, with: UInt8)
        /// The head has been read, and `begin` must be called.
        case head
        /// Behind the position as many bytes of the body stand; `consume` must be called for what is read of them.
        case content(Int)
        /// The message has ended, and `awaitMessage` must be called.
        case end
        /// What was read is no HTTP; `line` is the line where that was seen.
        case stray
    }

    private(set) var state = State.startLine
    /// The first line of the message being read.
    private(set) var startLine: HTTPStartLine?
    private(set) var head = HTTPHead()
    /// The line that is being read, or was read last, without its end.
    private(set) var line: [UInt8] = []
    private var spoiler: FieldSpoiler?
    /// Whether the body is read, and the session to which it belongs then.
    var session: SessionName?
    /// How many bytes of the body, or of the chunk, have been read.
    private(set) var consumed = 0
    /// How many bytes of lines have been read, in all messages.
    private(set) var readInLines = 0

    /// As much of a line as is kept.
    static let maximumLine = CommandLine.maximumLength

    var storedBytes: Int { line.count }

    /// Begins a message with a line that was read elsewhere.
    mutating func begin(with startLine: HTTPStartLine) {
        self.startLine = startLine
        head = HTTPHead()
        spoiler = startLine.gateway == nil ? nil : FieldSpoiler()
        session = nil
        line.removeAll(keepingCapacity: true)
        state = .begun
    }

    /// Awaits a message, of whose first line the beginning may have been read already.
    mutating func awaitMessage(with line: [UInt8] = []) {
        self.line = line
        state = .startLine
    }

    /// Begins the body of the message whose head has been read.
    mutating func begin(_ framing: HTTPHead.Framing) {
        line.removeAll(keepingCapacity: true)
        consumed = 0
        switch framing {
        case .untold: state = .ended
        case .length(let length): state = .body(length)
        case .chunked: state = .chunkSize(ChunkSize())
        case .untilClose: state = .untilClose
        case .malformed: state = .stray
        }
    }

    /// Counts bytes of the body that have been read.
    mutating func consume(_ count: Int) {
        consumed += count
        switch state {
        case .body(let length): state = .body(length - count)
        case .chunk(let length): state = length == count ? .chunkEnd : .chunk(length - count)
        case .untilClose, .startLine, .begun, .head, .headRead, .chunkSize, .chunkEnd, .trailer, .ended, .stray: break
        }
    }

    /// Reads on from `position` until something happened or the bytes are used up, and moves `position` there; a step that
    /// must be followed by a call is told again until that is made.
    mutating func next(in bytes: Span<UInt8>, at position: inout Int) -> Step? {
        while true {
            switch state {
            case .begun:
                state = .head
                return .startLine
            case .headRead: return .head
            case .body(0), .ended: return .end
            case .stray: return .stray
            case .startLine, .head, .body, .untilClose, .chunkSize, .chunk, .chunkEnd, .trailer: break
            }
            guard position < bytes.count else { return nil }
            if let step = read(in: bytes, at: &position) { return step }
        }
    }

    private mutating func read(in bytes: Span<UInt8>, at position: inout Int) -> Step? {
        switch state {
        case .startLine: readStartLine(in: bytes, at: &position)
        case .head: return readHead(in: bytes, at: &position)
        case .body(let length), .chunk(let length): return .content(min(length, bytes.count - position))
        case .untilClose: return .content(bytes.count - position)
        case .chunkSize(let size): readSize(size, in: bytes, at: &position)
        case .chunkEnd: readChunkEnd(in: bytes, at: &position)
        case .trailer: readTrailer(in: bytes, at: &position)
        case .begun, .headRead, .ended, .stray: break
        }
        return nil
    }

    // MARK: Lines

    /// Reads on to the end of a line, or of the bytes; answers whether `line` is whole. What is beyond the longest line
    /// taken is passed over.
    private mutating func readLine(in bytes: Span<UInt8>, at position: inout Int) -> Bool {
        let start = position
        position = bytes.firstLineFeed(from: start, to: bytes.count)
        line.append(bytes.extracting(start..<position), upTo: Self.maximumLine)
        let isComplete = position < bytes.count
        if isComplete { position += 1 }
        readInLines += position - start
        guard isComplete else { return false }
        if line.last == ASCII.carriageReturn { line.removeLast() }
        return true
    }

    /// Empty lines before a message are passed over (RFC 9112, section 2.2).
    private mutating func readStartLine(in bytes: Span<UInt8>, at position: inout Int) {
        guard readLine(in: bytes, at: &position), !line.isEmpty else { return }
        guard let startLine = HTTPStartLine(parsing: line.span, isCutShort: line.count >= Self.maximumLine - 1) else {
            return state = .stray
        }
        begin(with: startLine)
    }

    private mutating func readHead(in bytes: Span<UInt8>, at position: inout Int) -> Step? {
        if let (index, byte) = findSpoiled(in: bytes, from: position) {
            line.append(bytes.extracting(position..<index + 1), upTo: Self.maximumLine)
            position = index + 1
            return .adjust(at: index, with: byte)
        }
        guard readLine(in: bytes, at: &position) else { return nil }
        if line.isEmpty {
            state = .headRead
        } else if spoiler?.isSpoiled == true {
            head.passOver()
        } else {
            readField()
        }
        spoiler?.beginLine()
        line.removeAll(keepingCapacity: true)
        return nil
    }

    private mutating func readField() {
        var head = head
        head.read(line.span)
        self.head = head
    }

    /// The next byte of the line that must leave as another one.
    private mutating func findSpoiled(in bytes: Span<UInt8>, from start: Int) -> (index: Int, byte: UInt8)? {
        guard spoiler != nil else { return nil }
        for index in start..<bytes.count {
            if let byte = spoiler?.read(bytes[index]) { return (index, byte) }
            if bytes[index] == ASCII.lineFeed { return nil }
        }
        return nil
    }

    // MARK: Chunks

    private mutating func readSize(_ size: ChunkSize, in bytes: Span<UInt8>, at position: inout Int) {
        var size = size
        while position < bytes.count {
            switch size.read(bytes[position]) {
            case .unfinished:
                position += 1
                continue
            case .size(let count):
                position += 1
                consumed = 0
                state = count == 0 ? .trailer : .chunk(count)
            // The byte may be the first of something else, and is left to whoever reads that.
            case .malformed: state = .stray
            }
            return
        }
        state = .chunkSize(size)
    }

    /// A line end stands behind every chunk; what else stands there is no chunk.
    private mutating func readChunkEnd(in bytes: Span<UInt8>, at position: inout Int) {
        guard bytes[position].isLineEnd else { return state = .stray }
        if bytes[position] == ASCII.lineFeed { state = .chunkSize(ChunkSize()) }
        position += 1
    }

    private mutating func readTrailer(in bytes: Span<UInt8>, at position: inout Int) {
        guard readLine(in: bytes, at: &position) else { return }
        if line.isEmpty { state = .ended }
        line.removeAll(keepingCapacity: true)
    }
}
