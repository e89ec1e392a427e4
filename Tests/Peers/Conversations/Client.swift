/// One person's client: a connection to the notification server, and at most one switchboard.
final class Client {
    let account: String
    let address: String
    let deadline: Deadline
    let notification: Connection
    var switchboard: Connection?
    var inbox = Inbox()
    /// The last invitation's transaction.
    var lastInvitation = 0
    /// The file last offered, to be given on consent.
    var offered = File(name: "report.txt", size: 5000)
    /// Ties the parts of our last offer together; random, since a gateway may take two offers of one number for one.
    var cookie = Int.random(in: 1...0x7FFF_FFFF)
    private var lastTransaction = 0

    init(account: String, address: String, server: Endpoint, until deadline: Deadline) throws(PeerError) {
        self.account = account
        self.address = address
        self.deadline = deadline
        notification = Connection(try Socket.calling(server, from: address, until: deadline))
    }

    /// The part of an account before the @, which does for a nick.
    static func nick(of account: String) -> String {
        String(account.prefix { $0 != "@" })
    }

    /// The ladder of the eighth to twelfth protocol versions, with contact lists and presence.
    func logIn() throws(PeerError) {
        try ask(notification) { "VER \($0) MSNP12 MSNP11 CVR0" }
        try ask(notification) { "CVR \($0) 0x0409 winnt 5.1 i386 MSNMSGR 7.5.0324 msmsgs \(account)" }
        try ask(notification) { "USR \($0) TWN I \(account)" }
        try ask(notification) { "USR \($0) TWN S t=\(ticket)&p=" }
        let lists = try ask(notification) { "SYN \($0) 0 0" }
        let announced = Int(lists.word(4)) ?? 0
        try wait(for: "\(announced) contacts") { $0.contacts == announced && $0.profileSize > 0 }
        try ask(notification) { "CHG \($0) NLN 2788999228" }
        report("logged in \(account): profile of \(inbox.profileSize) bytes, \(announced) contacts")
    }

    func logOff() throws(PeerError) {
        if switchboard != nil, inbox.switchboardEnding == nil { try switchboard?.send("OUT") }
        try notification.send("OUT")
        report("done")
    }

    /// Sends what `compose` makes of the next transaction's number, and waits for the answer with that number.
    @discardableResult
    func ask(_ connection: Connection, _ compose: (Int) -> Command) throws(PeerError) -> Command {
        let transaction = nextTransaction()
        let command = compose(transaction)
        try connection.send(command)
        try wait(for: "an answer to \(command.name)") { $0.answers[transaction] != nil }
        let answer = inbox.answers[transaction] ?? ""
        if Int(answer.name) != nil { throw .unexpected("\(command.name) was refused with \(answer.name)") }
        return answer
    }

    func nextTransaction() -> Int {
        lastTransaction += 1
        return lastTransaction
    }

    /// Takes what arrives until `condition` holds of it; most wishes come to nothing with the switchboard's end.
    func wait(
        for wish: String,
        onSwitchboard: Bool = true,
        until condition: (Inbox) -> Bool
    ) throws(PeerError) {
        while !condition(inbox) {
            if onSwitchboard, let ending = inbox.switchboardEnding { throw .ended(purpose: "switchboard", ending) }
            try deadline.check(wish)
            try takeArrivals()
        }
    }

    /// Takes what has arrived on either connection, or nothing if nothing has for a moment.
    func takeArrivals() throws(PeerError) {
        let open = [notification] + (inbox.switchboardEnding == nil ? [switchboard].compactMap(\.self) : [])
        for (connection, isReady) in zip(open, Socket.ready(among: open.map(\.socket))) where isReady {
            switch try connection.receive() {
            case .commands(let commands):
                for command in commands { inbox.take(command) }
            case .ended(let ending) where connection === notification:
                throw .ended(purpose: "notification server", ending)
            case .ended(let ending):
                report("lost switchboard: \(ending)")
                inbox.switchboardEnding = ending
            }
        }
    }

    /// About as long as tickets were, so that the line is longer than an invitation.
    private var ticket: String { String(repeating: "9xK2", count: 180) }
}
