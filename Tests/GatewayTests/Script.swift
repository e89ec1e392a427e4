import TestSupport

/// A stream that one end of a switchboard sends: chat, and offers and acceptances in every spelling that some client takes.
struct Script {
    private(set) var stream: [UInt8] = []
    /// The chat lines in it, in order.
    private(set) var chats: [String] = []

    /// Where its command lines stand: a server writes them, or refuses them.
    private(set) var commandLines: Set<Int> = []

    private let end: End

    init(of end: End, messages: Int, using generator: inout SeededGenerator) {
        self.end = end
        stream = end == .client ? Examples.e04 : Examples.e05
        commandLines = Set(stream.indices)
        for number in 0..<messages {
            switch Int.random(in: 0..<8, using: &generator) {
            case 0...2: appendChat("line \(number) of the \(end), with some words", using: &generator)
            case 3: appendChat(String(decoding: Examples.e12 + Examples.e15, as: UTF8.self), using: &generator)
            case 4: append(Spelling.payload(of: Self.acceptance, using: &generator))
            case 5:
                append("MIME-Version: 1.0\r\nContent-Type: text/x-msmsgscontrol\r\nTypingUser: a@b.example\r\n\r\n\r\n")
            default: append(Spelling.payload(of: Self.offer, using: &generator))
            }
        }
        appendChat("the last line of the \(end)", using: &generator)
    }

    /// A stream without any transfer: chat, and now and then a picture in a few messages.
    init(talkingAs end: End, messages: Int, using generator: inout SeededGenerator) {
        self.end = end
        stream = end == .client ? Examples.e04 : Examples.e05
        for number in 0..<messages {
            guard generator.oneIn(12) else {
                let words = Self.words(Int.random(in: 1...25, using: &generator), using: &generator)
                appendChat("\(number): \(words)", using: &generator)
                continue
            }
            for _ in 0..<6 {
                let picture = String(
                    (0..<1200).map { _ in Character(UnicodeScalar(UInt8.random(in: 0..<128, using: &generator))) }
                )
                append("MIME-Version: 1.0\r\nContent-Type: image/x-picture\r\n\r\n" + picture)
            }
        }
    }

    /// A stream of chat, and of files and pictures in sessions.
    init(sharingAs end: End, items: Int, using generator: inout SeededGenerator) {
        self.end = end
        stream = end == .client ? Examples.e04 : Examples.e05
        commandLines = Set(stream.indices)
        var sessions = SessionItems(of: end, using: &generator)
        for number in 0..<items {
            appendChat("line \(number) of the \(end)", using: &generator)
            for command in sessions.item(number) { append(command: command) }
        }
        appendChat("the last line of the \(end)", using: &generator)
    }

    private static func words(_ count: Int, using generator: inout SeededGenerator) -> String {
        let vocabulary = [
            "please", "the", "report", "is", "12", "to", "our", "port", "and", "invite", "I", "accept", "all", "at",
            "9:30",
            "every", "important", "picture", "of", "last", "summer", "naturally", "(e)", "ok", "file", "them", "cancel",
        ]
        return (0..<count).map { _ in vocabulary.randomElement(using: &generator) ?? "" }.joined(separator: " ")
    }

    private static let offer = [
        ("Application-Name", "File Transfer"), ("Application-GUID", "{5D3E02AB-6190-11d3-BBBB-00C04F795683}"),
        ("Invitation-Command", "INVITE"), ("Invitation-Cookie", "33267"), ("Application-File", "report.txt"),
        ("Application-FileSize", "5"), ("Connectivity", "N"),
    ]

    private static let acceptance = [
        ("Invitation-Command", "ACCEPT"), ("Invitation-Cookie", "33267"), ("IP-Address", "198.51.100.7"),
        ("IP-Address-Internal", "192.168.1.7"), ("Port", "6891"), ("PortX", "11178"), ("AuthCookie", "93301"),
        ("Launch-Application", "FALSE"), ("Request-Data", "IP-Address:"),
    ]

    private mutating func appendChat(_ words: String, using generator: inout SeededGenerator) {
        chats.append(words)
        append("MIME-Version: 1.0\r\nContent-Type: text/plain; charset=UTF-8\r\n\r\n" + words)
    }

    private mutating func append(_ payload: String) {
        append(command: Talk.message(payload, from: end))
    }

    private mutating func append(command: [UInt8]) {
        let line = command.firstIndex(of: 0x0A).map { $0 + 1 } ?? command.count
        commandLines.formUnion(stream.count..<stream.count + line)
        stream += command
    }
}

/// One way to spell an invitation, of those that at least one client reads.
struct Spelling {
    private var generator: SeededGenerator

    static func payload(of fields: [(name: String, value: String)], using generator: inout SeededGenerator) -> String {
        var spelling = Spelling(generator: SeededGenerator(seed: generator.next()))
        return spelling.payload(of: fields)
    }

    private mutating func payload(of fields: [(name: String, value: String)]) -> String {
        let end = generator.oneIn(3) ? ["\n", "\r"].randomElement(using: &generator) ?? "" : "\r\n"
        var lines = fields.map { line(of: $0.name, $0.value) }
        if generator.oneIn(3) { lines.append("X-Unknown: nothing") }
        if generator.oneIn(2) { lines.shuffle(using: &generator) }
        return headers() + lines.map { $0 + end }.joined() + (generator.oneIn(3) ? "" : end)
    }

    private mutating func headers() -> String {
        var lines = [
            "Content-Type:\(blanks())\(cased("text/x-msmsgsinvite"))\(generator.oneIn(2) ? "; charset=UTF-8" : "")"
        ]
        if !generator.oneIn(3) { lines.append("MIME-Version: 1.0") }
        if generator.oneIn(3) { lines.append("X-Other: text/plain") }
        lines.shuffle(using: &generator)
        return lines.map { $0 + "\r\n" }.joined() + "\r\n"
    }

    private mutating func line(of name: String, _ value: String) -> String {
        if generator.oneIn(8) { return String(name.reversed()) + ":" + blanks() + String(value.reversed()) }
        let isGUID = name == "Application-GUID"
        let value = isGUID && generator.oneIn(4) ? value.filter { $0 != "{" && $0 != "}" } : value
        return cased(name) + (generator.oneIn(6) ? " " : "") + ":" + blanks() + (isGUID ? cased(value) : value)
            + (generator.oneIn(6) ? " \t" : "")
    }

    private mutating func blanks() -> String {
        generator.oneIn(3) ? ["", "  ", "\t", " \t "].randomElement(using: &generator) ?? "" : " "
    }

    private mutating func cased(_ text: String) -> String {
        switch Int.random(in: 0..<6, using: &generator) {
        case 0: text.lowercased()
        case 1: text.uppercased()
        default: text
        }
    }
}
