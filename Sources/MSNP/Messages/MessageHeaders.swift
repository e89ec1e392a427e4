/// What the header lines of a `MSG` payload have told so far (reference, section 3.4).
struct MessageHeaders {
    /// The kind of the content; `.other` until a content type is seen.
    private(set) var kind = MessageKind.other
    /// Whether the line before was a `Content-Type` without a value, which a folded line may bring.
    private var awaitsFoldedType = false

    /// Header lines are kept so far while they come in pieces; names and types that matter stand in the first bytes.
    static let maximumLine = 1024

    private static let contentType: StaticASCII = "content-type"
    private static let messageID: StaticASCII = "message-id"

    /// Reads one line without its end. The order of lines does not matter, and a second content type does not take an
    /// invitation back: clients differ in which of two they follow.
    mutating func read(_ line: Span<UInt8>) {
        let content = line.trimmed(0..<line.count)
        if awaitsFoldedType, line.count > 0, line[0].isBlank { read(contentType: content, in: line) }
        awaitsFoldedType = false
        guard let colon = content.first(where: { line[$0] == ASCII.colon }) else { return }
        let name = line.trimmed(content.lowerBound..<colon)
        let value = line.trimmed((colon + 1)..<content.upperBound)
        if name.count == Self.messageID.count, line.hasPrefix(Self.messageID, in: name), kind == .other {
            kind = .chunk
        }
        guard name.count == Self.contentType.count, line.hasPrefix(Self.contentType, in: name) else { return }
        awaitsFoldedType = value.isEmpty
        read(contentType: value, in: line)
    }

    private mutating func read(contentType value: Range<Int>, in line: Span<UInt8>) {
        guard kind != .invitation, !value.isEmpty else { return }
        kind = MessageKind(contentType: value, in: line)
    }
}
