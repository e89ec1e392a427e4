import Gateway

/// The counters as a table: name, labels, number; one line each.
func counterTable(_ rows: [Counters.Row]) -> String {
    let names = rows.map { row in
        ([row.name] + row.labels.map { "\($0.name)=\($0.value)" }).joined(separator: " ")
    }
    let numbers = rows.map { String($0.count) }
    let nameWidth = names.map(\.count).max() ?? 0
    let numberWidth = numbers.map(\.count).max() ?? 0
    return zip(names, numbers).map { name, number in
        "\(name.padded(to: nameWidth))  \(number.padded(to: numberWidth, on: .left))\n"
    }.joined()
}
