import Gateway
import PacketHeaders

// What each table of a policy file means. The keys and their defaults are told in `rules/stile.toml`.

extension Settings {
    mutating func readQueues(from section: inout Section) {
        if let text = section.textOrNumber("numbers") {
            if let numbers = ClosedRange(numbers: text, separator: ":"), numbers.count <= Queues.maximumCount {
                queues.numbers = numbers
            } else {
                section.complain(
                    "numbers",
                    "\"\(visible(text))\" is not a row of at most \(Queues.maximumCount) queues",
                    "write the first and the last number, as numbers = \"0:1\""
                )
            }
        }
        if let length = section.number("length", in: 1...1 << 20) { queues.length = UInt32(length) }
        if let size = section.number("receive-buffer", in: 65_536...1 << 30) { queues.receiveBuffer = Int32(size) }
        if let gso = section.truth("gso") { queues.gso = gso }
        if let isOpen = section.word("fail", of: ["open": true, "closed": false]) { queues.failOpen = isOpen }
    }

    mutating func readPorts(from section: inout Section) {
        let ranges = section.textsAndNumbers("queued").compactMap { place, text -> ClosedRange<UInt16>? in
            if let range = ClosedRange(numbers: text, separator: "-"), range.lowerBound > 0 { return range }
            section.complain(
                "queued",
                element: place,
                "\"\(visible(text))\" is no port",
                "write a number from 1 to 65535, or the first and the last as \"6891-6900\""
            )
            return nil
        }
        let isAny = section.truth("any") ?? false
        if isAny, section.has("queued") {
            section.complain("any", "all ports, and some of them", "leave out either any or queued")
        }
        if isAny { return ports = .any }
        guard section.has("queued") else { return }
        if ranges.isEmpty, section.faults.isEmpty {
            section.complain("queued", "no port is queued", "name ports, or write any = true")
        }
        ports = .some(ranges)
    }

    mutating func readMarks(from section: inout Section) {
        if let bits = section.number("release", in: 1...Int(UInt32.max)) { marks.release = UInt32(bits) }
        if let bits = section.number("reset", in: 1...Int(UInt32.max)) { marks.reset = UInt32(bits) }
        if marks.release & marks.reset != 0 {
            section.complain(
                section.has("reset") ? "reset" : "release",
                "release and reset share a bit",
                "give each a bit of its own, as 0x40000000 and 0x20000000"
            )
        }
    }

    mutating func readEvents(from section: inout Section) {
        guard let text = section.text("to") else { return }
        switch text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init) {
        case ["none"]: events = .none
        case ["stdout"]: events = .standardOutput
        case let parts where parts.first == "file" && parts.last?.hasPrefix("/") == true: events = .file(parts[1])
        case let parts where parts.first == "unix" && parts.last?.hasPrefix("/") == true: events = .socket(parts[1])
        default:
            section.complain(
                "to",
                "\"\(visible(text))\" is no place for events",
                "write \"none\", \"stdout\", \"file:/…\" or \"unix:/…\""
            )
        }
    }

    mutating func readUser(from file: inout Section) {
        guard let name = file.text("user") else { return }
        let isName = name.utf8.allSatisfy { byte in
            byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".")
                || Character(Unicode.Scalar(byte)).isLetter || Character(Unicode.Scalar(byte)).isNumber
        }
        if !name.isEmpty, isName, name.utf8.allSatisfy({ $0 < 0x80 }) {
            user = name
        } else {
            file.complain("user", "\"\(visible(name))\" is no name of a user", "write one as user = \"stile\"")
        }
    }
}

extension Settings.Queues {
    /// How many queues one daemon serves.
    static let maximumCount = 64
}

extension Settings.Service {
    mutating func read(from section: inout Section) {
        if let path = section.text("socket") {
            // The kernel's own limit (unix(7)).
            if path.hasPrefix("/"), path.utf8.count <= 107 {
                socket = path
            } else {
                section.complain(
                    "socket",
                    "\"\(visible(path))\" is no path of a socket",
                    "write one of at most 107 bytes, from / on"
                )
            }
        }
        if let text = section.text("listen") {
            listen = Endpoint(written: text)
            if listen == nil {
                section.complain(
                    "listen",
                    "\"\(visible(text))\" is not an address with a port",
                    "write one as \"127.0.0.1:9863\" or \"[::1]:9863\""
                )
            }
        }
    }
}

extension Policy {
    mutating func readTransfers(from section: inout Section) {
        if let files = section.action("files") { setTransfers(to: files) }
        if let action = section.action("data-connections") { dataConnections = action }
        if let action = section.action("shared-folders") { sharedFolders = action }
        if let action = section.action("photos") { photos = action }
        if let action = section.action("backgrounds") { backgrounds = action }
        if let choice = section.word("fragments", of: ["accept": Fragments.accept, "drop": .drop]) {
            fragments = choice
        }
        if let choice = section.truth("notify") { notify = choice }
    }
}

extension Limits {
    mutating func read(from section: inout Section) {
        flows = section.number("flows", in: 16...1 << 24) ?? flows
        storedBytes = section.number("stored-bytes", in: 1 << 20...1 << 36) ?? storedBytes
        copiesPerDirection = section.number("copies-per-direction", in: 65_536...1 << 30) ?? copiesPerDirection
        recordPerDirection = section.number("record-per-direction", in: 0...1 << 30) ?? recordPerDirection
        holesPerDirection = section.number("holes-per-direction", in: 1...4096) ?? holesPerDirection
        holeWithoutPeer = section.seconds("hole-without-peer") ?? holeWithoutPeer
        idleConversation = section.seconds("idle-conversation") ?? idleConversation
        idleOther = section.seconds("idle-other") ?? idleOther
    }
}

extension Section {
    fileprivate mutating func action(_ key: String) -> Action? {
        word(key, of: ["decline": .decline, "drop": .drop, "reset": .reset, "observe": .observe, "pass": .pass])
    }

    /// A time of at most a week.
    fileprivate mutating func seconds(_ key: String) -> Duration? {
        number(key, in: 1...604_800).map { .seconds($0) }
    }
}

extension ClosedRange<UInt16> {
    /// A number, or the first and the last of a row; nil if the text is neither.
    fileprivate init?(numbers text: String, separator: Character) {
        let parts = text.split(separator: separator, omittingEmptySubsequences: false).map { UInt16(digits: $0) }
        guard let first = parts.first.flatMap(\.self), let last = parts.last.flatMap(\.self), parts.count <= 2,
            first <= last
        else { return nil }
        self = first...last
    }
}
