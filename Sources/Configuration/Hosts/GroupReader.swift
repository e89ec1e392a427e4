import Gateway
import PacketHeaders

/// Reads one `[[hosts]]` of a policy file.
struct GroupReader {
    /// Where the group begins.
    let place: Place
    /// Whether what is missing is really missing, and not left out with a line that could not be read.
    let isWhole: Bool
    /// The endpoints that its lists deny.
    private(set) var denied: [Endpoint] = []

    init(place: Place, isWhole: Bool) {
        self.place = place
        self.isWhole = isWhole
    }

    /// The group, and what is wrong in its lists; no group if it has no name or says nothing of what it may do. `find` tells
    /// where a key stands.
    mutating func read(_ section: inout Section, find: (String) -> Place) -> (HostRule?, [ConfigurationError]) {
        let name = readName(&section)
        let permission = readPermission(&section)
        var rule = HostRule(HostGroup(name ?? "", may: permission ?? .chat))
        rule.place = place
        readNetworks(&section, into: &rule, find: find)
        let errors = readLists(&section, into: &rule)
        rule.group.accounts = readAccounts(&section)
        rule.group.interfaces = readInterfaces(&section)
        if let direction = section.word("direction", of: ["both": HostGroup.Direction.both, "out": .out, "in": .in]) {
            rule.group.direction = direction
        }
        rule.times = readTimes(&section)
        refuseEmpty(&section, rule, errors)
        return (name == nil || permission == nil ? nil : rule, errors)
    }

    private func readName(_ section: inout Section) -> String? {
        guard let name = section.text("name") else {
            if isWhole, !section.has("name") {
                section.complainAboutTable("a group without a name", "write name = \"…\"")
            }
            return nil
        }
        guard !name.isEmpty, name.count <= 64, name == visible(name), name.contains(where: { !$0.isWhitespace }) else {
            section.complain("name", "no name that reports could tell", "write 1 to 64 letters")
            return nil
        }
        return name
    }

    private func readPermission(_ section: inout Section) -> Permission? {
        let permission = section.word(
            "may",
            of: ["everything": .everything, "chat": .chat, "nothing": Permission.nothing]
        )
        if isWhole, !section.has("may") {
            section.complainAboutTable(
                "a group that does not say what its hosts may do",
                "write may = \"everything\", \"chat\" or \"nothing\""
            )
        }
        return permission
    }

    private func readNetworks(_ section: inout Section, into rule: inout HostRule, find: (String) -> Place) {
        for (element, text) in section.texts("networks") {
            switch WrittenHost(text) {
            case .network(let network):
                rule.group.networks.append(network)
                rule.networkPlaces.append(find("\(section.path).networks[\(element)]"))
            case .endpoint:
                section.complain(
                    "networks",
                    element: element,
                    "\"\(text)\" has a port",
                    "ports belong into a host list"
                )
            case .wrong(let problem, let advice):
                section.complain("networks", element: element, problem, advice)
            }
        }
    }

    private mutating func readLists(_ section: inout Section, into rule: inout HostRule) -> [ConfigurationError] {
        var errors: [ConfigurationError] = []
        for (element, name) in section.texts("lists") {
            let path = name.hasPrefix("/") ? name : folder + name
            do throws(FileText.Failure) {
                let list = HostList(try FileText.read(path), path: path)
                rule.group.networks += list.networks
                rule.networkPlaces += list.places
                denied += list.denied
                errors += list.errors
                if list.networks.isEmpty, list.errors.isEmpty {
                    section.complain(
                        "lists",
                        element: element,
                        "\"\(visible(name))\" names no host",
                        "leave it out, or fill it"
                    )
                }
            } catch {
                section.complain(
                    "lists",
                    element: element,
                    "\"\(visible(path))\" cannot be read: \(error)",
                    "name a file, from the folder of the policy file on"
                )
            }
        }
        return errors
    }

    /// The folder of the policy file, with its last `/`.
    private var folder: String {
        place.file.lastIndex(of: "/").map { String(place.file[...$0]) } ?? ""
    }

    private func readAccounts(_ section: inout Section) -> [String] {
        section.texts("accounts").compactMap { element, text in
            let isAccount =
                !text.isEmpty && text.utf8.count <= 254 && !text.contains { $0.isWhitespace || $0 == "," || $0 == ";" }
            if isAccount, text.contains("@") || text.contains("*") { return text.lowercased() }
            section.complain(
                "accounts",
                element: element,
                "\"\(visible(text))\" is no account",
                "write one as \"anna@example.org\", or many as \"*@example.org\""
            )
            return nil
        }
    }

    private func readInterfaces(_ section: inout Section) -> [String] {
        section.texts("interfaces").compactMap { element, text in
            // The kernel's own limits (IFNAMSIZ, dev_valid_name).
            let isName =
                (1...15).contains(text.utf8.count) && !text.contains { $0.isWhitespace || $0 == "/" || $0 == ":" }
            if isName, text == visible(text) { return text }
            section.complain(
                "interfaces",
                element: element,
                "\"\(visible(text))\" is no name of an interface",
                "write one as ip link shows it, as \"eth0\""
            )
            return nil
        }
    }

    private func readTimes(_ section: inout Section) -> [WeeklySpan] {
        section.texts("times").compactMap { element, text in
            if let span = WeeklySpan(written: text) { return span }
            section.complain(
                "times",
                element: element,
                "\"\(visible(text))\" is no time",
                "write days and times as \"mon-fri 08:00-18:00\", \"sat,sun 10:00-12:00\" or \"daily 22:00-06:00\""
            )
            return nil
        }
    }

    /// A condition that is there and names nothing would make everybody meet it.
    private func refuseEmpty(_ section: inout Section, _ rule: HostRule, _ errors: [ConfigurationError]) {
        guard section.faults.isEmpty, errors.isEmpty else { return }
        let hasHosts = section.has("networks") || section.has("lists")
        if hasHosts, rule.group.networks.isEmpty {
            section.complain(
                section.has("networks") ? "networks" : "lists",
                "no host is named",
                "name some, or leave it out"
            )
        }
        for (key, isEmpty) in [
            ("accounts", rule.group.accounts.isEmpty), ("interfaces", rule.group.interfaces.isEmpty),
            ("times", rule.times.isEmpty),
        ] where section.has(key) && isEmpty {
            section.complain(key, "an empty list", "name something, or leave it out")
        }
    }
}
