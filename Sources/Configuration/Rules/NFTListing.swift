/// What `nft list ruleset` or `nft list table` printed.
package struct NFTListing: Sendable, Equatable {
    private let lines: [Line]

    struct Line: Sendable, Equatable {
        /// The table it is in, as `family name`.
        let table: String
        let text: String
    }

    /// Reads the lines; a set that is spread over several is one.
    package init(_ text: String) {
        var lines: [Line] = []
        var table = ""
        var open = ""
        for line in text.split(whereSeparator: \.isNewline) {
            let text = open + line.trimmed
            if text.hasSuffix(",") {
                open = text + " "
                continue
            }
            open = ""
            if text.hasPrefix("table ") { table = text.dropFirst(6).dropLast(2).trimmed }
            if !text.isEmpty && !text.hasPrefix("#") { lines.append(Line(table: table, text: text)) }
        }
        self.lines = lines
    }

    /// The table of ours, by the name it has in nftables.
    package static let ourTable = "inet stile"

    /// Whether our table stands, whatever policy it was made for.
    package var hasOurs: Bool { lines.contains { $0.table == Self.ourTable } }

    /// Whether our table is the one that these rules make.
    ///
    /// How nft writes a rule back depends on its version, so a fingerprint in a comment tells, and the number of
    /// statements, so that one added or taken away by hand is noticed.
    package func holds(_ rules: RuleSet) -> Bool {
        let ours = lines.filter { $0.table == Self.ourTable }
        return ours.contains { $0.text.contains("\"\(rules.nftablesFingerprint)\"") }
            && ours.filter(\.isStatement).count == rules.nftablesStatements
    }

    /// The lines of tables that are neither ours nor among those that iptables keeps there.
    func others(besides iptables: SavedRules?, _ ip6tables: SavedRules?) -> [Line] {
        let kept = (iptables?.tables.keys.map { "ip \($0)" } ?? []) + (ip6tables?.tables.keys.map { "ip6 \($0)" } ?? [])
        return lines.filter { $0.table != Self.ourTable && !kept.contains($0.table) }
    }
}

extension NFTListing.Line {
    fileprivate var isStatement: Bool {
        !text.hasSuffix("{") && text != "}" && !text.hasPrefix("type ")
    }
}

extension Substring {
    fileprivate var trimmed: String {
        let front = drop(while: \.isWhitespace)
        return String(
            front.prefix(
                (front.lastIndex { !$0.isWhitespace }.map { front.distance(from: front.startIndex, to: $0) + 1 }) ?? 0
            )
        )
    }
}

extension String {
    fileprivate var trimmed: String { self[...].trimmed }
}
