/// A tolerant reader of one direction of an MSNP connection: the oracle of what a person at the far end gets.
///
/// Written from the protocol alone, apart from the code that it judges: commands by the table of payload commands,
/// messages put together from their chunks, then each message shown to every `ClientModel`.
public struct Receiver: Sendable {
    /// One client that would do something about a transfer.
    public struct Sighting: Hashable, Sendable {
        /// Who would act.
        public let client: ClientModel
        /// What it would do, never `nothing`.
        public let reaction: ClientModel.Reaction
    }

    /// The command lines in order, without line ends.
    public private(set) var commandLines: [String] = []
    /// The chat texts in order.
    public private(set) var chats: [String] = []
    /// What clients would do about transfers, in order.
    public private(set) var transfers: [Sighting] = []
    /// The cookies of the invitations that the reader knows: those it was given and those offered to it.
    public private(set) var cookies: Set<String>
    /// What everything that uses sessions comes to: offers of files, their data, pictures.
    public private(set) var sessions: SessionInbox

    private let sender: Side
    private var unread: [UInt8] = []
    private var incomplete: [String: IncompleteMessage] = [:]

    /// A message of which chunks are still to come.
    private struct IncompleteMessage {
        var message: ReceivedMessage
        var chunksToCome: Int
    }

    /// A reader of what `sender` says; `cookies` are those of invitations that the reader has sent itself,
    /// `fileSessions` those of files that it has accepted before.
    public init(of sender: Side, knowing cookies: Set<String> = [], fileSessions: Set<UInt32> = []) {
        self.sender = sender
        self.cookies = cookies
        sessions = SessionInbox(knowing: fileSessions)
    }

    /// A reader of a whole stream.
    public init(
        of sender: Side,
        reading stream: [UInt8],
        knowing cookies: Set<String> = [],
        fileSessions: Set<UInt32> = []
    ) {
        self.init(of: sender, knowing: cookies, fileSessions: fileSessions)
        read(stream)
    }

    /// How many bytes wait for the rest of their command.
    public var unreadCount: Int { unread.count }

    /// More bytes of the stream arrive.
    public mutating func read(_ bytes: [UInt8]) {
        unread += bytes
        var rest = unread[...]
        while let command = WireCommand(takenFrom: &rest, sentBy: sender) {
            commandLines.append(command.line)
            read(command)
        }
        unread = Array(rest)
    }

    private mutating func read(_ command: WireCommand) {
        switch command.name {
        case "MSG", "UBM", "UUM": assemble(ReceivedMessage(payload: command.payload), from: source(of: command))
        case "SDG": read(datagram: ReceivedMessage(datagram: command.payload))
        // Types 3 and 10 bring a bare session text; no other type does.
        case "UUN", "UBN": if ["3", "10"].contains(command.kind) { sessions.read(text: command.payload) }
        default: break
        }
    }

    /// Who sent a message, as far as its line tells: the client's own lines do not.
    private func source(of command: WireCommand) -> String {
        sender == .server ? command.tokens.dropFirst().first ?? "" : ""
    }

    private mutating func read(datagram: ReceivedMessage) {
        show(datagram)
        if datagram.isPeerToPeer { sessions.read(datagram: datagram) }
        if datagram.isSignal { sessions.read(text: datagram.body) }
    }

    private mutating func assemble(_ message: ReceivedMessage, from source: String) {
        guard let identifier = message.header.values("Message-ID").first else { return show(message, from: source) }
        if let chunks = message.header.values("Chunks").first.flatMap({ Int($0) }), chunks > 1 {
            incomplete[identifier] = IncompleteMessage(message: message, chunksToCome: chunks - 1)
        } else if message.header.values("Chunk").isEmpty {
            show(message, from: source)
        } else if var first = incomplete.removeValue(forKey: identifier) {
            first.message.body += message.body
            first.chunksToCome -= 1
            if first.chunksToCome == 0 {
                show(first.message, from: source)
            } else {
                incomplete[identifier] = first
            }
        }
    }

    private mutating func show(_ message: ReceivedMessage, from source: String) {
        show(message)
        if message.isPeerToPeer { sessions.read(message: message, from: source) }
    }

    private mutating func show(_ message: ReceivedMessage) {
        if message.isChat {
            chats.append(String(decoding: message.body, as: UTF8.self))
        }
        let reactions = ClientModel.allCases.map { ($0, $0.reaction(to: message, knowing: cookies)) }
        for (client, reaction) in reactions where reaction != .nothing {
            transfers.append(Sighting(client: client, reaction: reaction))
            if case .offers = reaction {
                cookies.formUnion(FieldList(allLinesOf: message.body).values("Invitation-Cookie"))
            }
        }
    }
}
