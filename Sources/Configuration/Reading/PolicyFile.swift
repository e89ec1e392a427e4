import TOMLKit

/// The policy file: TOML, read whole, with every error in it told at once.
package enum PolicyFile {
    /// Reads the policy file at `path`, and the host lists that it names, relative to its own folder.
    ///
    /// Throws everything that is wrong, if anything is.
    package static func load(_ path: String) throws(ConfigurationErrors) -> Settings {
        let bytes: [UInt8]
        do throws(FileText.Failure) {
            bytes = try FileText.read(path)
        } catch {
            let error = ConfigurationError(
                place: Place(file: path, line: nil),
                problem: "cannot be read: \(error)",
                advice: "name the policy file with --policy"
            )
            throw ConfigurationErrors(errors: [error])
        }
        return try parse(bytes, path: path)
    }

    /// Reads the bytes of a policy file, which is told as `path` in errors and in whose folder host lists are sought.
    package static func parse(_ bytes: [UInt8], path: String) throws(ConfigurationErrors) -> Settings {
        var syntax = TOMLText(bytes)
        let table = syntax.parse()
        var reader = SettingsReader(path: path, lines: KeyLines(of: bytes))
        if let table { reader.read(Section(table, path: ""), isWhole: syntax.faults.isEmpty) }
        let errors =
            syntax.faults.map { fault in
                ConfigurationError(
                    place: Place(file: path, line: fault.line),
                    problem: fault.problem,
                    advice: fault.advice
                )
            } + reader.errors
        guard !errors.isEmpty else { return reader.settings }
        throw ConfigurationErrors(errors: errors.inOrder(startingWith: path))
    }
}

extension [ConfigurationError] {
    /// By file, that of the policy first, and line.
    fileprivate func inOrder(startingWith path: String) -> [ConfigurationError] {
        enumerated().sorted { one, other in
            let (a, b) = (one.element.place, other.element.place)
            if a.file != b.file { return b.file != path && (a.file == path || a.file < b.file) }
            return (a.line ?? 0, one.offset) < (b.line ?? 0, other.offset)
        }.map(\.element)
    }
}

/// The text of a TOML file, and what is wrong with it as TOML.
private struct TOMLText {
    struct Fault {
        var line: Int?
        var problem: String
        var advice: String?
    }

    private(set) var faults: [Fault] = []
    private var lines: [[UInt8]]

    /// How many lines that cannot be understood are told; the library stops at the first of them.
    private static let maximumFaults = 20

    init(_ bytes: [UInt8]) {
        lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map(Array.init)
    }

    /// Reads the text. A line that cannot be understood is told, and left out, so that the rest can be looked at too.
    mutating func parse() -> TOMLTable? {
        // The library takes such a byte for the end of the text.
        if let line = lines.firstIndex(where: { $0.contains(0) }) {
            faults.append(Fault(line: line + 1, problem: "a byte of zero in a text", advice: "save the file as UTF-8"))
            return nil
        }
        while faults.count < Self.maximumFaults {
            do {
                return try TOMLTable(
                    string: String(decoding: Array(lines.joined(separator: [UInt8(ascii: "\n")])), as: UTF8.self)
                )
            } catch let error as TOMLParseError {
                let line = error.source.begin.line
                faults.append(
                    Fault(
                        line: line,
                        problem: visibleMessage(error.description),
                        advice: advice(for: error.description)
                    )
                )
                guard lines.indices.contains(line - 1), isWhole(lines[line - 1]) else { return nil }
                lines[line - 1] = []
            } catch {
                faults.append(Fault(problem: "cannot be read as TOML: \(error)"))
                return nil
            }
        }
        return nil
    }

    /// Whether a line stands for itself: left out of a list over several lines it would only make other lines wrong.
    private func isWhole(_ line: [UInt8]) -> Bool {
        let opened = line.count { $0 == UInt8(ascii: "[") || $0 == UInt8(ascii: "{") }
        let closed = line.count { $0 == UInt8(ascii: "]") || $0 == UInt8(ascii: "}") }
        return opened == closed && line.contains { $0 == UInt8(ascii: "=") || $0 == UInt8(ascii: "[") }
    }

    private func advice(for message: String) -> String? {
        message.contains("could not determine value type") ? "write texts in quotes, as \"drop\"" : nil
    }

    private func visibleMessage(_ text: String) -> String {
        "not TOML: " + text.unicodeScalars.map { $0.properties.generalCategory == .control ? "?" : String($0) }.joined()
    }
}
