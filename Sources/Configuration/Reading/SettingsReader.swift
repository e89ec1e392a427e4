import Gateway
import PacketHeaders

/// Turns the tables of a policy file into settings, and notes everything that is wrong on the way.
struct SettingsReader {
    private(set) var settings = Settings()
    private(set) var errors: [ConfigurationError] = []
    /// The policy file, as errors name it.
    let path: String
    private let lines: KeyLines
    private var denied: Set<Endpoint> = []

    init(path: String, lines: KeyLines) {
        self.path = path
        self.lines = lines
    }

    /// Reads the file. What is missing is told only if the file `isWhole`, with no line left out.
    mutating func read(_ file: Section, isWhole: Bool) {
        var file = file
        read("queues", of: &file) { $0.readQueues(from: &$1) }
        read("ports", of: &file) { $0.readPorts(from: &$1) }
        read("marks", of: &file) { $0.readMarks(from: &$1) }
        read("transfers", of: &file) { $0.policy.readTransfers(from: &$1) }
        read("limits", of: &file) { $0.limits.read(from: &$1) }
        read("service", of: &file) { $0.service.read(from: &$1) }
        read("events", of: &file) { $0.readEvents(from: &$1) }
        settings.readUser(from: &file)
        for group in file.sections("hosts") { readGroup(group, isWhole: isWhole) }
        file.complainAboutRest()
        note(file.faults)
    }

    private mutating func read(_ key: String, of file: inout Section, as body: (inout Settings, inout Section) -> Void)
    {
        guard var section = file.section(key) else { return }
        body(&settings, &section)
        section.complainAboutRest()
        note(section.faults)
    }

    private mutating func readGroup(_ section: Section, isWhole: Bool) {
        var section = section
        let place = self.place(of: section.path)
        var reader = GroupReader(place: place, isWhole: isWhole)
        let lines = lines
        let (rule, listErrors) = reader.read(&section) { Place(file: place.file, line: lines[$0]) }
        section.complainAboutRest()
        if let rule {
            if settings.hosts.contains(where: { $0.group.name == rule.group.name }) {
                section.complain(
                    "name",
                    "another group has the name \"\(rule.group.name)\"",
                    "give each a name of its own"
                )
            }
            settings.hosts.append(rule)
            for endpoint in reader.denied where denied.insert(endpoint).inserted { settings.denied.append(endpoint) }
        }
        note(section.faults)
        errors += listErrors
    }

    private mutating func note(_ faults: [Fault]) {
        errors += faults.map { fault in
            ConfigurationError(
                place: place(of: fault.path),
                key: fault.key,
                problem: fault.problem,
                advice: fault.advice
            )
        }
    }

    private func place(of key: String) -> Place { Place(file: path, line: lines[key]) }
}
