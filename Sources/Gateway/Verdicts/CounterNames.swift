import MSNP

/// What counters are kept of: the values of an enumeration, each with the name that metrics use.
///
/// The names stay when a Swift name changes; and they are written down, since to ask the runtime for the name of a case costs
/// a search through every type of the program.
protocol Counted: RawRepresentable<UInt8>, CaseIterable, Sendable {
    var name: String { get }
}

extension Reason: Counted {}
extension TransferOutcome: Counted {}

extension Verdict: Counted {
    /// The name that counters and reports use.
    package var name: String {
        switch self {
        case .accept: "accept"
        case .edit: "edit"
        case .drop: "drop"
        }
    }
}

extension Counters.Outcome: Counted {
    var name: String {
        switch self {
        case .declined: "declined"
        case .dropped: "dropped"
        case .reset: "reset"
        case .observed: "observed"
        case .passed: "passed"
        case .seen: "seen"
        }
    }
}

extension TransferStage: Counted {
    /// The name that counters and reports use.
    package var name: String {
        switch self {
        case .invite: "invite"
        case .accept: "accept"
        case .decline: "decline"
        case .cancel: "cancel"
        case .data: "data"
        case .finish: "finish"
        }
    }
}

extension CommandKind: Counted {
    var name: String {
        switch self {
        case .login: "login"
        case .presence: "presence"
        case .list: "list"
        case .message: "message"
        case .keepAlive: "keep_alive"
        case .error: "error"
        case .unknown: "unknown"
        }
    }
}

extension MessageKind: Counted {
    var name: String {
        switch self {
        case .text: "text"
        case .control: "control"
        case .datacast: "datacast"
        case .invitation: "invitation"
        case .peerToPeer: "peer_to_peer"
        case .session: "session"
        case .emoticon: "emoticon"
        case .clientNotice: "client_notice"
        case .serverNotice: "server_notice"
        case .chunk: "chunk"
        case .other: "other"
        }
    }
}

extension SessionKind: Counted {
    var name: String {
        switch self {
        case .file: "file"
        case .background: "background"
        case .sharedFolder: "shared_folder"
        case .photos: "photos"
        case .displayPicture: "display_picture"
        case .emoticon: "emoticon"
        case .wink: "wink"
        case .voiceClip: "voice_clip"
        case .webcam: "webcam"
        case .game: "game"
        case .object: "object"
        case .other: "other"
        }
    }
}

extension InvitationKind: Counted {
    var name: String {
        switch self {
        case .file: "file"
        case .voice: "voice"
        case .netMeeting: "net_meeting"
        case .remoteAssistance: "remote_assistance"
        case .whiteboard: "whiteboard"
        case .webcam: "webcam"
        case .applicationSharing: "application_sharing"
        case .game: "game"
        case .other: "other"
        }
    }
}
