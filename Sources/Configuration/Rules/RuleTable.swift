/// What is ours in one table of iptables: chains of our own, and jumps to them from the chains of the kernel.
package struct RuleTable: Sendable, Equatable {
    /// The table: mangle or filter.
    package let name: String
    /// Our chains.
    package var chains: [RuleChain]
    /// The jumps that lead to them.
    package var jumps: [RuleJump]

    /// The jumps from a chain of the kernel, those that must come first or those that must come last.
    func jumps(from chain: String, _ place: RuleJump.Place) -> [RuleJump] {
        jumps.filter { $0.chain == chain && $0.place == place }
    }
}

/// A chain of ours.
package struct RuleChain: Sendable, Equatable {
    /// Its name, which begins with `RuleChain.prefix`.
    package let name: String
    /// Its rules, in order.
    package var rules: [Rule]

    /// What the names of our chains begin with; nobody else's do.
    package static let prefix = "STILE-"
}

/// A rule in the words of iptables-save, so that what is loaded can be told from what is wanted.
package struct Rule: Sendable, Equatable {
    /// What it matches and does, without the chain that it is in.
    package let text: String
    /// The comment above it in a file, one line each.
    package var notes: [String] = []

    init(_ text: String, _ notes: String...) {
        self.text = text
        self.notes = notes
    }
}

/// A rule in a chain of the kernel that does nothing but jump to one of ours.
package struct RuleJump: Sendable, Equatable {
    /// Where it stands among the rules of others.
    package enum Place: Sendable {
        case first, last
    }

    /// The chain of the kernel.
    package let chain: String
    /// Our chain.
    package let target: String
    package let place: Place

    /// The jump as iptables-save writes it, without the chain that it is in.
    var text: String { "-j \(target)" }
}

extension RuleTable {
    /// The lines that iptables-restore takes, with the reasons as comments. Nothing of ours may be loaded yet.
    var text: String {
        (["*\(name)"] + chains.map(\.declaration) + chains.flatMap(\.lines) + ["", Self.jumpNote(name)] + jumpLines
            + ["COMMIT"])
            .joined(separator: "\n")
    }

    /// The jumps as they are put in: the last of those that come first is put in first.
    var jumpLines: [String] {
        jumps.filter { $0.place == .first }.reversed().map { "-I \($0.chain) 1 \($0.text)" }
            + jumps.filter { $0.place == .last }.map { "-A \($0.chain) \($0.text)" }
    }

    private static func jumpNote(_ table: String) -> String {
        table == "mangle"
            ? "# Last, since an accepted packet leaves the chain: the rules already there are obeyed first."
            : "# First: a rule that accepts established connections would let the packet by."
    }
}

extension RuleChain {
    /// The line that makes the chain, or empties it.
    var declaration: String { ":\(name) - [0:0]" }

    /// Its rules as they are put in, without comments.
    var commands: [String] { rules.map { "-A \(name) \($0.text)" } }

    fileprivate var lines: [String] {
        rules.flatMap { rule in
            (rule.notes.isEmpty ? [] : [""]) + rule.notes.map { "# \($0)" } + ["-A \(name) \(rule.text)"]
        }
    }
}
