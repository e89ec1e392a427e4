/// A connection that is in the middle of nothing, in a form that takes little memory.
///
/// A gateway follows many more connections than have something to say at a time. Such a connection is put to rest, and
/// woken when its next packet comes, in the place of another one that has gone to rest: so the storage that reading takes is
/// used again.
public struct RestingConnection: Sendable {
    private var accounts = SessionAccounts()
    private var originator = RestingReader()
    private var responder = RestingReader()
    private var facts: Facts = []

    private struct Facts: OptionSet {
        let rawValue: UInt8

        static let isAnnounced = Facts(rawValue: 1)
        static let isForeign = Facts(rawValue: 2)
        static let isRecognized = Facts(rawValue: 4)
        static let hasPreamble = Facts(rawValue: 8)
        static let ownerIsConfirmed = Facts(rawValue: 16)
        static let ownerIsContested = Facts(rawValue: 32)
    }

    /// A connection of which nothing is known.
    public init() {}

    /// How many bytes of accounts are kept.
    public var storedBytes: Int { accounts.storedBytes }

    /// Takes what must be kept out of a connection, which can be woken as another one then.
    ///
    /// If it was not `isAtRest`, who takes part is known again, and nothing of what was being read.
    public mutating func take(from connection: inout Connection) {
        if !connection.isAtRest { connection.forgetReading() }
        swap(&accounts, &connection.session.accounts)
        originator = RestingReader(&connection.originator)
        responder = RestingReader(&connection.responder)
        facts = []
        if connection.isAnnounced { facts.insert(.isAnnounced) }
        if connection.isForeign { facts.insert(.isForeign) }
        if connection.isRecognized { facts.insert(.isRecognized) }
        if connection.preamble != nil { facts.insert(.hasPreamble) }
        switch connection.session.ownership {
        case .claimed: break
        case .contested: facts.insert(.ownerIsContested)
        case .confirmed: facts.insert(.ownerIsConfirmed)
        }
    }

    /// Puts what was kept into a connection from which `take` has taken what was kept of it.
    public mutating func wake(_ connection: inout Connection) {
        swap(&accounts, &connection.session.accounts)
        originator.wake(&connection.originator)
        responder.wake(&connection.responder)
        connection.isAnnounced = facts.contains(.isAnnounced)
        connection.isForeign = facts.contains(.isForeign)
        connection.isRecognized = facts.contains(.isRecognized)
        connection.preamble = facts.contains(.hasPreamble) ? SOCKSPreamble() : nil
        connection.session.ownership =
            facts.contains(.ownerIsConfirmed)
            ? .confirmed : facts.contains(.ownerIsContested) ? .contested : .claimed
        connection.storedBytes = connection.session.accounts.storedBytes
    }
}

extension Connection {
    /// Whether the connection is in the middle of nothing in either direction.
    public var isAtRest: Bool {
        mutating get {
            originator.isAtRest && responder.isAtRest && preamble?.isUntouched != false && tunnel.isEmpty
                && contentStart == 0 && session.denials.isEmpty
        }
    }

    /// Gives up everything but who takes part, of a connection in which nothing is to be read any more.
    fileprivate mutating func forgetReading() {
        originator = originator.unread
        responder = responder.unread
        preamble = nil
        tunnel = []
        contentStart = 0
        session.denials = Denials()
    }
}

extension StreamReader {
    /// A reader of the same stream of which nothing has been read.
    fileprivate var unread: StreamReader {
        StreamReader(side: side, isGuessed: sideIsGuessed, isAnnounced: isAnnounced)
    }
}
