extension Server {
    /// Answers one command.
    func answer(_ command: Command, from visitor: Visitor) throws(PeerError) {
        let transaction = command.word(1)
        switch command.name {
        case "VER": try agree(visitor, on: command)
        case "CVR": try visitor.connection.send(version(transaction))
        case "USR": try identify(visitor, by: command)
        case "SYN": try sendLists(to: visitor, transaction)
        case "CHG": try showOnline(visitor, transaction)
        case "XFR": try visitor.connection.send(grant(transaction))
        case "CAL": try call(command.word(2), for: visitor, transaction)
        case "ANS": try join(visitor, by: command)
        case "MSG": try relay(command, from: visitor)
        case "ADL": try visitor.connection.send("ADL \(transaction) OK")
        case "SDG": forward(command, from: visitor)
        case "OUT": remove(visitor, because: "left")
        default: try visitor.connection.send("200 \(transaction)")
        }
    }

    private func agree(_ visitor: Visitor, on command: Command) throws(PeerError) {
        visitor.usesRouting = command.word(2) == "MSNP21"
        try visitor.connection.send("VER \(command.word(1)) \(command.word(2))")
    }

    private func version(_ transaction: String) -> Command {
        let url = "http://messenger.example.com/download/client/installation.exe"
        return "CVR \(transaction) 7.5.0324 7.5.0324 6.2.0205 \(url) http://messenger.example.com/"
    }

    /// At the notification server the two rungs of the login; at the switchboard the caller with its cookie.
    private func identify(_ visitor: Visitor, by command: Command) throws(PeerError) {
        let transaction = command.word(1)
        switch (command.word(2), command.word(3)) {
        case ("TWN", "I"):
            visitor.account = command.word(4)
            let challenge = "lc=1033,id=507,tw=40,fs=1,ru=http%3A%2F%2Fmessenger.example.com,ct=1062764229,kpp=1"
            try visitor.connection.send("USR \(transaction) TWN S \(challenge)")
        case ("SSO", "I"):
            visitor.account = command.word(4)
            try visitor.connection.send(Command(words: ["GCF", "0"], payload: policyOfClients))
            try visitor.connection.send("USR \(transaction) SSO S MBI_KEY_OLD \(String(repeating: "n0nc", count: 16))")
        case ("SSO", "S"):
            try visitor.connection.send("USR \(transaction) OK \(visitor.account) 1 0")
        case ("TWN", "S"):
            try visitor.connection.send("USR \(transaction) OK \(visitor.account) \(visitor.nick) 1 0")
            try visitor.connection.send(
                Command(words: ["MSG", "Hotmail", "Hotmail"], payload: profile(visitor.account))
            )
        default:
            visitor.account = command.word(2)
            visitor.session = newSession()
            try visitor.connection.send("USR \(transaction) OK \(visitor.account) \(visitor.nick)")
        }
    }

    private var policyOfClients: [UInt8] {
        let shield = "<config><shield><cli maj=\"7\"/></shield></config>"
        return Array("<Policies><Policy type=\"SHIELDS\">\(shield)</Policy></Policies>".utf8)
    }

    /// As long as real ones: longer than any invitation, so that whoever judges by length is found out here.
    private func profile(_ account: String) -> [UInt8] {
        let lines = [
            "MIME-Version: 1.0", "Content-Type: text/x-msmsgsprofile; charset=UTF-8", "LoginTime: 1062764229",
            "EmailEnabled: 1", "preferredEmail: \(account)", "lang_preference: 1033",
            "MSPAuth: \(String(repeating: "2AAAAAAAAAAAAAA", count: 70))", "", "",
        ]
        return Array(lines.joined(separator: "\r\n").utf8)
    }

    private func sendLists(to visitor: Visitor, _ transaction: String) throws(PeerError) {
        let contacts = 150
        try visitor.connection.send("SYN \(transaction) 1 1 \(contacts) 1")
        for number in 1...contacts {
            try visitor.connection.send("LST N=friend\(number)@example.com F=File%20Transfer%20Fan%20\(number) 11 0")
        }
    }

    private func showOnline(_ visitor: Visitor, _ transaction: String) throws(PeerError) {
        try visitor.connection.send("CHG \(transaction) NLN 2788999228")
        for other in visitors where other.isOnline {
            let word = visitor.usesRouting ? "NLN" : "ILN \(transaction)"
            try visitor.connection.send("\(word) NLN \(other.presence)")
            try? other.connection.send("NLN NLN \(visitor.presence)")
        }
        visitor.isOnline = true
    }

    private func call(_ callee: String, for caller: Visitor, _ transaction: String) throws(PeerError) {
        guard let session = caller.session, let called = visitors.first(where: { $0.isOnline && $0.account == callee })
        else { return try caller.connection.send("217 \(transaction)") }
        try caller.connection.send("CAL \(transaction) RINGING \(session)")
        try? called.connection.send(ring(session, caller: caller.account))
    }

    private func join(_ visitor: Visitor, by command: Command) throws(PeerError) {
        guard let session = Int(command.word(4)) else { return try visitor.connection.send("911 \(command.word(1))") }
        visitor.account = command.word(2)
        visitor.session = session
        let present = others(in: session, than: visitor)
        for (number, other) in present.enumerated() {
            let place = "\(number + 1) \(present.count)"
            try visitor.connection.send("IRO \(command.word(1)) \(place) \(other.account) \(other.nick) 2788999228")
            try? other.connection.send("JOI \(visitor.account) \(visitor.nick) 2788999228")
        }
        try visitor.connection.send("ANS \(command.word(1)) OK")
    }
}
