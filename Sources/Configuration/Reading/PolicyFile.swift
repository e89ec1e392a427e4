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
        var reader = SettingsReader(path: path, lines: syntax.keyLines)
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
