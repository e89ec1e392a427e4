package import Gateway
package import MSNP
import PacketHeaders

// The words of reports: what a capture's reader greps for, so they stay when a Swift name changes.

extension Decision {
    /// `source > destination`, or nil where no TCP header could be read.
    package var flow: String? {
        endpoints.map { "\($0.source) > \($0.destination)" }
    }
}

extension Action {
    /// The word of reports.
    package var word: String {
        switch self {
        case .decline: "decline"
        case .drop: "drop"
        case .reset: "reset"
        case .observe: "observe"
        case .pass: "pass"
        }
    }
}

extension TransferKind {
    /// The word of reports.
    package var word: String {
        switch self {
        case .msnftp: "msnftp"
        case .msnslp: "msnslp"
        }
    }
}

extension TransferCarrier {
    /// The word of reports.
    package var word: String {
        switch self {
        case .switchboard: "switchboard"
        case .notificationServer: "notification-server"
        case .msnftpData: "msnftp-data"
        case .direct: "direct"
        case .http: "http"
        }
    }
}
