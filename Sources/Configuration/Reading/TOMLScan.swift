/// Goes through a TOML file for where its keys stand, and for what is no TOML, or none that a policy needs: texts over
/// several lines, dates, and tables deep within each other are refused.
struct TOMLScan {
    /// The line of each key, by its whole name.
    private(set) var keyLines: [String: Int] = [:]
    /// What is wrong, in the order of lines.
    private(set) var faults: [TOMLText.Fault] = []
    /// The lines of each statement, and of those that are wrong.
    private(set) var statements: [ClosedRange<Int>] = []
    private(set) var unreadable: [ClosedRange<Int>] = []
    private var reader: TOMLTokens
    /// The table in which keys stand that come now.
    private var table = ""
    private var counts: [String: Int] = [:]
    /// Whether it is not known in which table keys stand that come now: such keys are left out without a word.
    private var hasLostTable = false

    /// How deep values lie in each other; nothing of a policy goes deeper than three.
    private static let maximumDepth = 8

    init(_ bytes: [UInt8]) {
        reader = TOMLTokens(bytes)
    }

    mutating func run() {
        while reader.skipToStatement() {
            let start = reader.line
            do throws(TOMLTokens.Refusal) {
                try readStatement()
                try reader.endLine()
                statements.append(start...reader.line)
                if hasLostTable { unreadable.append(start...reader.line) }
            } catch {
                faults.append(TOMLText.Fault(line: reader.line, problem: error.problem, advice: error.advice))
                let last = reader.skipStatement()
                statements.append(start...last)
                unreadable.append(start...last)
            }
        }
    }

    private mutating func readStatement() throws(TOMLTokens.Refusal) {
        if reader.take("[") {
            hasLostTable = true
            try readHeader()
            hasLostTable = false
        } else {
            try readPair(in: table, depth: 0)
        }
    }

    private mutating func readHeader() throws(TOMLTokens.Refusal) {
        let isArray = reader.take("[", afterBlanks: false)
        let name = try reader.readKey()
        try reader.demand("]")
        if isArray { try reader.demand("]", afterBlanks: false) }
        table = isArray ? "\(name)[\(counts[name, default: 0])]" : name
        if isArray { counts[name, default: 0] += 1 }
        note(table)
    }

    private mutating func readPair(in table: String, depth: Int) throws(TOMLTokens.Refusal) {
        let key = try reader.readKey()
        let path = table.isEmpty ? key : "\(table).\(key)"
        note(path)
        try reader.demand("=")
        try readValue(path, depth: depth)
    }

    private mutating func readValue(_ path: String, depth: Int) throws(TOMLTokens.Refusal) {
        guard depth < Self.maximumDepth else {
            throw TOMLTokens.Refusal("lists or tables deeper in each other than a policy needs")
        }
        note(path)
        if reader.take("[") {
            try readArray(path, depth: depth + 1)
        } else if reader.take("{") {
            try readTable(path, depth: depth + 1)
        } else {
            try reader.readPlainValue()
        }
    }

    private mutating func readArray(_ path: String, depth: Int) throws(TOMLTokens.Refusal) {
        var count = 0
        while try !reader.takeInList("]") {
            try readValue("\(path)[\(count)]", depth: depth)
            count += 1
            if try reader.takeInList("]") { return }
            guard reader.take(",") else {
                throw TOMLTokens.Refusal("a list goes on without a comma", "write , between, and ] at its end")
            }
        }
    }

    private mutating func readTable(_ path: String, depth: Int) throws(TOMLTokens.Refusal) {
        guard !reader.take("}") else { return }
        repeat { try readPair(in: path, depth: depth) } while reader.take(",")
        try reader.demand("}")
    }

    private mutating func note(_ path: String) {
        if keyLines[path] == nil { keyLines[path] = reader.line }
    }
}
