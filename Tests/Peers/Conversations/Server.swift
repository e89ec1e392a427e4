/// The notification server and the switchboard, in one thread: it waits for whichever connection speaks next.
final class Server {
    private let listeners: [Socket]
    private let switchboard: Endpoint
    private let cutting: Cutting?
    private let tunnel: (Int) -> (any Tunnel)?
    var visitors: [Visitor] = []
    private var deliveries: [Delivery] = []
    private var lastSession = 1_234_566

    /// `tunnel` tells what callers of the listener at an index speak through.
    init(
        listeners: [Socket],
        switchboard: Endpoint,
        cutting: Cutting?,
        tunnel: @escaping (Int) -> (any Tunnel)?
    ) {
        self.listeners = listeners
        self.switchboard = switchboard
        self.cutting = cutting
        self.tunnel = tunnel
    }

    /// Takes what has arrived, or nothing if nothing has for a moment.
    func takeTurn() throws(PeerError) {
        let here = visitors
        let ready = Socket.ready(among: listeners + here.map(\.connection.socket))
        for (index, listener) in listeners.enumerated() where ready[index] {
            let connection = Connection(try listener.accept(), cutting: cutting, tunnel: tunnel(index))
            visitors.append(Visitor(connection))
        }
        for (visitor, isReady) in zip(here, ready.dropFirst(listeners.count)) where isReady {
            serve(visitor)
        }
        reportDeliveries()
        for visitor in visitors { try? visitor.connection.flush() }
    }

    /// Everybody in the switchboard `session` except `visitor`.
    func others(in session: Int, than visitor: Visitor) -> [Visitor] {
        visitors.filter { $0.session == session && $0 !== visitor }
    }

    /// The grant of a switchboard: its address and the cookie to show there.
    func grant(_ transaction: String) -> Command {
        "XFR \(transaction) SB \(switchboard) CKI \(Self.cookie)"
    }

    /// The call to a switchboard that is under way.
    func ring(_ session: Int, caller: String) -> Command {
        "RNG \(session) \(switchboard) CKI \(Self.cookie) \(caller) \(Client.nick(of: caller))"
    }

    func newSession() -> Int {
        lastSession += 1
        return lastSession
    }

    /// Passes a message on, its payload unchanged, and answers as its letter asks.
    func relay(_ message: Command, from sender: Visitor) throws(PeerError) {
        guard let session = sender.session else { return }
        let copy = Command(words: ["MSG", sender.account, sender.nick], payload: message.payload)
        let receivers = others(in: session, than: sender)
        for receiver in receivers { try? receiver.connection.send(copy) }
        report("relayed \(sender.nick) MSG \(message.word(2)) of \(message.payload.count) bytes")
        guard ["A", "D", "S"].contains(message.word(2)) else { return }
        deliveries.append(Delivery(transaction: message.word(1), sender: sender, receivers: receivers))
    }

    /// Passes a routed message on to whom it names, its payload unchanged.
    func forward(_ message: Command, from sender: Visitor) {
        let account = RoutedMessage(message.payload)?.receiver
        let receivers = visitors.filter { $0.isOnline && $0.account == account }
        for receiver in receivers {
            try? receiver.connection.send(Command(words: ["SDG", "0"], payload: message.payload))
        }
        report("forwarded \(sender.nick) SDG of \(message.payload.count) bytes to \(receivers.count)")
    }

    func remove(_ visitor: Visitor, because reason: String) {
        visitors.removeAll { $0 === visitor }
        if let session = visitor.session {
            report("lost switchboard \(visitor.account): \(reason)")
            for other in others(in: session, than: visitor) { try? other.connection.send("BYE \(visitor.account)") }
        } else if visitor.isOnline {
            report("lost notification \(visitor.account): \(reason)")
            for other in visitors where other.isOnline { try? other.connection.send("FLN \(visitor.address)") }
        }
    }

    private static let cookie = "1234567890.1234567.1234567"

    private func serve(_ visitor: Visitor) {
        do {
            switch try visitor.connection.receive() {
            case .ended(let ending): remove(visitor, because: "\(ending)")
            case .commands(let commands):
                for command in commands { try answer(command, from: visitor) }
            }
        } catch {
            remove(visitor, because: "\(error)")
        }
    }

    /// A message counts as delivered once its bytes are acknowledged by the receivers' own connections.
    private func reportDeliveries() {
        deliveries.removeAll { delivery in
            let states = delivery.receivers.map(\.connection.socket.transmission)
            if states.contains(.underWay) { return false }
            let isUndelivered = states.contains(.stuck) || states.contains(.lost)
            let answer = isUndelivered ? "NAK" : "ACK"
            try? delivery.sender.connection.send("\(answer) \(delivery.transaction)")
            return true
        }
    }

    /// A message whose sender wants to know what became of it.
    private struct Delivery {
        var transaction: String
        var sender: Visitor
        var receivers: [Visitor]
    }
}

/// One connection to the server, and who it turned out to be.
final class Visitor {
    let connection: Connection
    var account = ""
    /// Whether this is a notification connection whose user shows as online.
    var isOnline = false
    /// The switchboard that this connection is in.
    var session: Int?

    init(_ connection: Connection) {
        self.connection = connection
    }

    /// Whether it speaks the 21st version of the protocol.
    var usesRouting = false

    /// The account as presence has it: in the last versions with the network before it.
    var address: String { usesRouting ? "1:\(account)" : account }

    /// What friends are told when it comes online.
    var presence: String { "\(address) \(nick) \(usesRouting ? "2788999228:48 0" : "2788999228")" }

    var nick: String { Client.nick(of: account) }
}
