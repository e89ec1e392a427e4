import ArgumentParser

/// One thing for a client to do, written as a verb and what it acts on.
enum Step {
    /// Waits until `account` is online, and opens a switchboard with it.
    case call(account: String)
    /// Waits to be called, and joins that switchboard.
    case answer
    case say(String)
    /// Waits for this very chat line.
    case hear(String)
    case nudge
    case hearNudge
    /// Invites the other side to take a file.
    case offer(File)
    /// Waits for what became of the last invitation.
    case outcome
    /// Waits for what the server says of it, however often it has to be sent.
    case untilAnswered
    /// Waits for an offer, and agrees to it.
    case consent
    /// Waits for consent, says where the file is to be had, and gives it.
    case give
    /// Waits to be told where the file is to be had, and takes it.
    case take
    /// Says where a file is to be had although nobody asked.
    case tellPlace
    /// Keeps back what is sent from here on, …
    case hold
    /// … and sends all of it in one segment.
    case release
    /// Cuts what is sent from here on, or no longer.
    case cut(Cutting?)
    /// Waits until somebody has made a file of this path.
    case untilFile(path: String)
    /// Waits until `account` has logged off.
    case untilOffline(account: String)
    /// Waits until `account` has left the switchboard.
    case untilLeft(account: String)
    /// Waits until the connection to the switchboard has ended.
    case untilLost
    /// Has to do with sessions.
    case session(SessionStep)
}

extension Step: ExpressibleByArgument {
    init?(argument: String) {
        let parts = argument.split(separator: " ", maxSplits: 1).map(String.init)
        let object = parts.count == 2 ? parts[1] : ""
        if let step = parts.first.flatMap({ SessionStep(verb: $0, object: object) }) {
            self = .session(step)
            return
        }
        switch (parts.first, object.isEmpty) {
        case ("call", false): self = .call(account: object)
        case ("say", false): self = .say(object)
        case ("hear", false): self = .hear(object)
        case ("offer", false): self = .offer(File(name: object, size: 5000))
        case ("cut", false):
            guard let cutting = Cutting(argument: object) else { return nil }
            self = .cut(cutting)
        case ("cut-inside", false): self = .cut(.inside(Array(object.utf8)))
        case ("until-file", false): self = .untilFile(path: object)
        case ("until-offline", false): self = .untilOffline(account: object)
        case ("until-left", false): self = .untilLeft(account: object)
        case (let verb?, true):
            guard let step = Self.withoutObject[verb] else { return nil }
            self = step
        default: return nil
        }
    }

    private static let withoutObject: [String: Step] = [
        "answer": .answer, "nudge": .nudge, "hear-nudge": .hearNudge, "outcome": .outcome, "consent": .consent,
        "give": .give, "take": .take, "tell-place": .tellPlace, "hold": .hold, "release": .release,
        "until-lost": .untilLost, "until-answered": .untilAnswered, "uncut": .cut(nil),
    ]
}
