/// All that has arrived at a client and that a later step may wait for.
struct Inbox {
    /// Answers by transaction.
    private(set) var answers: [Int: Command] = [:]
    private(set) var contacts = 0
    private(set) var profileSize = 0
    private(set) var online: Set<String> = []
    /// Who is in the switchboard besides us.
    private(set) var present: Set<String> = []
    private(set) var calls: [Command] = []
    private(set) var chat: [String] = []
    private(set) var nudges = 0
    private(set) var offers: [Invitation] = []
    private(set) var consents: [Invitation] = []
    private(set) var places: [Invitation] = []
    /// How the connection to the switchboard ended, if it did.
    var switchboardEnding: Ending?

    /// Files one command, and reports it if a person would want to know.
    mutating func take(_ command: Command) {
        switch command.name {
        case "MSG": take(Message(command.payload), payload: command.payload, from: command.word(1))
        case "LST": contacts += 1
        case "SDG": take(RoutedMessage(command.payload))
        case "NLN": online.insert(account(command.word(2)))
        case "ILN": online.insert(account(command.word(3)))
        case "FLN": online.remove(account(command.word(1)))
        case "GCF": break
        case "RNG": calls.append(command)
        case "JOI": present.insert(command.word(1))
        case "IRO": present.insert(command.word(4))
        case "BYE": present.remove(command.word(1))
        default: Int(command.word(1)).map { answers[$0] = command }
        }
    }

    /// The last versions write the network before the account.
    private func account(_ word: String) -> String {
        String(word.split(separator: ":").last ?? "")
    }

    private mutating func take(_ message: RoutedMessage?) {
        guard let message, message["Message-Type"] == "Text" else { return report("arrived unknown routed message") }
        let text = String(decoding: message.body, as: UTF8.self)
        chat.append(text)
        report("arrived chat \(message.sender) \(quoted(text))")
    }

    private mutating func take(_ message: Message, payload: [UInt8], from sender: String) {
        if message.contentType.hasPrefix("text/plain") {
            let isIntact = payload == Message.chat(message.body)
            chat.append(message.body)
            report("arrived \(isIntact ? "chat" : "altered chat") \(sender) \(quoted(message.body))")
        } else if message.contentType.hasPrefix("text/x-msmsgsinvite") {
            take(Invitation(body: message.body), from: sender)
        } else if message.contentType.hasPrefix("text/x-msnmsgr-datacast") {
            nudges += 1
            report("arrived nudge \(sender)")
        } else if message.contentType.hasPrefix("text/x-msmsgsprofile") {
            profileSize = payload.count
        } else {
            report("arrived unknown \(sender) \(quoted(message.contentType))")
        }
    }

    private mutating func take(_ invitation: Invitation, from sender: String) {
        let clients = invitation.clientsThatOffer.map(\.rawValue)
        if !clients.isEmpty {
            offers.append(invitation)
            let file = invitation.file
            report(
                "arrived offer \(sender) \(quoted(file.name)) \(file.size) as read by \(clients.joined(separator: ","))"
            )
        } else if let place = invitation.place {
            places.append(invitation)
            report("arrived place \(sender) \(place.endpoint)")
        } else if invitation.isConsent {
            consents.append(invitation)
            report("arrived consent \(sender)")
        } else {
            report("arrived remains \(sender): an invitation that no known client acts on")
        }
    }
}
