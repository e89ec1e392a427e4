/// What the header lines of a `MSG` payload have told so far (reference, section 3.4).
struct MessageHeaders {
    /// The kind of the content; `.other` until a content type is seen.
    private(set) var kind = MessageKind.other
    /// What names the message that this is a part of; empty if it is whole. At most `maximumMessageID` bytes.
    private(set) var messageID: [UInt8] = []
    /// How many parts the message has, in its first part.
    private(set) var parts: Int?
    /// Which part this is; the first names none.
    private(set) var part: Int?
    /// Whether a line has told of parts, be its number one that we read or not: clients read numbers with liberty.
    private var tellsParts = false
    /// Whether the line before was a `Content-Type` without a value, which a folded line may bring.
    private var awaitsFoldedType = false

    /// Whether the message is a part of one. An identifier alone makes no part of a message that names its type.
    var isPart: Bool { !messageID.isEmpty && (tellsParts || kind == .chunk) }

    /// As much of a header line as is read: more than a whole message of a switchboard, so that no run of blanks
    /// pushes a content type out of sight.
    static let maximumLine = 8192

    private static let contentType: StaticASCII = "content-type"
    private static let reversedContentType: StaticASCII = "epyt-tnetnoc"
    private static let reversedInvitation: StaticASCII = "etivnisgsmsm-x/txet"
    private static let messageIDName: StaticASCII = "message-id"
    private static let partsName: StaticASCII = "chunks"
    private static let partName: StaticASCII = "chunk"

    /// Message identifiers are GUIDs of 38 characters; of longer ones the beginning counts.
    static let maximumMessageID = 64

    /// Forgets everything, keeping the storage.
    mutating func clear() {
        kind = .other
        messageID.removeAll(keepingCapacity: true)
        parts = nil
        part = nil
        tellsParts = false
        awaitsFoldedType = false
    }

    /// Reads one line without its end. The order of lines does not matter, and a second content type does not take an
    /// invitation back: clients differ in which of two they follow.
    mutating func read(_ line: Span<UInt8>) {
        // The nothing between CR and LF is no line.
        guard line.count > 0 else { return }
        guard mayMatter(line) else { return awaitsFoldedType = false }
        let content = line.trimmed(0..<line.count)
        if awaitsFoldedType, line[0].isBlank { read(contentType: content, in: line) }
        awaitsFoldedType = false
        var colon = content.lowerBound
        while colon < content.upperBound, line[colon] != ASCII.colon { colon &+= 1 }
        guard colon < content.upperBound else { return }
        let name = line.trimmed(content.lowerBound..<colon)
        let value = line.trimmed((colon + 1)..<content.upperBound)
        if line.equals(Self.contentType, in: name) {
            awaitsFoldedType = value.isEmpty
            read(contentType: value, in: line)
        } else if line.equals(Self.reversedContentType, in: name) {
            // One client looks every name up both ways, and then reads the value backwards (reference, section 12.4).
            if line.hasSuffix(Self.reversedInvitation, in: value) { kind = .invitation }
        } else if line.equals(Self.messageIDName, in: name) {
            read(messageID: value, in: line)
        } else if line.equals(Self.partsName, in: name) {
            parts = line.decimal(value)
            tellsParts = true
        } else if line.equals(Self.partName, in: name) {
            part = line.decimal(value)
            tellsParts = true
        }
    }

    /// Whether the line can be one that is looked for: it begins as they do, with a `C` or `Me`, or is folded.
    private func mayMatter(_ line: Span<UInt8>) -> Bool {
        switch line[0].lowerCased {
        case ASCII.letterC, ASCII.letterE, ASCII.space, ASCII.tab: true
        case ASCII.letterM: line.count > 1 && line[1].lowerCased == ASCII.letterE
        default: false
        }
    }

    private mutating func read(messageID value: Range<Int>, in line: Span<UInt8>) {
        messageID.removeAll(keepingCapacity: true)
        for index in value.prefix(Self.maximumMessageID) { messageID.append(line[index].lowerCased) }
        if kind == .other { kind = .chunk }
    }

    private mutating func read(contentType value: Range<Int>, in line: Span<UInt8>) {
        guard kind != .invitation, !value.isEmpty else { return }
        kind = MessageKind(contentType: value, in: line)
    }
}
