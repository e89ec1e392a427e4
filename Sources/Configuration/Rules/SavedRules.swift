/// What iptables-save or ip6tables-save printed.
package struct SavedRules: Sendable, Equatable {
    private(set) var tables: [String: SavedTable] = [:]

    /// Reads the lines of iptables-save; what is no table, chain or rule is passed over.
    package init(_ text: String) {
        var table: String?
        for line in text.split(whereSeparator: \.isNewline) {
            if line.hasPrefix("*") {
                table = String(line.dropFirst())
            } else if let table, let line = SavedLine(line) {
                tables[table, default: SavedTable()].add(line)
            }
        }
    }
}

/// One table of others' rules and ours.
struct SavedTable: Sendable, Equatable {
    /// The rules of each chain, in order.
    private(set) var chains: [String: [SavedRule]] = [:]

    fileprivate mutating func add(_ line: SavedLine) {
        switch line {
        case .chain(let name): chains[name, default: []] += []
        case .rule(let name, let rule): chains[name, default: []].append(rule)
        }
    }

    /// Our chains, whatever policy they were made for.
    var ours: [String] { chains.keys.filter { $0.hasPrefix(RuleChain.prefix) }.sorted() }

    /// The rules of others' chains that lead to ours.
    var jumpsToOurs: [(chain: String, rule: SavedRule)] {
        chains.keys.filter { !$0.hasPrefix(RuleChain.prefix) }.sorted().flatMap { chain in
            rules(of: chain).filter(\.leadsToOurs).map { (chain, $0) }
        }
    }

    func rules(of chain: String) -> [SavedRule] { chains[chain] ?? [] }
}

/// A rule as iptables-save wrote it.
struct SavedRule: Sendable, Equatable {
    /// All behind the name of the chain.
    let text: String
    let words: [String]

    init(_ text: String) {
        self.text = text
        words = SavedRule.words(of: text)
    }

    /// Where the packet goes that it matches.
    var target: String? { value(of: "-j") ?? value(of: "-g") }

    var leadsToOurs: Bool { target?.hasPrefix(RuleChain.prefix) == true }

    /// The word behind an option, as far as it is not negated.
    func value(of option: String) -> String? {
        guard let index = words.firstIndex(of: option), index + 1 < words.count else { return nil }
        return index > 0 && words[index - 1] == "!" ? nil : words[index + 1]
    }

    func isNegated(_ option: String) -> Bool {
        words.firstIndex(of: option).map { $0 > 0 && words[$0 - 1] == "!" } ?? false
    }

    /// Whether both mean the same: versions of iptables differ in the order of options and in the modules that they name.
    func means(_ other: SavedRule) -> Bool { options == other.options }

    /// The options with their values, in one order, without the loading of modules.
    private var options: [[String]] {
        var options: [[String]] = []
        var isNegated = false
        for word in words {
            if word == "!" {
                isNegated = true
            } else if word.hasPrefix("-") || options.isEmpty {
                options.append(isNegated ? ["!", word] : [word])
                isNegated = false
            } else {
                options[options.count - 1].append(word)
            }
        }
        return options.filter { $0.first != "-m" }.sorted { $0.lexicographicallyPrecedes($1) }
    }

    /// The words of a line, those in quotes without them.
    private static func words(of text: String) -> [String] {
        var words: [String] = []
        var word = ""
        var isQuoted = false
        var isEscaped = false
        for character in text {
            switch character {
            case _ where isEscaped:
                word.append(character)
                isEscaped = false
            case "\\" where isQuoted: isEscaped = true
            case "\"": isQuoted.toggle()
            case " " where !isQuoted:
                if !word.isEmpty { words.append(word) }
                word = ""
            default: word.append(character)
            }
        }
        return word.isEmpty ? words : words + [word]
    }
}

private enum SavedLine {
    case chain(String)
    case rule(chain: String, SavedRule)

    /// nil for a comment, COMMIT, or what cannot be understood.
    init?(_ line: Substring) {
        if line.hasPrefix(":") {
            self = .chain(String(line.dropFirst().prefix { $0 != " " }))
            return
        }
        // With -c the counters stand before the rule.
        let rule = line.hasPrefix("[") ? line.drop { $0 != " " }.dropFirst() : line
        let words = rule.split(separator: " ", maxSplits: 2)
        guard words.count >= 2, words[0] == "-A" else { return nil }
        self = .rule(chain: String(words[1]), SavedRule(words.count > 2 ? String(words[2]) : ""))
    }
}
