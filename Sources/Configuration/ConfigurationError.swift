/// Where something stands in a file.
package struct Place: Sendable, Equatable, CustomStringConvertible {
    /// The file, as it was named.
    package var file: String
    /// The line, from 1 on; nil where it concerns the file as a whole.
    package var line: Int?

    /// A place in a file.
    package init(file: String, line: Int?) {
        self.file = file
        self.line = line
    }

    /// The place as compilers write it, so that editors find it.
    package var description: String { line.map { "\(file):\($0)" } ?? file }
}

/// One thing that is wrong in a policy file or in a host list.
package struct ConfigurationError: Sendable, Equatable, CustomStringConvertible {
    /// Where it stands.
    package var place: Place
    /// The key, as `queues.length`; nil where no key is concerned.
    package var key: String?
    /// What is wrong.
    package var problem: String
    /// What to write instead; nil where the problem says it.
    package var advice: String?

    /// `file:line: key: what is wrong; what to write`.
    package var description: String {
        let key = key.map { ": \($0)" } ?? ""
        let advice = advice.map { "; \($0)" } ?? ""
        return "\(place)\(key): \(problem)\(advice)"
    }
}

/// Everything that is wrong in a policy file and its host lists, in the order of the lines; never empty.
package struct ConfigurationErrors: Error, Sendable, Equatable, CustomStringConvertible {
    /// What is wrong.
    package var errors: [ConfigurationError]

    /// One line each.
    package var description: String { errors.map(\.description).joined(separator: "\n") }
}
