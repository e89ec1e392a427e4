import Gateway
import MSNP

extension TransferEntry {
    /// How the transfer stands, or what was done to it.
    var result: String {
        outcome?.words ?? actionTaken
    }

    /// Whether the gateway stopped it.
    var isStopped: Bool {
        switch action {
        case .decline, .drop, .reset: true
        case .observe, .pass, nil: false
        }
    }

    private var actionTaken: String {
        switch action {
        case .decline: "declined"
        case .drop: "dropped"
        case .reset: "reset"
        case .observe: "observed (\(stageReached))"
        case .pass: "let through (\(stageReached))"
        case nil: stageReached
        }
    }

    private var stageReached: String {
        switch stage {
        case .invite: "offered"
        case .accept: "accepted"
        case .decline: "refused"
        case .cancel: "called off"
        case .data: "being sent"
        case .finish: "finished"
        }
    }

    var fromText: String { details.from.map { PeerText($0).unquoted } ?? "unknown" }
    var toText: String { details.to.map { PeerText($0).unquoted } ?? "unknown" }
    var fileText: String { details.file.map { PeerText($0).unquoted } ?? "unnamed" }
    var sizeText: String { details.size?.byteSize ?? "size unknown" }

    /// The protocol, and what it travelled on.
    var way: String {
        switch details.carrier {
        case .switchboard: "\(details.kind.word), switchboard"
        case .notificationServer: "\(details.kind.word), notification server"
        case .msnftpData: "\(details.kind.word), data connection"
        case .direct: "\(details.kind.word), direct connection"
        case .http: "\(details.kind.word), HTTP gateway"
        }
    }
}

extension TransferOutcome {
    /// What became of the transfer, for people.
    var words: String {
        switch self {
        case .declined: "declined by the gateway"
        case .dropped: "dropped by the gateway"
        case .reset: "reset by the gateway"
        case .refused: "refused by the other side"
        case .cancelled: "called off"
        case .finished: "finished"
        case .unanswered: "never answered"
        case .neverConnected: "never connected"
        case .unfinished: "not finished"
        }
    }
}
