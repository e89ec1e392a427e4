import Configuration
import Gateway

/// The settings as they were read last, and the policy that follows from them at this hour.
struct PolicyInForce {
    private(set) var settings: Settings
    /// What the workers are to decide by.
    private(set) var policy: Policy
    /// The minute for which it was made.
    private var time: WeekTime

    /// What the settings say at that time.
    init(_ settings: Settings, at time: WeekTime) {
        self.settings = settings
        self.time = time
        policy = settings.policyInForce(at: time)
    }

    /// Whether groups of hosts have begun or ceased to count since the policy was made, or an interface has come or gone;
    /// it is another one then.
    ///
    /// This is asked again and again instead of at the time of the next change, which would be missed or come too late when
    /// somebody sets the clock. It costs something once a minute only.
    mutating func isAnother(at time: WeekTime) -> Bool {
        guard time != self.time else { return false }
        self.time = time
        let policy = settings.policyInForce(at: time)
        defer { self.policy = policy }
        return policy != self.policy
    }
}
