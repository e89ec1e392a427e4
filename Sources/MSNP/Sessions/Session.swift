/// Who takes part in one connection, as its command lines tell (reference, sections 2.1 and 3.1).
public struct Session: Sendable, Equatable {
    /// The account of the client on this connection; nil if its sign-in was not seen.
    public private(set) var owner: String?
    /// The accounts that the client talks to in a switchboard, at most `maximumOthers`.
    public private(set) var others: [String] = []

    /// Changes whenever an account is told: what rests on the accounts must then be asked again.
    public private(set) var changes: UInt32 = 0

    /// Who sent the latest message that the server passed on; bytes, since most messages never need it as text.
    private(set) var sender: [UInt8] = []
    /// Which of the client's messages the server is to be heard to refuse.
    var denials = Denials()

    /// A switchboard admits fewer; a forged list of joiners ends here.
    static let maximumOthers = 32
    /// Addresses are shorter (RFC 5321 allows 254 bytes); the rest of a longer one is not kept.
    static let maximumAccount = 256

    init() {}

    /// How many bytes of accounts are kept.
    var storedBytes: Int {
        others.reduce((owner?.utf8.count ?? 0) + sender.count + denials.storedBytes) { $0 + $1.utf8.count }
    }

    /// The account that sent the message being read in the direction of `side`; nil if it is not known.
    public func sender(from side: Side) -> String? {
        switch side {
        case .client: owner
        case .server: sender.isEmpty ? nil : Self.account(0..<sender.count, in: sender.span)
        }
    }

    /// The accounts that the message being read in the direction of `side` goes to, as one text; nil if not known.
    public func receivers(from side: Side) -> String? {
        switch side {
        case .client: others.isEmpty ? nil : others.joined(separator: ", ")
        case .server: owner
        }
    }

    mutating func read(_ command: CommandLine, in line: Span<UInt8>, from side: Side) {
        guard case .command(let name) = command.code else { return }
        if side == .server, name == .msg { note(sender: command.token(1), in: line) }
        switch (side, name) {
        case (.client, .usr): readSignIn(command, in: line)
        case (.client, .ans): own(account(2, of: command, in: line))
        case (.server, .usr): own(account(3, of: command, in: line))
        case (.server, .joi): join(account(1, of: command, in: line))
        case (.server, .iro): join(account(4, of: command, in: line))
        case (.server, .msg) where others.isEmpty: join(account(1, of: command, in: line))
        case (.server, .bye):
            if let leaver = account(1, of: command, in: line) { leave(leaver) }
        default: break
        }
    }

    /// `USR n MD5|TWN|SSO I account` on a notification server, `USR n account ticket` on a switchboard.
    private mutating func readSignIn(_ command: CommandLine, in line: Span<UInt8>) {
        own(account(2, of: command, in: line) ?? account(4, of: command, in: line))
    }

    private mutating func own(_ account: String?) {
        guard let account else { return }
        owner = account
        changes &+= 1
    }

    private mutating func note(sender token: Range<Int>?, in line: Span<UInt8>) {
        let account = token?.prefix(Self.maximumAccount) ?? 0..<0
        // Most messages come from whom the last one came from.
        guard !line.isEqual(to: sender.span, in: account) else { return }
        sender.removeAll(keepingCapacity: true)
        for index in account { sender.append(line[index]) }
    }

    private mutating func join(_ account: String?) {
        guard let account, others.count < Self.maximumOthers, !others.contains(account) else { return }
        others.append(account)
        changes &+= 1
    }

    private mutating func leave(_ account: String) {
        others.removeAll { $0 == account }
        changes &+= 1
    }

    private func account(_ number: Int, of command: CommandLine, in line: Span<UInt8>) -> String? {
        guard let token = command.token(number) else { return nil }
        return Self.account(token, in: line)
    }

    /// The account in a token, without the machine's `;{guid}` that newer clients append; nil if it is none.
    static func account(_ token: Range<Int>, in line: Span<UInt8>) -> String? {
        let bounded = token.prefix(maximumAccount)
        guard bounded.contains(where: { line[$0] == ASCII.at }) else { return nil }
        let end = bounded.first { line[$0] == ASCII.semicolon } ?? bounded.upperBound
        return line.text(bounded.lowerBound..<end)
    }
}
