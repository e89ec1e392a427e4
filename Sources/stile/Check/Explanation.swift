import Configuration
import Gateway
import PacketHeaders

/// Somebody whom a policy may name.
enum Person {
    case host(IPAddress)
    case account(String)

    /// The one that a person has written; nil if it is neither an address nor an account.
    init?(_ text: String) {
        if let address = IPAddress(written: text) {
            self = .host(address)
        } else if text.contains("@"), !text.contains(where: \.isWhitespace) {
            self = .account(text)
        } else {
            return nil
        }
    }

    fileprivate var name: String {
        switch self {
        case .host(let address): "\(address)"
        case .account(let account): account
        }
    }

    fileprivate var end: FlowEnd {
        switch self {
        case .host(let address): FlowEnd(address)
        case .account(let account): FlowEnd(nil, account: account)
        }
    }
}

/// What somebody may do now and at other times, and which lines of which files say so.
func explanation(of person: Person, in settings: Settings, at now: WeekTime) -> String {
    let group = settings.policy(at: now).group(of: person.end)
    let reason = group.map { "as the first group that counts is \"\($0.name)\"" } ?? "as no group that counts names it"
    let found = settings.hosts.compactMap { Mention(of: person, in: $0) }
    let rows = found.map { $0.row(at: now) }
    return "\(person.name) may do now (\(now)): \((group?.permission ?? .chat).words), \(reason).\n"
        + (rows.isEmpty ? "" : "\nThe groups that name it, in the order in which they are tried:\n" + table(rows))
        + otherTimes(of: person, in: settings, at: now)
        + deniedPorts(of: person, in: settings)
        + "Of the two ends of a conversation the stricter group decides.\n"
}

/// What changes in the course of a week.
private func otherTimes(of person: Person, in settings: Settings, at now: WeekTime) -> String {
    var rows: [[String]] = []
    var time = now
    var last = settings.policy(at: now).group(of: person.end)
    var passed = 0
    while let wait = settings.nextChange(after: time), passed + wait <= 7 * 24 * 60 {
        passed += wait
        time = time.advanced(by: wait)
        let group = settings.policy(at: time).group(of: person.end)
        if group != last {
            rows.append([
                "from \(time)", (group?.permission ?? .chat).words, group.map { "group \"\($0.name)\"" } ?? "no group",
            ])
        }
        last = group
    }
    return rows.isEmpty
        ? "\nIt may do the same at all times.\n" : "\nIn the coming week:\n" + table(rows.map { [""] + $0 }) + "\n"
}

/// The ports of a host that lists deny to everybody.
private func deniedPorts(of person: Person, in settings: Settings) -> String {
    guard case .host(let address) = person else { return "" }
    let ports = settings.denied.filter { $0.address == address }.map { "\($0.port)" }
    return ports.isEmpty ? "" : "Nobody may call it on port \(ports.joined(separator: ", ")).\n"
}

/// A group that names somebody, perhaps on conditions that are not known here.
private struct Mention {
    private let rule: HostRule
    private let place: String
    private let conditions: [String]

    /// How a group names somebody; nil if it does not.
    init?(of person: Person, in rule: HostRule) {
        let group = rule.group
        var conditions =
            group.interfaces.isEmpty ? [] : ["if its packets come in by " + group.interfaces.joined(separator: " or ")]
        if let words = group.direction.words { conditions.append(words) }
        switch person {
        case .host(let address):
            let index = group.networks.firstIndex { $0.contains(address) && ($0.prefix >= 96 || address.v4 == nil) }
            guard group.networks.isEmpty || index != nil else { return nil }
            if !group.accounts.isEmpty {
                conditions.append("if it signs in as " + group.accounts.joined(separator: " or "))
            }
            place =
                index.map { "\(rule.networkPlaces[$0]): \(group.networks[$0].written)" } ?? "\(rule.told): any address"
        case .account(let account):
            guard group.isForAnybody || group.names(account) else { return nil }
            if !group.networks.isEmpty { conditions.append("at the addresses of the group") }
            let pattern = group.accounts.first { pattern in
                var only = group
                only.accounts = [pattern]
                return only.names(account)
            }
            place = "\(rule.told): \(pattern ?? "any account")"
        }
        self.rule = rule
        self.conditions = conditions
    }

    func row(at now: WeekTime) -> [String] {
        let times = rule.times.isEmpty ? "always" : rule.times.map(\.description).joined(separator: "; ")
        let counts = rule.counts(at: now.day, now.minute) ? "" : " (not now)"
        return [
            "", rule.group.name, rule.group.permission.words, place, times + counts, conditions.joined(separator: ", "),
        ]
    }
}

extension HostRule {
    fileprivate var told: String { place.map { "\($0)" } ?? "policy" }
}

extension WeekTime {
    fileprivate func advanced(by minutes: Int) -> WeekTime {
        let minute = (day * 1440 + self.minute + minutes) % (7 * 1440)
        return WeekTime(day: minute / 1440, minute: minute % 1440)
    }
}
