import Configuration
import Gateway
import PacketHeaders

/// What a policy would do to whom, for a person to read.
func policySummary(_ settings: Settings, path: String, at now: WeekTime) -> String {
    let count = settings.hosts.count
    let groups = count == 0 ? "no groups of hosts" : count == 1 ? "1 group of hosts" : "\(count) groups of hosts"
    return "\(path) is fine: \(groups), now \(now).\n\n"
        + groupTable(settings.hosts, at: now) + "\n"
        + transferTable(settings.policy) + "\n"
        + plumbing(settings)
}

/// The groups in the order in which they are tried.
private func groupTable(_ hosts: [HostRule], at now: WeekTime) -> String {
    let rows = hosts.enumerated().map { index, rule in
        ["\(index + 1)", rule.group.name, rule.group.permission.words, rule.group.who, when(rule, at: now)]
    }
    let rest = ["", hosts.isEmpty ? "everybody" : "everybody else", Permission.chat.words, "", ""]
    return table([["", "group", "may", "who", "when"]] + rows + [rest])
}

private func when(_ rule: HostRule, at now: WeekTime) -> String {
    guard !rule.times.isEmpty else { return "always" }
    let times = rule.times.map(\.description).joined(separator: "; ")
    return times + (rule.counts(at: now.day, now.minute) ? " (now)" : " (not now)")
}

/// What "all but files" means, kind by kind.
private func transferTable(_ policy: Policy) -> String {
    let kinds = [
        ("offers of files", policy.invitations), ("connections for files", policy.dataConnections),
        ("shared folders", policy.sharedFolders), ("shown photos", policy.photos),
        ("backgrounds sent as files", policy.backgrounds),
    ]
    let notify = policy.notify ? "told at once" : "not told"
    return "Who may chat:\n"
        + table(
            kinds.map { ["", $0.0, $0.1.effect] } + [
                ["", "who offers a file", notify],
                ["", "unreadable fragments", policy.fragments == .accept ? "pass" : "are dropped"],
            ]
        )
}

private func plumbing(_ settings: Settings) -> String {
    let queues = settings.queues
    let numbers =
        queues.numbers.count == 1
        ? "\(queues.numbers.lowerBound)" : "\(queues.numbers.lowerBound) to \(queues.numbers.upperBound)"
    let denied = settings.denied.map(\.description).joined(separator: ", ")
    let rows = [
        ["queues", "\(numbers), \(queues.length) packets each"],
        ["ports", settings.ports.words],
        ["queue full, or no daemon", queues.failOpen ? "packets pass unread" : "packets are dropped"],
        ["nobody may call", denied.isEmpty ? "(no restriction)" : denied],
        [
            "marks",
            "release 0x\(String(settings.marks.release, radix: 16)), reset 0x\(String(settings.marks.reset, radix: 16))",
        ],
        ["control socket", settings.service.socket],
        ["status page", settings.service.listen.map { "http://\($0)/" } ?? "not over TCP"],
        ["events", settings.events.words],
        ["user", settings.user ?? "as started"],
    ]
    return table(rows)
}

/// Rows as columns, each as wide as its widest cell.
func table(_ rows: [[String]]) -> String {
    let width = rows.map(\.count).max() ?? 0
    let widths = (0..<width).map { column in rows.map { $0.indices.contains(column) ? $0[column].count : 0 }.max() ?? 0
    }
    return rows.map { row in
        var line = zip(row, widths).map { $0.padded(to: $1) }.joined(separator: "  ")
        while line.last == " " { line.removeLast() }
        return line + "\n"
    }.joined()
}
