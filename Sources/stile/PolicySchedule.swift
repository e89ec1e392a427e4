import Configuration
import Gateway

/// The policy in the course of a capture: groups that have times count when the packets were recorded.
struct PolicySchedule {
    /// The policy now.
    private(set) var policy: Policy
    let limits: Limits
    private let settings: Settings
    /// The minute, counted from 1970, for which `policy` was asked; nil before the first packet.
    private var minute: Int64?
    private let hasTimes: Bool

    init(_ settings: Settings) {
        self.settings = settings
        limits = settings.limits
        hasTimes = settings.hosts.contains { !$0.times.isEmpty }
        policy = settings.policy(at: WeekTime.now())
    }

    /// Goes on to a time, in nanoseconds since 1970; answers whether the policy is another one then.
    @inline(__always)
    mutating func advance(to time: Int64) -> Bool {
        hasTimes && advance(toSecond: time / 1_000_000_000)
    }

    private mutating func advance(toSecond seconds: Int64) -> Bool {
        guard minute != seconds / 60 else { return false }
        minute = seconds / 60
        let next = settings.policy(at: WeekTime(secondsSince1970: seconds))
        guard next != policy else { return false }
        policy = next
        return true
    }
}

/// Reads a policy file for a command.
func loadPolicy(_ path: String) throws -> Settings {
    try PolicyFile.load(path)
}
