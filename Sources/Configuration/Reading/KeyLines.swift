/// The line on which each key of a TOML file stands.
///
/// The library that reads the file tells lines of syntax errors only. This is a rougher reading of the same text, which
/// understands just enough to find keys, and makes something of any bytes: it never decides what a key means.
struct KeyLines {
    /// By the whole name of a key, as `queues.length` or `hosts[0].networks[2]`, both counted from 0.
    private var lines: [String: Int]

    init(of text: [UInt8]) {
        var scan = KeyScan(text)
        scan.run()
        lines = scan.lines
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

/// The reading of `KeyLines`.
private struct KeyScan {
    private(set) var lines: [String: Int] = [:]
    private let bytes: [UInt8]
    private var index = 0
    private var line = 1
    /// The table in which keys stand that come now.
    private var table = ""
    private var counts: [String: Int] = [:]

    /// How deep values are followed into each other; nothing of ours goes deeper than three.
    private static let maximumDepth = 16

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { index = 3 }
    }

    mutating func run() {
        while skipBlanks(andLines: true) != nil {
            if take("[") {
                readHeader()
            } else {
                readPair(in: table, depth: 0)
            }
            skipLine()
        }
    }

    private mutating func readHeader() {
        let isArray = take("[")
        let start = line
        let name = readKey()
        if isArray {
            table = "\(name)[\(counts[name, default: 0])]"
            counts[name, default: 0] += 1
        } else {
            table = name
        }
        note(table, at: start)
    }

    private mutating func readPair(in table: String, depth: Int) {
        let start = line
        let key = readKey()
        guard take("=") else { return }
        let path = table.isEmpty ? key : "\(table).\(key)"
        note(path, at: start)
        readValue(path, depth: depth)
    }

    private mutating func readValue(_ path: String, depth: Int) {
        guard let byte = skipBlanks(andLines: false) else { return }
        note(path, at: line)
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "'"): readText()
        case UInt8(ascii: "[") where depth < Self.maximumDepth: readArray(path, depth: depth + 1)
        case UInt8(ascii: "{") where depth < Self.maximumDepth: readTable(path, depth: depth + 1)
        default: while let byte = current, !Self.endsValue.contains(byte) { index += 1 }
        }
    }

    private mutating func readArray(_ path: String, depth: Int) {
        index += 1
        var count = 0
        while let byte = skipBlanks(andLines: true), byte != UInt8(ascii: "]") {
            let start = index
            if byte != UInt8(ascii: ",") {
                readValue("\(path)[\(count)]", depth: depth)
                count += 1
            }
            if index == start { index += 1 }
        }
        index += 1
    }

    private mutating func readTable(_ path: String, depth: Int) {
        index += 1
        while let byte = skipBlanks(andLines: false), byte != UInt8(ascii: "}"), byte != Self.lineFeed {
            let start = index
            if byte != UInt8(ascii: ",") { readPair(in: path, depth: depth) }
            if index == start { index += 1 }
        }
        if current == UInt8(ascii: "}") { index += 1 }
    }

    // MARK: Words

    private static let lineFeed = UInt8(ascii: "\n")
    private static let endsValue: [UInt8] = [",", "]", "}", "#", "\n"].map { UInt8(ascii: $0) }

    private var current: UInt8? { index < bytes.count ? bytes[index] : nil }

    private mutating func note(_ path: String, at line: Int) {
        if lines[path] == nil { lines[path] = line }
    }

    /// Skips blanks and comments, and lines too if they may end here; answers with the byte that comes then.
    private mutating func skipBlanks(andLines: Bool) -> UInt8? {
        while let byte = current {
            switch byte {
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"): index += 1
            case UInt8(ascii: "#") where andLines: while let byte = current, byte != Self.lineFeed { index += 1 }
            case Self.lineFeed where andLines:
                index += 1
                line += 1
            default: return byte
            }
        }
        return nil
    }

    private mutating func skipLine() {
        while let byte = current, byte != Self.lineFeed { index += 1 }
    }

    private mutating func take(_ mark: Unicode.Scalar) -> Bool {
        guard skipBlanks(andLines: false) == UInt8(ascii: mark) else { return false }
        index += 1
        return true
    }

    /// A key, with the parts between its dots joined as they would be without quotes.
    private mutating func readKey() -> String {
        var parts: [String] = []
        repeat {
            guard let byte = skipBlanks(andLines: false) else { break }
            let start = index
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                readText()
                parts.append(String(decoding: bytes[start..<index].dropFirst().dropLast(), as: UTF8.self))
            } else {
                while let byte = current, byte.isOfBareKey { index += 1 }
                parts.append(String(decoding: bytes[start..<index], as: UTF8.self))
            }
        } while take(".")
        return parts.joined(separator: ".")
    }

    /// A text in quotation marks, one or three, basic or literal; one that does not end on its line ends with it.
    private mutating func readText() {
        let quote = bytes[index]
        let isLong = bytes[index...].starts(with: [quote, quote, quote])
        index += isLong ? 3 : 1
        while let byte = current {
            if byte == Self.lineFeed {
                guard isLong else { return }
                line += 1
            } else if byte == UInt8(ascii: "\\"), quote == UInt8(ascii: "\""),
                bytes.dropFirst(index + 1).first != Self.lineFeed
            {
                index += 1
            } else if byte == quote, !isLong || bytes[index...].starts(with: [quote, quote, quote]) {
                index += isLong ? 3 : 1
                return
            }
            index = min(index + 1, bytes.count)
        }
    }
}

extension UInt8 {
    fileprivate var isOfBareKey: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}
