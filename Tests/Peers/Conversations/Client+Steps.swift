import Glibc

extension Client {
    /// Does one thing.
    func take(_ step: Step) throws(PeerError) {
        switch step {
        case .call(let account): try call(account)
        case .answer: try answer()
        case .say(let text): try say(text)
        case .hear(let text): try wait(for: "chat \(quoted(text))") { $0.chat.contains(text) }
        case .nudge: try nudge()
        case .hearNudge: try wait(for: "a nudge") { $0.nudges > 0 }
        case .offer(let file): try offer(file)
        case .outcome: try reportOutcome()
        case .untilAnswered: try waitUntilAnswered()
        case .consent: try consent()
        case .give: try give()
        case .take: try takeFile()
        case .tellPlace: try tellPlace(Endpoint(address: address, port: Self.filePort), cookie: cookie)
        case .hold: try opened().hold()
        case .release: try opened().release()
        case .cut(let cutting): try opened().cutting = cutting
        case .untilFile(let path): try waitUntilFile(path)
        case .untilOffline(let account): try waitUntilOffline(account)
        case .untilLeft(let account): try wait(for: "\(account) to leave") { !$0.present.contains(account) }
        case .untilLost: try waitUntilLost()
        case .session(let step): try take(step)
        }
    }

    private static let filePort: UInt16 = 6891

    /// The connection that the talk goes through.
    private func opened() throws(PeerError) -> Connection {
        if usesRouting { return notification }
        guard let switchboard else { throw .unexpected("a step that needs a switchboard before there is one") }
        return switchboard
    }

    private func call(_ callee: String) throws(PeerError) {
        try wait(for: "\(callee) to come online") { $0.online.contains(callee) }
        partner = callee
        if usesRouting { return }
        let grant = try ask(notification) { "XFR \($0) SB" }
        let connection = try open(switchboardAt: grant.word(3))
        try ask(connection) { "USR \($0) \(account) \(grant.word(5))" }
        try ask(connection) { "CAL \($0) \(callee)" }
        try wait(for: "\(callee) to join") { $0.present.contains(callee) }
        report("called \(callee)")
    }

    private func answer() throws(PeerError) {
        if usesRouting {
            try wait(for: "somebody to come online") { !$0.online.isEmpty }
            partner = inbox.online.first ?? ""
            return
        }
        try wait(for: "a call") { !$0.calls.isEmpty }
        guard let ring = inbox.calls.last else { return }
        let connection = try open(switchboardAt: ring.word(2))
        try ask(connection) { "ANS \($0) \(account) \(ring.word(4)) \(ring.word(1))" }
        partner = ring.word(5)
        report("answered \(partner)")
    }

    private func open(switchboardAt place: String) throws(PeerError) -> Connection {
        guard let endpoint = Endpoint(argument: place) else { throw .unexpected("switchboard address \(place)") }
        let connection = Connection(
            try Socket.calling(gateway ?? endpoint, from: address, until: deadline),
            tunnel: gateway.map { _ in GatewayCaller(server: "SB", host: endpoint.address) }
        )
        switchboard = connection
        return connection
    }

    /// Sends a message into the switchboard; returns its transaction.
    @discardableResult
    func send(_ payload: [UInt8], letter: String) throws(PeerError) -> Int {
        let transaction = nextTransaction()
        try opened().send(Command(words: ["MSG", "\(transaction)", letter], payload: payload))
        return transaction
    }

    private func say(_ text: String) throws(PeerError) {
        if usesRouting {
            let payload = RoutedMessage.chat(text, from: account, to: partner)
            try notification.send(Command(words: ["SDG", "\(nextTransaction())"], payload: payload))
        } else {
            try send(Message.chat(text), letter: "N")
        }
        report("sent chat \(quoted(text))")
    }

    private func nudge() throws(PeerError) {
        let text = "MIME-Version: 1.0\r\nContent-Type: text/x-msnmsgr-datacast\r\n\r\nID: 1\r\n\r\n"
        try send(Array(text.utf8), letter: "N")
        report("sent nudge")
    }

    private func offer(_ file: File) throws(PeerError) {
        offered = file
        cookie = Int.random(in: 1...0x7FFF_FFFF)
        lastInvitation = try send(Message.invitation(Invitation.offer(file, cookie: cookie)), letter: "S")
        report("sent offer \(quoted(file.name)) \(file.size)")
    }

    /// What the server says became of the invitation, or what the connection itself tells.
    private func reportOutcome() throws(PeerError) {
        while true {
            if let answer = inbox.answers[lastInvitation] { return report("outcome \(outcome(answer))") }
            if let ending = inbox.switchboardEnding { return report("outcome \(ending)") }
            if try opened().socket.transmission == .stuck { return report("outcome stuck") }
            try deadline.check("the outcome of the invitation")
            try takeArrivals()
        }
    }

    private func waitUntilAnswered() throws(PeerError) {
        let last = lastInvitation
        try wait(for: "an answer to the last invitation") { $0.answers[last] != nil }
    }

    private func outcome(_ answer: Command) -> String {
        answer.name == "ACK" ? "delivered" : "undelivered"
    }

    private func consent() throws(PeerError) {
        try wait(for: "an offer") { !$0.offers.isEmpty }
        let cookie = inbox.offers.last?.cookie ?? cookie
        try send(Message.invitation(Invitation.consent(cookie: cookie)), letter: "U")
        report("sent consent")
    }

    private func give() throws(PeerError) {
        try wait(for: "consent") { !$0.consents.isEmpty }
        let endpoint = Endpoint(address: address, port: Self.filePort)
        let listener = try Socket.listening(at: endpoint)
        try tellPlace(endpoint, cookie: inbox.consents.last?.cookie ?? cookie)
        while Socket.ready(among: [listener]) != [true] { try deadline.check("somebody to fetch the file") }
        var connection = DataConnection(try listener.accept(), until: deadline)
        try connection.give(offered)
    }

    private func tellPlace(_ endpoint: Endpoint, cookie: Int) throws(PeerError) {
        let fields = Invitation.place(endpoint, cookie: cookie, authentication: .random(in: 1...0x7FFF_FFFF))
        lastInvitation = try send(Message.invitation(fields), letter: "S")
        report("sent place \(endpoint)")
    }

    private func takeFile() throws(PeerError) {
        try wait(for: "the place of the file") { !$0.places.isEmpty }
        guard let place = inbox.places.last?.place else { return }
        let socket = try Socket.calling(place.endpoint, from: address, until: deadline)
        var connection = DataConnection(socket, until: deadline)
        let name = inbox.offers.last?.file.name ?? offered.name
        try connection.take(name, as: account, authentication: place.authentication)
    }

    private func waitUntilOffline(_ account: String) throws(PeerError) {
        try wait(for: "\(account) to log off", onSwitchboard: false) { !$0.online.contains(account) }
    }

    /// Also waits for whatever else arrives, as a client does that nobody types at.
    private func waitUntilFile(_ path: String) throws(PeerError) {
        try wait(for: "the file \(path)") { _ in unsafe access(path, F_OK) == 0 }
    }

    private func waitUntilLost() throws(PeerError) {
        try wait(for: "the switchboard to be lost", onSwitchboard: false) { $0.switchboardEnding != nil }
    }
}
