/// Steps over what a client and a SOCKS proxy say to each other before the connection carries anything else: version 4
/// with its extension 4A, and version 5 with its authentication by name (RFC 1928, RFC 1929).
///
/// Each direction is read by its own bytes alone, whatever the other has said by then. Every field is counted down, and
/// those without a length are bounded.
struct SOCKSPreamble: Sendable {
    /// What a direction is in the middle of.
    private enum Place: Sendable {
        case version
        case command4
        /// The port, and the address behind it, of which so many bytes are left; a name follows if the address is 0.0.0.x.
        case endpoint4(left: Int, hasName: Bool)
        /// Text up to a zero byte, and another behind it.
        case text(read: Int, hasName: Bool)
        case methodCount
        /// Authentication, or the request: their first bytes differ.
        case choice
        case nameLength
        case secretLength
        case command5
        case addressKind
        case addressLength
        /// So many bytes that tell nothing, and what stands behind them.
        indirect case skipping(Int, then: Place)
        /// The reply to the request, of which so many are to come.
        case reply4
        case method
        case end
        case stray
    }

    /// What a direction's bytes have shown.
    enum Outcome {
        /// The preamble goes on.
        case unfinished
        /// There is no preamble: the first bytes, all of which lie in this array, are the stream's.
        case none([UInt8])
        /// What stands here is not SOCKS.
        case stray
        /// The stream begins here.
        case end
    }

    private var originator = Place.version
    private var responder = Place.version
    private var version: UInt8?
    /// How many replies the request has: one that waits for a caller has a second when that has come.
    private var replies = 1

    private static let bind: UInt8 = 2
    /// The longest text of version 4 taken; names of hosts and accounts have at most 255 bytes.
    private static let maximumText = 512
    /// How many ways to authenticate a caller offers; ten are registered, so that a longer list is something else.
    private static let maximumMethods: UInt8 = 16

    /// Whether nothing has been read of it.
    var isUntouched: Bool { version == nil }

    /// Whether a direction is still to be read.
    func isUnfinished(_ direction: Connection.Direction) -> Bool {
        switch direction == .originator ? originator : responder {
        case .end, .stray: false
        case .version, .command4, .endpoint4, .text, .methodCount, .choice, .nameLength, .secretLength, .command5,
            .addressKind, .addressLength, .skipping, .reply4, .method:
            // Until the caller has shown a version there is nothing to answer.
            direction == .originator || version != nil
        }
    }

    /// Reads on until the preamble has an outcome or the bytes are used up.
    mutating func read(_ direction: Connection.Direction, in bytes: Span<UInt8>, at position: inout Int) -> Outcome {
        while position < bytes.count {
            let isFirst: Bool
            switch direction {
            case .originator:
                isFirst = version == nil
                originator = follow(originator, bytes[position])
                if case .stray = originator { return isFirst ? .none([]) : strayOutcome }
                position += 1
                if case .end = originator { return .end }
            case .responder:
                responder = answer(responder, bytes[position])
                if case .stray = responder { return .stray }
                position += 1
                if case .end = responder { return .end }
            }
        }
        return .unfinished
    }

    /// The second byte tells version 4 from the length of a frame, and version 5 from anything else.
    private var strayOutcome: Outcome { hasCommand ? .stray : .none(version.map { [$0] } ?? []) }

    private var hasCommand = false

    // MARK: The caller

    private mutating func follow(_ place: Place, _ byte: UInt8) -> Place {
        switch place {
        case .version: return begin(byte)
        case .command4:
            guard byte == 1 || byte == Self.bind else { return .stray }
            note(command: byte)
            return .endpoint4(left: 6, hasName: true)
        case .endpoint4(let left, let hasName):
            // The first three bytes of the address are zeros, and the last is not, where a name follows.
            let isZeroExpected = (2...4).contains(left)
            let mayHaveName = hasName && (left > 4 || (byte == 0) == isZeroExpected)
            return left > 1 ? .endpoint4(left: left - 1, hasName: mayHaveName) : .text(read: 0, hasName: mayHaveName)
        case .text(_, let hasName) where byte == 0: return hasName ? .text(read: 0, hasName: false) : .end
        case .text(let read, let hasName):
            return read < Self.maximumText ? .text(read: read + 1, hasName: hasName) : .stray
        case .methodCount:
            guard byte > 0, byte <= Self.maximumMethods else { return .stray }
            hasCommand = true
            return .skipping(Int(byte), then: .choice)
        case .choice: return byte == 1 ? .nameLength : byte == 5 ? .command5 : .stray
        case .nameLength: return Self.skipping(Int(byte), then: .secretLength)
        case .secretLength: return Self.skipping(Int(byte), then: .choice)
        case .command5:
            note(command: byte)
            return .skipping(1, then: .addressKind)
        case .addressKind, .addressLength, .skipping: return pass(place, byte, then: .end)
        case .reply4, .method, .end, .stray: return .stray
        }
    }

    private mutating func begin(_ byte: UInt8) -> Place {
        guard byte == 4 || byte == 5 else { return .stray }
        version = byte
        return byte == 4 ? .command4 : .methodCount
    }

    private mutating func note(command: UInt8) {
        hasCommand = true
        replies = command == Self.bind ? 2 : 1
    }

    // MARK: The proxy

    private mutating func answer(_ place: Place, _ byte: UInt8) -> Place {
        switch place {
        case .version where version == 4: return byte == 0 ? .skipping(7, then: nextReply(.reply4)) : .stray
        case .reply4: return byte == 0 ? .skipping(7, then: nextReply(.reply4)) : .stray
        case .version: return byte == 5 ? .method : .stray
        case .method: return .choice
        case .choice:
            guard byte == 5 else { return byte == 1 ? .skipping(1, then: .choice) : .stray }
            return .skipping(2, then: .addressKind)
        case .addressKind: return pass(place, byte, then: nextReply(.choice))
        case .addressLength: return pass(place, byte, then: replies > 0 ? .choice : .end)
        case .skipping: return pass(place, byte, then: .end)
        case .command4, .endpoint4, .text, .methodCount, .nameLength, .secretLength, .command5, .end, .stray:
            return .stray
        }
    }

    /// What stands behind a reply: another one, or the stream.
    private mutating func nextReply(_ place: Place) -> Place {
        replies -= 1
        return replies > 0 ? place : .end
    }

    // MARK: Both

    /// An address of version 5, and what is skipped.
    private func pass(_ place: Place, _ byte: UInt8, then following: Place) -> Place {
        switch place {
        case .addressKind:
            switch byte {
            case 1: .skipping(4 + 2, then: following)
            case 4: .skipping(16 + 2, then: following)
            case 3: .addressLength
            default: .stray
            }
        case .addressLength: .skipping(Int(byte) + 2, then: following)
        case .skipping(let left, let then): Self.skipping(left - 1, then: then)
        case .version, .command4, .endpoint4, .text, .methodCount, .choice, .nameLength, .secretLength, .command5,
            .reply4, .method, .end, .stray:
            .stray
        }
    }

    private static func skipping(_ count: Int, then place: Place) -> Place {
        count > 0 ? .skipping(count, then: place) : place
    }
}
