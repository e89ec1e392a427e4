import Gateway

/// The counters as a table: name, labels, number; one line each.
func counterTable(_ rows: [Counters.Row]) -> [UInt8] {
    let names = rows.map { row in
        row.labels.reduce(into: row.name) { name, label in name += " \(label.name)=\(label.value)" }.utf8
    }
    let numbers = rows.map { String($0.count).utf8 }
    let width = (names.map(\.count).max() ?? 0) + 2 + (numbers.map(\.count).max() ?? 0)
    var table: [UInt8] = []
    for (name, number) in zip(names, numbers) {
        table += name
        // Names and labels are of our own making, so that each byte is a column.
        table += repeatElement(UInt8(ascii: " "), count: width - name.count - number.count)
        table += number
        table.append(UInt8(ascii: "\n"))
    }
    return table
}
