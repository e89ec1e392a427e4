import ArgumentParser
import Gateway

/// `--transfers`.
enum TransfersOption: String, WordArgument {
    case decline, drop, reset, observe, pass

    var action: Action {
        switch self {
        case .decline: .decline
        case .drop: .drop
        case .reset: .reset
        case .observe: .observe
        case .pass: .pass
        }
    }
}

/// `--notify`.
enum SwitchOption: String, WordArgument {
    case on, off
}

/// `--fragments`.
enum FragmentsOption: String, WordArgument {
    case accept, drop

    var choice: Policy.Fragments {
        switch self {
        case .accept: .accept
        case .drop: .drop
        }
    }
}

/// What is done to each kind of traffic, where the command line says so.
struct PolicyOptions: ParsableArguments {
    @Option(help: "What is done with file transfers (default: decline).")
    var transfers: TransfersOption?

    @Option(help: "What is done with folders that two clients keep the same (default: as with file transfers).")
    var sharedFolders: TransfersOption?

    @Option(help: "What is done with pictures that two clients show each other (default: pass).")
    var photos: TransfersOption?

    @Option(help: "What is done with backgrounds that are sent as files (default: as with file transfers).")
    var backgrounds: TransfersOption?

    @Option(
        help: """
            Whether the sender of a declined offer is told, by a refusal in the place of the acknowledgement (default: on).
            """
    )
    var notify: SwitchOption?

    @Option(help: "What is done with fragments that cannot be put together (default: accept).")
    var fragments: FragmentsOption?

    /// Puts what the command line says in the place of what the policy said.
    func apply(to policy: inout Policy) {
        if let transfers { policy.setTransfers(to: transfers.action) }
        policy.sharedFolders = sharedFolders?.action ?? policy.sharedFolders
        policy.photos = photos?.action ?? policy.photos
        policy.backgrounds = backgrounds?.action ?? policy.backgrounds
        policy.notify = notify.map { $0 == .on } ?? policy.notify
        policy.fragments = fragments?.choice ?? policy.fragments
    }
}

/// `--checksums`.
enum ChecksumOption: String, WordArgument {
    case auto, verify, trust

    var trust: ChecksumTrust {
        switch self {
        case .auto: .unverifiedOrOffloaded
        case .verify: .unverified
        case .trust: .vouched
        }
    }
}
