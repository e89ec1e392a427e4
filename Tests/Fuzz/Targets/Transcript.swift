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
    private(set) var session = Connection(originator: .client, isGuessed: false).session
    /// Both streams with every overwriting made.
    private(set) var outputs: [[UInt8]] = [[], []]
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
        while let event = connection.next(piece.direction, in: piece.bytes.span, at: &position) {
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
        var event = event
        switch event {
        case .harmless(let range):
            try require(range.upperBound == position, "harmless bytes have just been read")
            for offset in range { harmless[index][start + offset] = true }
            return
        case .overwrite(let range, let byte):
            try require(range == position - 1..<position, "only the byte just read is overwritten")
            outputs[index][start + position - 1] = byte
            event = .overwrite(at: start + position - 1..<start + position, with: byte)
        case .adjust(let offset, let byte):
            try require(offset == position - 1, "only the byte just read is adjusted")
            outputs[index][start + offset] = byte
            event = .adjust(at: start + offset, with: byte)
        case .told(.invite), .invitation:
            invitations.append(connection.invitation(piece.direction))
            if let cookie = invitations.last?.cookie { cookies.insert(cookie) }
        case .cookie(let cookie):
            connection.answerCookie(isFile: cookies.contains(cookie), piece.direction, at: position)
        case .recognized, .foreign, .command, .message, .malformed, .told, .resumed, .dataConnection,
            .dataConnectionDetail, .tunnel, .gatewayRequest, .session, .unreadable:
            break
        }
        entries.append(Entry(direction: piece.direction, position: start + position, event: event))
    }

    /// The first entry that differs, in words.
    func difference(from other: Transcript) -> String {
        for (mine, others) in zip(entries, other.entries) where mine != others { return "\(mine) and \(others)" }
        if entries.count != other.entries.count {
            let more = entries.count > other.entries.count ? entries : other.entries
            return "\(more[min(entries.count, other.entries.count)]) and nothing"
        }
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
