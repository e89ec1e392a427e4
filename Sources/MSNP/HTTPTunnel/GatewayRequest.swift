/// What a request asks of the HTTP gateway, told from others by its path and the keys of its query (reference, section 9):
/// host, port and content type are disguised by some clients.
enum GatewayRequest: Sendable, Equatable {
    /// A session begins, and the body with it.
    case opens
    /// The body goes on where that of the session's last request ended.
    case continues(SessionName)

    private static let program: StaticASCII = "gateway.dll"
    private static let actionKey: StaticASCII = "action"
    private static let openValue: StaticASCII = "open"
    private static let sessionKey: StaticASCII = "sessionid"

    /// The request whose target lies at `range`; nil if it is none to the gateway.
    init?(target range: Range<Int>, in line: Span<UInt8>) {
        let isEscaped = range.contains { line[$0] == ASCII.percent }
        guard isEscaped || line.contains(Self.program, in: range) else { return nil }
        let target = line.unescaped(range)
        self.init(target.span)
    }

    private init?(_ target: Span<UInt8>) {
        guard let mark = target.indices.first(where: { target[$0] == ASCII.questionMark }),
            target.contains(Self.program, in: 0..<mark)
        else { return nil }
        var action: Range<Int>?
        var session: Range<Int>?
        for (key, value) in target.pairs(in: (mark + 1)..<target.count, separatedBy: ASCII.ampersand) {
            if target.equals(Self.actionKey, in: key) { action = action ?? value }
            if target.equals(Self.sessionKey, in: key) { session = session ?? value }
        }
        if let action, target.equals(Self.openValue, in: action) {
            self = .opens
        } else if let session {
            self = .continues(SessionName(session, in: target))
        } else if action != nil {
            self = .opens
        } else {
            return nil
        }
    }

    /// The session that the request belongs to.
    var session: SessionName {
        switch self {
        case .opens: .unnamed
        case .continues(let name): name
        }
    }
}

extension Span<UInt8> {
    /// Whether `word`, in small letters, stands anywhere in the range, whatever the case of the bytes.
    func contains(_ word: StaticASCII, in range: Range<Int>) -> Bool {
        guard range.count >= word.count else { return false }
        return (range.lowerBound...(range.upperBound - word.count)).contains {
            self[$0].lowerCased == word[0] && hasPrefix(word, in: $0..<range.upperBound)
        }
    }

    /// The `key=value` pairs of a list, trimmed; a part without a sign has an empty value.
    func pairs(in range: Range<Int>, separatedBy separator: UInt8) -> [(key: Range<Int>, value: Range<Int>)] {
        var pairs: [(key: Range<Int>, value: Range<Int>)] = []
        var start = range.lowerBound
        while start < range.upperBound {
            let end = (start..<range.upperBound).first { self[$0] == separator } ?? range.upperBound
            let sign = (start..<end).first { self[$0] == ASCII.equals } ?? end
            pairs.append((trimmed(start..<sign), trimmed(Swift.min(sign + 1, end)..<end)))
            start = end + 1
        }
        return pairs
    }

    /// The bytes of the range, those written as `%` and two digits put back (RFC 3986, section 2.1).
    fileprivate func unescaped(_ range: Range<Int>) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(range.count)
        var index = range.lowerBound
        while index < range.upperBound {
            if self[index] == ASCII.percent, index + 2 < range.upperBound,
                let high = self[index + 1].hexadecimal, let low = self[index + 2].hexadecimal
            {
                bytes.append(high << 4 | low)
                index += 3
            } else {
                bytes.append(self[index])
                index += 1
            }
        }
        return bytes
    }
}

extension UInt8 {
    /// The value of a hexadecimal digit.
    var hexadecimal: UInt8? {
        if isDigit { return self &- ASCII.zero }
        let letter = lowerCased &- ASCII.smallA
        return letter < 6 ? letter + 10 : nil
    }
}
