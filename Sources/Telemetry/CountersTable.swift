package import Gateway

/// Counters as a table that a person reads: a name, its labels, and the number, in columns.
package struct CountersTable {
    private let rows: [Counters.Row]

    /// A table of these rows.
    ///
    /// The packets' sums by verdict come first and are always there, so that a table is never empty; every other row is
    /// there only if it counted something.
    package init(_ rows: [Counters.Row]) {
        self.rows = Self.packetTotals(rows) + rows.filter { $0.count > 0 }
    }

    /// The lines, each ended by a line feed.
    package var text: String {
        let lines = rows.map { row in
            (words: ([row.name] + row.labels.map(\.value)).joined(separator: " "), number: String(row.count))
        }
        let wordsWidth = lines.map(\.words.count).max() ?? 0
        let numberWidth = lines.map(\.number.count).max() ?? 0
        return lines.map { line in
            line.words + padding(line.words, to: wordsWidth) + "  " + padding(line.number, to: numberWidth)
                + line.number + "\n"
        }.joined()
    }

    private static func packetTotals(_ rows: [Counters.Row]) -> [Counters.Row] {
        var totals: [Counters.Row] = []
        for var row in rows where row.name == "packets" {
            row.labels = row.labels.filter { $0.name == "verdict" }
            if let known = totals.firstIndex(where: { $0.labels.elementsEqual(row.labels, by: ==) }) {
                totals[known].count &+= row.count
            } else {
                totals.append(row)
            }
        }
        return totals
    }

    private func padding(_ text: String, to width: Int) -> String {
        String(repeating: " ", count: width - text.count)
    }
}
