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
    /// Who we talk with.
    var partner = ""
    var sessions = Sessions()
    var direct: DirectConnection?
    var directListener: Socket?
    /// What whoever calls the listener has to show.
    var directNonce: SessionGUID?
    /// How many pictures the script has waited for.
    var picturesHad = 0
    /// Whether everything goes through the notification server, as since the 21st version of the protocol.
    let usesRouting: Bool
    /// The HTTP gateway through which to reach the servers, if not directly.
    let gateway: Endpoint?
    private var lastTransaction = 0

    init(
        account: String,
        address: String,
        server: Endpoint,
        usesRouting: Bool = false,
        gateway: Endpoint? = nil,
        until deadline: Deadline
    ) throws(PeerError) {
        self.account = account
        self.address = address
        self.deadline = deadline
        self.usesRouting = usesRouting
        self.gateway = gateway
        notification = Connection(
            try Socket.calling(gateway ?? server, from: address, until: deadline),
            tunnel: gateway.map { _ in GatewayCaller(server: "NS", host: server.address) }
        )
    }

    /// The part of an account before the @, which does for a nick.
    static func nick(of account: String) -> String {
        String(account.prefix { $0 != "@" })
    }

    func logOff() throws(PeerError) {
        if switchboard != nil, inbox.switchboardEnding == nil { try switchboard?.send("OUT") }
        try notification.send("OUT")
        while notification.holdsBack || inbox.switchboardEnding == nil && switchboard?.holdsBack == true {
            try takeArrivals()
        }
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
        let ready = Socket.ready(among: open.map(\.socket) + directSockets)
        for (connection, isReady) in zip(open, ready) where isReady {
            switch try connection.receive() {
            case .commands(let commands):
                for command in commands { try take(command) }
            case .ended(let ending) where connection === notification:
                throw .ended(purpose: "notification server", ending)
            case .ended(let ending):
                report("lost switchboard: \(ending)")
                inbox.switchboardEnding = ending
            }
        }
        try takeDirectArrivals(Array(ready.dropFirst(open.count)))
        for connection in open { try connection.flush() }
    }

    private func take(_ command: Command) throws(PeerError) {
        if command.name == "MSG", let packet = Message.packet(in: command.payload) {
            try takePacket(packet, by: .conversation)
        } else if command.name == "SDG", let message = RoutedMessage(command.payload), message.carriesPacket {
            // It may come before the script has come to whom it talks with, and is answered at once.
            if partner.isEmpty { partner = message.sender }
            try takePacket(message.body.dropLast(4), by: .conversation)
        } else {
            inbox.take(command)
        }
    }
}
