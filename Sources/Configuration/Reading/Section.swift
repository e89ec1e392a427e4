import TOMLKit

/// What is wrong with a key, before its line is known.
struct Fault: Equatable {
    /// The whole name of the key, as `KeyLines` has it.
    var path: String
    /// The key as it is told; nil if none is concerned.
    var key: String?
    var problem: String
    var advice: String?
}

/// One table of a policy file while it is being read: each key is asked for once, and what nobody has asked for is unknown.
struct Section {
    /// The whole name of the table; empty for the file itself.
    let path: String
    /// What is wrong so far.
    private(set) var faults: [Fault] = []
    private let table: TOMLTable
    private var asked: [String] = []

    init(_ table: TOMLTable, path: String) {
        self.table = table
        self.path = path
    }

    /// Whether a key is there.
    func has(_ key: String) -> Bool { table.contains(key: key) }

    /// Complains about a key, or about an element of its list.
    mutating func complain(_ key: String, element: Int? = nil, _ problem: String, _ advice: String? = nil) {
        let whole = path.isEmpty ? key : "\(path).\(key)"
        let place = element.map { "\(whole)[\($0)]" } ?? whole
        faults.append(Fault(path: place, key: Self.told(whole), problem: problem, advice: advice))
    }

    /// Complains about the table.
    mutating func complainAboutTable(_ problem: String, _ advice: String? = nil) {
        faults.append(Fault(path: path, key: Self.told(path), problem: problem, advice: advice))
    }

    /// Groups are told by their line, not by their number.
    private static func told(_ path: String) -> String {
        var name = ""
        var isNumber = false
        for letter in path {
            if letter == "[" { isNumber = true }
            if !isNumber { name.append(letter) }
            if letter == "]" { isNumber = false }
        }
        return name
    }

    /// Complains about every key that nobody has asked for.
    mutating func complainAboutRest() {
        for key in table.keys.sorted() where !asked.contains(key) {
            let near = nearest(to: key, among: asked)
            complain(key, "unknown key", near.map { "did you mean \"\($0)\"?" } ?? "known here: \(listed(asked))")
        }
    }

    // MARK: Values

    /// A number within bounds.
    mutating func number(_ key: String, in range: ClosedRange<Int>) -> Int? {
        guard let value = value(key) else { return nil }
        guard let number = value.int else {
            return refuse(key, value, "a number without quotes, for example \(key) = \(range.lowerBound)")
        }
        guard range.contains(number) else {
            complain(key, "\(number) is out of range", "write a number from \(range.lowerBound) to \(range.upperBound)")
            return nil
        }
        return number
    }

    /// `true` or `false`.
    mutating func truth(_ key: String) -> Bool? {
        guard let value = value(key) else { return nil }
        return value.bool ?? refuse(key, value, "true or false, without quotes")
    }

    /// A text.
    mutating func text(_ key: String) -> String? {
        guard let value = value(key) else { return nil }
        return value.string ?? refuse(key, value, "a text in quotes, as \(key) = \"…\"")
    }

    /// One of some words.
    mutating func word<Meaning>(_ key: String, of choices: KeyValuePairs<String, Meaning>) -> Meaning? {
        guard let text = text(key) else { return nil }
        if let choice = choices.first(where: { $0.key == text }) { return choice.value }
        let words = choices.map(\.key)
        let near = nearest(to: text, among: words).map { "did you mean \"\($0)\"? " } ?? ""
        complain(key, "\"\(visible(text))\" is not known", near + "write one of \(quoted(words))")
        return nil
    }

    /// A list of texts, each with its place in the list; a text alone counts as a list of one.
    mutating func texts(_ key: String) -> [(place: Int, text: String)] {
        guard let value = value(key) else { return [] }
        if let text = value.string { return [(0, text)] }
        guard let list = value.array else {
            return refuse(key, value, "a list of texts, as \(key) = [\"…\", \"…\"]") ?? []
        }
        return (0..<list.count).compactMap { place in
            if let text = list[place].string { return (place, text) }
            complain(key, element: place, "\(kind(list[place])) in a list of texts", "write it in quotes")
            return nil
        }
    }

    /// A list of texts and numbers, the numbers as texts, each with its place in the list.
    mutating func textsAndNumbers(_ key: String) -> [(place: Int, text: String)] {
        guard let value = value(key) else { return [] }
        guard let list = value.array else {
            return refuse(key, value, "a list, as \(key) = [1863, \"6891-6900\"]") ?? []
        }
        return (0..<list.count).compactMap { place in
            if let text = list[place].string ?? list[place].int.map({ String($0) }) { return (place, text) }
            complain(key, element: place, "\(kind(list[place])) is neither a number nor a text")
            return nil
        }
    }

    /// A text, or a number as a text.
    mutating func textOrNumber(_ key: String) -> String? {
        guard let value = value(key) else { return nil }
        return value.string ?? value.int.map { String($0) } ?? refuse(key, value, "a text in quotes, or a number")
    }

    /// A table within this one.
    mutating func section(_ key: String) -> Section? {
        guard let value = value(key) else { return nil }
        if let table = value.table { return Section(table, path: path.isEmpty ? key : "\(path).\(key)") }
        return refuse(key, value, "a table, with [\(key)] on a line of its own")
    }

    /// The tables of a list of tables.
    mutating func sections(_ key: String) -> [Section] {
        guard let value = value(key) else { return [] }
        guard let list = value.array else {
            return refuse(key, value, "a list of tables, each with [[\(key)]] on a line of its own") ?? []
        }
        return (0..<list.count).compactMap { place in
            if let table = list[place].table { return Section(table, path: "\(key)[\(place)]") }
            complain(key, element: place, "\(kind(list[place])) in a list of tables", "begin each with [[\(key)]]")
            return nil
        }
    }

    private mutating func value(_ key: String) -> TOMLValue? {
        asked.append(key)
        return table[key]?.tomlValue
    }

    private mutating func refuse<Value>(_ key: String, _ value: TOMLValue, _ wanted: String) -> Value? {
        complain(key, "\(kind(value)) where something else is wanted", "write \(wanted)")
        return nil
    }

    private func kind(_ value: any TOMLValueConvertible) -> String {
        switch value.type {
        case .table: "a table"
        case .array: "a list"
        case .string: "a text"
        case .int: "a whole number"
        case .double: "a number with a fraction"
        case .bool: "true or false"
        case .date, .time, .dateTime: "a date or a time"
        }
    }
}

/// Words in quotes, as a sentence lists them.
func quoted(_ words: [String]) -> String { listed(words.map { "\"\($0)\"" }) }

func listed(_ words: [String]) -> String { words.joined(separator: ", ") }

/// A text from a file in a message: one line, and not a long one.
func visible(_ text: String, upTo length: Int = 60) -> String {
    let shown = text.unicodeScalars.prefix(length).map { scalar in
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .unassigned, .privateUse: "?"
        default: String(scalar)
        }
    }
    return shown.joined() + (text.unicodeScalars.count > length ? "…" : "")
}
