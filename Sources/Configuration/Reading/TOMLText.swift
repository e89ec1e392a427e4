import TOMLKit

/// The text of a TOML file: where its keys stand, and what is wrong with it as TOML.
struct TOMLText {
    /// Something that is wrong.
    struct Fault: Equatable {
        var line: Int
        var problem: String
        var advice: String?
    }

    /// What is wrong so far.
    private(set) var faults: [Fault]
    /// The line on which each key stands.
    let keyLines: KeyLines
    private var lines: [[UInt8]]
    private let statements: [ClosedRange<Int>]

    /// How many faults are told: a file that is no policy has nothing but those.
    private static let maximumFaults = 20

    init(_ bytes: [UInt8]) {
        var scan = TOMLScan(bytes)
        scan.run()
        faults = Array(scan.faults.prefix(Self.maximumFaults))
        keyLines = KeyLines(scan.keyLines)
        statements = scan.statements
        lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map(Array.init)
        for statement in scan.unreadable { leaveOut(statement) }
    }

    /// Reads what can be read of the text; nil if that is nothing.
    ///
    /// What a scan of our own finds wrong never comes to the library, which demands of some texts that they never come, and
    /// ends the program if they do. Of what is left, it tells one fault at a time: what it names is left out then.
    mutating func parse() -> TOMLTable? {
        while faults.count < Self.maximumFaults {
            do {
                return try TOMLTable(string: String(decoding: readable, as: UTF8.self))
            } catch let error as TOMLParseError {
                let line = error.source.begin.line
                faults.append(Fault(line: line, problem: "not TOML: \(Self.core(of: error.description))"))
                guard let statement = statements.first(where: { $0.contains(line) }), !isLeftOut(statement) else {
                    return nil
                }
                leaveOut(statement)
            } catch {
                faults.append(Fault(line: 1, problem: "cannot be read as TOML: \(error)"))
                return nil
            }
        }
        return nil
    }

    /// What the library says, without where it was when it noticed.
    private static func core(of message: String) -> String {
        let isPlaced = message.hasPrefix("Error while parsing ")
        let core = isPlaced ? message.drop { $0 != ":" }.dropFirst().drop { $0 == " " } : message[...]
        return visible(String(core), upTo: 200)
    }

    private var readable: [UInt8] { Array(lines.joined(separator: [UInt8(ascii: "\n")])) }

    private func isLeftOut(_ statement: ClosedRange<Int>) -> Bool {
        statement.allSatisfy { lines[$0 - 1].isEmpty }
    }

    private mutating func leaveOut(_ statement: ClosedRange<Int>) {
        for line in statement where lines.indices.contains(line - 1) { lines[line - 1] = [] }
    }
}

/// The line on which each key of a TOML file stands, by its whole name, as `queues.length` or `hosts[0].networks[2]`, both
/// counted from 0. The library tells lines of syntax errors only.
struct KeyLines {
    private let lines: [String: Int]

    init(_ lines: [String: Int]) {
        self.lines = lines
    }

    /// The line of a key, or of what it stands in if it is not there itself.
    subscript(path: String) -> Int? {
        var path = path[...]
        while true {
            if let line = lines[String(path)] { return line }
            guard let end = path.lastIndex(where: { $0 == "." || $0 == "[" }) else { return nil }
            path = path[..<end]
        }
    }
}
