import Configuration
import Gateway
import PacketHeaders

// The policy in words.

extension Permission {
    /// What hosts may do.
    var words: String {
        switch self {
        case .everything: "everything"
        case .chat: "chat, no files"
        case .nothing: "nothing"
        }
    }
}

extension Action {
    /// What becomes of a transfer.
    var effect: String {
        switch self {
        case .decline: "declined in place, the conversation goes on"
        case .drop: "dropped"
        case .reset: "the connection is reset"
        case .observe: "pass, but are counted as if stopped"
        case .pass: "pass"
        }
    }
}

extension HostGroup {
    /// How many networks or accounts are told before the rest is only counted.
    private static let told = 3

    /// Who belongs to it.
    var who: String {
        let conditions = [
            Self.some(networks.map(\.written)), Self.some(accounts),
            interfaces.isEmpty ? nil : "by " + interfaces.joined(separator: ", "),
            direction.words,
        ].compactMap(\.self)
        return conditions.isEmpty ? "anybody" : conditions.joined(separator: "; ")
    }

    private static func some(_ names: [String]) -> String? {
        guard !names.isEmpty else { return nil }
        let rest = names.count - told
        return names.prefix(told).joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
    }
}

extension HostGroup.Direction {
    /// Which connections count; nil for all.
    var words: String? {
        switch self {
        case .both: nil
        case .out: "where it calls"
        case .in: "where it is called"
        }
    }
}

extension Settings.Ports {
    /// The ports as people write them.
    var words: String {
        switch self {
        case .any: "all, until a connection has shown that it is not MSN"
        case .some(let ranges):
            ranges.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }.joined(
                separator: ", "
            )
        }
    }
}

extension Settings.EventSink {
    /// Where events go.
    var words: String {
        switch self {
        case .none: "not told"
        case .standardOutput: "standard output"
        case .file(let path): path
        case .socket(let path): "socket \(path)"
        }
    }
}
