/// What the header fields of an HTTP message have told so far.
struct HTTPHead: Sendable {
    /// How the end of the body is found (RFC 9112, section 6.3).
    enum Framing: Equatable {
        /// Nothing is told: a request has no body then, and that of an answer lasts as long as the connection.
        case untold
        case length(Int)
        case chunked
        /// Told by a coding that does not tell an end itself.
        case untilClose
        /// Told in a way that receivers read differently.
        case malformed
    }

    private enum Field { case contentLength, transferEncoding, contentEncoding, session }

    private(set) var framing = Framing.untold
    /// Whether the body is compressed.
    private(set) var isEncoded = false
    /// Whether the answer says that it is the gateway's, with the name that it gives the session.
    private(set) var isFromGateway = false
    private(set) var session: SessionName?
    /// Whether the gateway ends the session.
    private(set) var closesSession = false
    /// The field whose value a folded line would go on with.
    private var latest: Field?

    private static let contentLength: StaticASCII = "content-length"
    private static let transferEncoding: StaticASCII = "transfer-encoding"
    private static let contentEncoding: StaticASCII = "content-encoding"
    private static let messenger: StaticASCII = "x-msn-messenger"
    private static let chunkedCoding: StaticASCII = "chunked"
    private static let identityCoding: StaticASCII = "identity"
    private static let sessionKey: StaticASCII = "sessionid"
    private static let endKey: StaticASCII = "session"
    private static let closeValue: StaticASCII = "close"

    /// Reads one line without its end, which is not empty. One that is no field is passed over, as tolerant receivers do.
    mutating func read(_ line: Span<UInt8>) {
        if line[0].isBlank { return read(latest, line.trimmed(line.indices), in: line) }
        latest = nil
        guard let colon = line.indices.first(where: { line[$0] == ASCII.colon }) else { return }
        latest = Self.field(line.trimmed(0..<colon), in: line)
        read(latest, line.trimmed((colon + 1)..<line.count), in: line)
    }

    /// Takes note of a line that counts for nothing, and with it what is folded into it.
    mutating func passOver() {
        latest = nil
    }

    private static func field(_ name: Range<Int>, in line: Span<UInt8>) -> Field? {
        if line.equals(contentLength, in: name) { return .contentLength }
        if line.equals(transferEncoding, in: name) { return .transferEncoding }
        if line.equals(contentEncoding, in: name) { return .contentEncoding }
        return line.equals(messenger, in: name) ? .session : nil
    }

    private mutating func read(_ field: Field?, _ value: Range<Int>, in line: Span<UInt8>) {
        guard !value.isEmpty else { return }
        switch field {
        case .contentLength: readLength(value, in: line)
        case .transferEncoding: readCodings(value, in: line)
        case .contentEncoding: isEncoded = !line.equals(Self.identityCoding, in: value)
        case .session: readSession(value, in: line)
        case nil: break
        }
    }

    /// A coding counts more than a length (RFC 9112, section 6.3), whichever comes first; two lengths must be the same.
    private mutating func readLength(_ value: Range<Int>, in line: Span<UInt8>) {
        switch framing {
        case .untold: framing = line.wholeNumber(value).map { .length($0) } ?? .malformed
        case .length(let length) where line.wholeNumber(value) != length: framing = .malformed
        case .length, .chunked, .untilClose, .malformed: break
        }
    }

    private mutating func readCodings(_ value: Range<Int>, in line: Span<UInt8>) {
        for (coding, _) in line.pairs(in: value, separatedBy: ASCII.comma) {
            if line.equals(Self.chunkedCoding, in: coding) {
                framing = .chunked
            } else {
                framing = .untilClose
                if !line.equals(Self.identityCoding, in: coding) { isEncoded = true }
            }
        }
    }

    private mutating func readSession(_ value: Range<Int>, in line: Span<UInt8>) {
        isFromGateway = true
        for (key, value) in line.pairs(in: value, separatedBy: ASCII.semicolon) {
            if line.equals(Self.sessionKey, in: key) { session = SessionName(value, in: line) }
            if line.equals(Self.endKey, in: key), line.equals(Self.closeValue, in: value) { closesSession = true }
        }
    }
}

extension Span<UInt8> {
    /// The number in decimal digits that fills the range, at most eighteen digits, which cannot overflow; or nil.
    fileprivate func wholeNumber(_ range: Range<Int>) -> Int? {
        guard !range.isEmpty, range.count <= 18, range.allSatisfy({ self[$0].isDigit }) else { return nil }
        return range.reduce(0) { $0 * 10 + Int(self[$1] &- ASCII.zero) }
    }
}
