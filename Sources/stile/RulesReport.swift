import Configuration

/// What `stile check` says of the firewall.
struct RulesReport {
    let text: String
    /// Whether MSN traffic goes by although rules are loaded.
    let isDefeated: Bool

    private init(_ text: String, isDefeated: Bool = false) {
        self.text = "\n\(text)\n"
        self.isDefeated = isDefeated
    }

    /// Looks at the firewall of this machine. One that is no gateway, or that may not be looked at, is no fault of the
    /// policy's.
    static func ofThisMachine(_ settings: Settings) async -> RulesReport {
        do throws(RulesError) {
            return RulesReport(settings, try await RulesSighting.look())
        } catch {
            return RulesReport("The firewall was not looked at: \(error)")
        }
    }

    /// What is to be said of a sighting.
    init(_ settings: Settings, _ sighting: RulesSighting) {
        guard sighting.hasOurs else {
            self.init("The firewall here has no rules of Stile; on the gateway, run: stile rules --load")
            return
        }
        let findings = RulesInspection(settings, sighting).findings
        guard !findings.isEmpty else {
            self.init("The firewall has the rules of this policy, and nothing that defeats them.")
            return
        }
        let lines = findings.map { "\n  \($0.effect.word)  \($0.text)" }
        self.init("The firewall:" + lines.joined(), isDefeated: findings.contains { $0.effect == .defeats })
    }
}

extension RulesFinding.Effect {
    /// In one width.
    fileprivate var word: String {
        switch self {
        case .defeats: "DEFEATED"
        case .differs: "differs "
        case .weakens: "weakened"
        }
    }
}
