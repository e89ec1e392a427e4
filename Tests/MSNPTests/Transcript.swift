import MSNP
import TestSupport

/// Everything that the reading of a stream told, by positions in the stream and not in its pieces, and the bytes that
/// would leave: what must be the same however the stream was cut.
struct Transcript: Equatable {
    /// One event, and how much of the stream had been read when it was told.
    struct Entry: Equatable {
        let position: Int
        let event: StreamEvent
    }

    private(set) var entries: [Entry] = []
    /// What the invitations that belong to transfers had told, at their telling bytes and at their ends.
    private(set) var invitations: [Invitation] = []
    /// The MSNSLP messages that were read to their end.
    private(set) var sessionMessages: [SessionMessage] = []
    /// What the sessions are for that were told of.
    var sessions: [UInt32: SessionKind] = [:]
    /// What the lines of a data connection have told.
    private(set) var details: [DataConnectionDetail] = []
    /// The stream with every overwriting made.
    private(set) var output: [UInt8] = []
    /// Where packets have turned out to carry a file, and whether the stream stands in one.
    private var voids: [Int] = []
    private var isVoid = false
    /// Which bytes were told to be harmless payload.
    private(set) var harmless: [Range<Int>] = []
    private(set) var session = Session.unknown
    private var counts = ReadingCounts()

    /// Reads one direction of a new connection. `cookies` are those of files that were offered elsewhere; those offered
    /// in the stream itself are added.
    init(
        of bytes: [UInt8],
        from side: MSNP.Side = .client,
        cut: Cut = .whole,
        cookies: Set<UInt32> = []
    ) {
        var connection = Connection(originator: .client, isGuessed: false)
        self.init(continuing: &connection, with: bytes, from: side, cut: cut, cookies: cookies)
    }

    /// Reads on in a connection of which something was read before.
    init(
        continuing connection: inout Connection,
        with bytes: [UInt8],
        from side: MSNP.Side = .client,
        cut: Cut = .whole,
        cookies: Set<UInt32> = []
    ) {
        var cookies = cookies
        output = bytes
        for range in cut.ranges(of: bytes.count) {
            read(range, of: bytes, side == .client ? .originator : .responder, &connection, &cookies)
        }
        session = connection.session
    }

    private mutating func read(
        _ range: Range<Int>,
        of bytes: [UInt8],
        _ direction: Connection.Direction,
        _ connection: inout Connection,
        _ cookies: inout Set<UInt32>
    ) {
        let piece = Array(bytes[range])
        var position = 0
        while let event = connection.next(direction, in: piece.span, at: &position, counting: &counts) {
            switch event {
            case .harmless(let part):
                noteHarmless(range.lowerBound + part.lowerBound..<range.lowerBound + part.upperBound)
                continue
            case .overwrite(let part, let byte):
                let whole = range.lowerBound + part.lowerBound..<range.lowerBound + part.upperBound
                for index in whole { output[index] = byte }
                if isVoid { continue }
                note(.overwrite(at: whole, with: byte), at: range.lowerBound + position)
                continue
            case .adjust(let index, let byte):
                output[range.lowerBound + index] = byte
                note(.adjust(at: range.lowerBound + index, with: byte), at: range.lowerBound + position)
                continue
            case .cookie(let cookie):
                connection.answerCookie(isFile: cookies.contains(cookie), direction, at: position)
            case .session(let number):
                connection.answerSession(sessions[number], direction, at: position)
            case .told(.data):
                voids.append(range.lowerBound + position)
                isVoid = true
            case .sessionMessage:
                if case .session(let message) = connection.finding(direction) { note(message) }
            case .fileSession(let number): sessions[number] = .file
            case .told(.invite), .ended:
                isVoid = false
                if case .invitation(let invitation) = connection.finding(direction) { invitations.append(invitation) }
                if let cookie = invitations.last?.cookie { cookies.insert(cookie) }
            case .dataConnectionDetail:
                if let detail = connection.dataConnectionDetail(direction) { details.append(detail) }
            default: break
            }
            note(event, at: range.lowerBound + position)
        }
    }

    private mutating func note(_ message: SessionMessage) {
        sessionMessages.append(message)
        if message.method == .invite, let number = message.sessionID { sessions[number] = message.kind }
    }

    private mutating func note(_ event: StreamEvent, at position: Int) {
        entries.append(Entry(position: position, event: event))
    }

    /// Stretches that touch are one.
    private mutating func noteHarmless(_ range: Range<Int>) {
        guard let last = harmless.last, last.upperBound == range.lowerBound else { return harmless.append(range) }
        harmless[harmless.count - 1] = last.lowerBound..<range.upperBound
    }

    /// The stream, but for what depends on the cuts on purpose: of the header of a packet that is made void, what is still
    /// in hand is overwritten.
    private var settled: [UInt8] {
        var settled = output
        for void in voids {
            for position in max(0, void - 32)..<min(settled.count, void + 28) { settled[position] = 0 }
        }
        return settled
    }

    static func == (a: Transcript, b: Transcript) -> Bool {
        a.entries == b.entries && a.invitations == b.invitations && a.sessionMessages == b.sessionMessages
            && a.sessions == b.sessions && a.details == b.details && a.settled == b.settled && a.harmless == b.harmless
            && a.session == b.session && a.commands == b.commands && a.messages == b.messages
    }

    // MARK: What tests ask for

    var events: [StreamEvent] { entries.map(\.event) }

    /// What messages there were, in the order of their kinds.
    var messages: [MessageKind] { counts.messages.list }

    /// What commands there were, in the order of their kinds.
    var commands: [CommandKind] { counts.commands.list }

    /// The steps of transfers in the order of their telling bytes.
    var stages: [TransferStage] {
        events.compactMap { if case .told(let stage) = $0 { stage } else { nil } }
    }

    /// The positions that were overwritten.
    var edits: [Int] {
        events.flatMap { event -> [Int] in if case .overwrite(let range, _) = event { Array(range) } else { [] } }
    }

    /// What the last invitation that belongs to a transfer has told.
    var invitation: Invitation? { invitations.last }

    /// How far the stream had been read at the first event of this kind; nil if it was not told.
    func position(of event: StreamEvent) -> Int? {
        entries.first { $0.event == event }?.position
    }
}

extension KindCounts {
    fileprivate var list: [Kind] {
        Kind.allCases.flatMap { Array(repeating: $0, count: Int(self[$0])) }
    }
}

extension Session {
    static var unknown: Session { Connection(originator: .client, isGuessed: false).session }
}
