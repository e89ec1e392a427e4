/// Who takes part in one connection, as its command lines tell (reference, sections 2.1 and 3.1).
public struct Session: Sendable, Equatable {
    /// The owner of the connection, the others, and who sent the latest message that the server passed on.
    var accounts = SessionAccounts()
    /// How far the owner is known.
    var ownership = Ownership.claimed
    /// Changes whenever an account is told: what rests on the accounts must then be asked again.
    public private(set) var changes: UInt32 = 0
    /// Which of the client's messages the server is to be heard to refuse.
    var denials = Denials()

    /// How far it is known whose connection it is.
    enum Ownership: Sendable {
        /// As the client says, if it has said anything.
        case claimed
        /// The client has named itself in two ways, or in one that is not read: an `OK` without a name confirms neither.
        case contested
        /// As the server says, or as the client said before the server took it in. From then on the client may say what it
        /// likes: it could take the name of one who may do more.
        case confirmed
    }

    /// A switchboard admits fewer; a forged list of joiners ends here.
    static let maximumOthers = 32
    /// Addresses are shorter (RFC 5321 allows 254 bytes); the rest of a longer one is not kept.
    static let maximumAccount = 256

    init() {}

    /// The account of the client on this connection; nil if its sign-in was not seen.
    public var owner: String? { accounts.owner }

    /// Whether it is more than the client's own word whose connection it is.
    public var isOwnerConfirmed: Bool { ownership == .confirmed }

    /// The owner, if it is more than the client's own word; nil otherwise.
    public var confirmedOwner: String? { isOwnerConfirmed ? owner : nil }

    /// The accounts that the client talks to in a switchboard, at most `maximumOthers`.
    public var others: [String] { accounts.others }

    /// How many bytes of accounts are kept.
    var storedBytes: Int { accounts.storedBytes + denials.storedBytes }

    /// The account that sent the message being read in the direction of `side`; nil if it is not known.
    public func sender(from side: Side) -> String? {
        switch side {
        case .client: owner
        case .server: accounts.withSender { Self.account($0.indices, in: $0) }
        }
    }

    /// The accounts that the message being read in the direction of `side` goes to, as one text; nil if not known.
    public func receivers(from side: Side) -> String? {
        switch side {
        case .client: accounts.hasOthers ? others.joined(separator: ", ") : nil
        case .server: owner
        }
    }

    mutating func read(_ command: CommandLine, in line: Span<UInt8>, from side: Side) {
        guard case .command(let name) = command.code else { return }
        if side == .server, name == .msg { note(sender: command.token(1), in: line) }
        switch (side, name) {
        case (.client, .usr): readSignIn(command, in: line)
        case (.client, .ans): readAnswer(command, in: line)
        case (.server, .usr): own(account(3, of: command, in: line), in: line)
        case (.server, .ans): confirm()
        case (.server, .joi): join(account(1, of: command, in: line), in: line)
        case (.server, .iro): join(account(4, of: command, in: line), in: line)
        case (.server, .msg) where !accounts.hasOthers: join(account(1, of: command, in: line), in: line)
        case (.server, .bye): leave(account(1, of: command, in: line), in: line)
        default: break
        }
    }

    /// `USR n MD5|TWN|SSO I account` on a notification server, `USR n account ticket` on a switchboard.
    private mutating func readSignIn(_ command: CommandLine, in line: Span<UInt8>) {
        claim(account(2, of: command, in: line) ?? account(4, of: command, in: line), in: line)
    }

    /// `ANS n account ticket session`, which the server answers without the account.
    private mutating func readAnswer(_ command: CommandLine, in line: Span<UInt8>) {
        let account = account(2, of: command, in: line)
        // A server may know the account where we do not, and another name would stay the only one.
        if account == nil, ownership == .claimed { ownership = .contested }
        claim(account, in: line)
    }

    private mutating func note(sender token: Range<Int>?, in line: Span<UInt8>) {
        accounts.note(sender: line.extracting(token?.prefix(Self.maximumAccount) ?? 0..<0))
    }

    /// Takes in what the client says of itself, as long as nobody knows better.
    private mutating func claim(_ account: Range<Int>?, in line: Span<UInt8>) {
        guard let account, ownership != .confirmed else { return }
        if accounts.hasOwner, !accounts.isOwner(line.extracting(account)) { ownership = .contested }
        accounts.setOwner(line.extracting(account))
        changes &+= 1
    }

    /// Takes in what the server says of the client.
    private mutating func own(_ account: Range<Int>?, in line: Span<UInt8>) {
        guard let account else { return }
        accounts.setOwner(line.extracting(account))
        ownership = .confirmed
        changes &+= 1
    }

    /// Notes that the server has taken in a client, without a word of whom.
    private mutating func confirm() {
        guard accounts.hasOwner, ownership == .claimed else { return }
        ownership = .confirmed
        changes &+= 1
    }

    private mutating func join(_ account: Range<Int>?, in line: Span<UInt8>) {
        guard let account else { return }
        accounts.join(line.extracting(account), atMost: Self.maximumOthers)
        changes &+= 1
    }

    private mutating func leave(_ account: Range<Int>?, in line: Span<UInt8>) {
        guard let account else { return }
        accounts.leave(line.extracting(account))
        changes &+= 1
    }

    private func account(_ number: Int, of command: CommandLine, in line: Span<UInt8>) -> Range<Int>? {
        command.token(number).flatMap { Self.place(ofAccount: $0, in: line) }
    }

    /// The account in a token, as `place(ofAccount:in:)` finds it.
    static func account(_ token: Range<Int>, in line: Span<UInt8>) -> String? {
        place(ofAccount: token, in: line).map { line.text($0) }
    }

    /// Where the account stands in a token, without the machine's `;{guid}` that newer clients append; nil if it is none.
    private static func place(ofAccount token: Range<Int>, in line: Span<UInt8>) -> Range<Int>? {
        let bounded = token.prefix(maximumAccount)
        guard bounded.contains(where: { line[$0] == ASCII.at }) else { return nil }
        let end = bounded.first { line[$0] == ASCII.semicolon } ?? bounded.upperBound
        return end > bounded.lowerBound ? bounded.lowerBound..<end : nil
    }
}
