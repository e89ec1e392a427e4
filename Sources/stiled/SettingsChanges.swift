import Configuration

/// What a new policy file says otherwise than the settings that the daemon runs by, and that a reload alone does not
/// bring about.
struct SettingsChanges: Equatable {
    /// The keys that hold from the next start on.
    let awaitingRestart: [String]
    /// The keys that the rules in the kernel depend on.
    let awaitingRules: [String]

    /// Compares with what the daemon was started with, and with what was read last.
    init(to new: Settings, started: Settings, last: Settings) {
        awaitingRestart = Self.names([
            ("queues", new.queues != started.queues), ("marks", new.marks != started.marks),
            ("limits", new.limits != started.limits), ("service", new.service != started.service),
            ("events", new.events != started.events), ("user", new.user != started.user),
        ])
        awaitingRules = Self.names([
            ("ports", new.ports != last.ports), ("hosts", new.hosts != last.hosts),
            ("denied endpoints of host lists", new.denied != last.denied),
            ("queues", new.queues.numbers != last.queues.numbers || new.queues.failOpen != last.queues.failOpen),
            ("marks", new.marks != last.marks),
        ])
    }

    private static func names(_ keys: [(name: String, changed: Bool)]) -> [String] {
        keys.filter(\.changed).map(\.name)
    }

    /// What a person has to do, a line each; none if the reload has done it all.
    var lines: [String] {
        var lines: [String] = []
        if !awaitingRestart.isEmpty {
            lines.append(
                "These keys hold from the next start of stiled on: \(awaitingRestart.joined(separator: ", "))."
            )
        }
        if !awaitingRules.isEmpty {
            lines.append(
                "The rules in the kernel depend on what has changed (\(awaitingRules.joined(separator: ", "))); "
                    + "load them anew with: stile rules --load"
            )
        }
        return lines
    }
}
