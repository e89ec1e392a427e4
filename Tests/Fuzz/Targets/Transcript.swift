import MSNP

/// Everything that the reading of both directions of a connection told, by positions in the streams: what must not depend
/// on how they were cut.
struct Transcript: Equatable {
    /// A stretch of bytes in one direction.
    typealias Piece = (direction: Connection.Direction, bytes: [UInt8])

    struct Entry: Equatable {
        let direction: Connection.Direction
        /// How much of the direction had been read when the event was told.
        let position: Int
        let event: StreamEvent
    }

    private(set) var entries: [Entry] = []
    private var invitations: [Invitation] = []
    private var fileSessions: Set<UInt32> = []
    private(set) var session = Connection(originator: .client, isGuessed: false).session
    private var counts = ReadingCounts()
    /// Both streams with every overwriting made.
    private(set) var outputs: [[UInt8]] = [[], []]
    /// Where packets have turned out to carry a file.
    private var voids: [[Int]] = [[], []]
    /// Which bytes were told to be harmless.
    private(set) var harmless: [[Bool]] = [[], []]
    /// The cookies that belong to files.
    private var cookies: Set<UInt32>

    /// Unfinished lines, halves of lines and rivals, of both directions, each many times as long as any honest one.
    private static let maximumStored = 256 << 10

    init(of pieces: [Piece], knowing cookies: Set<UInt32>) throws(Breach) {
        self.cookies = cookies
        var connection = Connection(originator: .client, isGuessed: false)
        for piece in pieces {
            try read(piece, &connection)
            let stored = connection.storedBytes
            try require(
                stored <= Self.maximumStored,
                "no more than \(Self.maximumStored) bytes are kept, not \(stored)"
            )
        }
        session = connection.session
    }

    private mutating func read(_ piece: Piece, _ connection: inout Connection) throws(Breach) {
        let index = Int(piece.direction.rawValue)
        let start = outputs[index].count
        outputs[index] += piece.bytes
        harmless[index] += Array(repeating: false, count: piece.bytes.count)
        var position = 0
        var last = 0
        while let event = connection.next(piece.direction, in: piece.bytes.span, at: &position, counting: &counts) {
            try require((last...piece.bytes.count).contains(position), "reading moves forwards, within the bytes")
            last = position
            try note(event, piece, &connection, from: start, at: position)
        }
        try require(position == piece.bytes.count, "reading goes on to the end")
    }

    private mutating func note(
        _ event: StreamEvent,
        _ piece: Piece,
        _ connection: inout Connection,
        from start: Int,
        at position: Int
    ) throws(Breach) {
        let index = Int(piece.direction.rawValue)
        switch event {
        case .harmless(let range):
            try require(range.upperBound == position, "harmless bytes have just been read")
            for offset in range { harmless[index][start + offset] = true }
            return
        case .overwrite(let range, let byte):
            try require(range.upperBound <= position, "only bytes that have been read are overwritten")
            for offset in range { outputs[index][start + offset] = byte }
            return
        case .adjust(let offset, let byte):
            try require(offset == position - 1, "only the byte just read is adjusted")
            outputs[index][start + offset] = byte
            return
        case .told(.data):
            voids[index].append(start + position)
        case .told(.invite), .ended:
            if case .invitation(let invitation) = connection.finding(piece.direction) { invitations.append(invitation) }
            if let cookie = invitations.last?.cookie { cookies.insert(cookie) }
        case .cookie(let cookie):
            connection.answerCookie(isFile: cookies.contains(cookie), piece.direction, at: position)
        case .session(let number):
            let kind: SessionKind? = fileSessions.contains(number) ? .file : nil
            connection.answerSession(kind, piece.direction, at: position)
        case .fileSession(let number): fileSessions.insert(number)
        case .recognized, .foreign, .server, .malformed, .told, .resumed, .dataConnection,
            .dataConnectionDetail, .sessionMessage, .denial, .invitation, .directConnection, .nonce, .tunnel,
            .gatewayRequest,
            .gatewaySession, .unreadable:
            break
        }
        entries.append(Entry(direction: piece.direction, position: start + position, event: event))
    }

    /// Both streams, but for what depends on the cuts on purpose: of the header of a packet that is made void, what is still
    /// in hand is overwritten.
    private var settled: [[UInt8]] {
        var settled = outputs
        for index in settled.indices {
            for void in voids[index] {
                for position in max(0, void - 32)..<min(settled[index].count, void + 28) {
                    settled[index][position] = 0
                }
            }
        }
        return settled
    }

    static func == (a: Transcript, b: Transcript) -> Bool {
        a.entries == b.entries && a.invitations == b.invitations && a.fileSessions == b.fileSessions
            && a.session == b.session && a.settled == b.settled && a.harmless == b.harmless
            && a.counted == b.counted
    }

    /// How many commands and messages there were, by kind.
    private var counted: [UInt64] {
        CommandKind.allCases.map { counts.commands[$0] } + MessageKind.allCases.map { counts.messages[$0] }
    }

    /// The first entry that differs, in words.
    func difference(from other: Transcript) -> String {
        for (mine, others) in zip(entries, other.entries) where mine != others { return "\(mine) and \(others)" }
        if entries.count != other.entries.count {
            let more = entries.count > other.entries.count ? entries : other.entries
            return "\(more[min(entries.count, other.entries.count)]) and nothing"
        }
        guard counted == other.counted else { return "counts" }
        return harmless == other.harmless ? "sessions or bytes" : "harmless bytes"
    }
}

/// The same bytes in the same order, each direction in as few pieces as that allows.
func joined(_ pieces: [Transcript.Piece]) -> [Transcript.Piece] {
    pieces.reduce(into: []) { joined, piece in
        if let last = joined.last, last.direction == piece.direction {
            joined[joined.count - 1].bytes += piece.bytes
        } else {
            joined.append(piece)
        }
    }
}

/// The same bytes one by one.
func byteByByte(_ pieces: [Transcript.Piece]) -> [Transcript.Piece] {
    pieces.flatMap { piece in piece.bytes.map { (piece.direction, [$0]) } }
}
