/// A list of `Name: value` lines, read with every liberty that some client takes.
///
/// CR, LF and both together end a line; white space around names and values does not count; a line without a colon is
/// skipped; of several fields with one name all are kept, since clients differ in which one they take.
struct FieldList: Sendable {
    struct Field: Sendable {
        let name: String
        let value: String
    }

    private(set) var fields: [Field] = []

    init() {}

    /// Every line of `bytes`, empty ones skipped.
    init(allLinesOf bytes: [UInt8]) {
        var rest = bytes[...]
        while !rest.isEmpty {
            append(line: Self.nextLine(of: &rest))
        }
    }

    /// The lines up to the first empty one, which are taken off `bytes`, the empty line too.
    init(headerOf bytes: inout ArraySlice<UInt8>) {
        while !bytes.isEmpty {
            let line = Self.nextLine(of: &bytes)
            if line.isEmpty { return }
            append(line: line)
        }
    }

    /// All values of the fields with this name, whatever the case of its letters.
    func values(_ name: String) -> [String] {
        fields.filter { lowercased($0.name) == lowercased(name) }.map(\.value)
    }

    /// All values of the fields with exactly this name.
    func values(exactly name: String) -> [String] {
        fields.filter { $0.name == name }.map(\.value)
    }

    mutating func append(_ other: FieldList) {
        fields += other.fields
    }

    private mutating func append(line: ArraySlice<UInt8>) {
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return }
        fields.append(Field(name: trimmed(line[..<colon]), value: trimmed(line[(colon + 1)...])))
    }

    private static func nextLine(of bytes: inout ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        guard let end = bytes.firstIndex(where: { $0 == 0x0D || $0 == 0x0A }) else {
            defer { bytes = [] }
            return bytes
        }
        let line = bytes[..<end]
        let isPair = bytes[end] == 0x0D && bytes[(end + 1)...].first == 0x0A
        bytes = bytes[(end + (isPair ? 2 : 1))...]
        return line
    }
}

/// The text of some bytes without the spaces and tabs around it.
private func trimmed(_ bytes: ArraySlice<UInt8>) -> String {
    let isWhite: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 }
    let front = bytes.drop(while: isWhite)
    let back = front.reversed().prefix(while: isWhite).count
    return String(decoding: front.dropLast(back), as: UTF8.self)
}

/// The text with ASCII capitals made small; other letters stay, as no client folds them.
func lowercased(_ text: String) -> String {
    String(decoding: text.utf8.map { (0x41...0x5A).contains($0) ? $0 + 0x20 : $0 }, as: UTF8.self)
}
