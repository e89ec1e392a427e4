import ArgumentParser
import Gateway

/// `--transfers`.
enum TransfersOption: String, ExpressibleByArgument, CaseIterable {
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
enum SwitchOption: String, ExpressibleByArgument, CaseIterable {
    case on, off
}

/// `--fragments`.
enum FragmentsOption: String, ExpressibleByArgument, CaseIterable {
    case accept, drop

    var choice: Policy.Fragments {
        switch self {
        case .accept: .accept
        case .drop: .drop
        }
    }
}

/// `--checksums`.
enum ChecksumOption: String, ExpressibleByArgument, CaseIterable {
    case auto, verify, trust

    var trust: ChecksumTrust {
        switch self {
        case .auto: .unverifiedOrOffloaded
        case .verify: .unverified
        case .trust: .vouched
        }
    }
}
