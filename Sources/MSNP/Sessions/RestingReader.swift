/// What is kept of a `StreamReader` that is in the middle of nothing, in six bytes.
struct RestingReader: Sendable {
    /// Where the stream stands.
    private enum Place: UInt8 {
        case opening
        case line
        case foreign
    }

    /// What is simply so or not.
    private struct Facts: OptionSet {
        let rawValue: UInt8

        static let isServer = Facts(rawValue: 1)
        static let sideIsGuessed = Facts(rawValue: 2)
        static let isAnnounced = Facts(rawValue: 4)
        static let hasGap = Facts(rawValue: 8)
        static let hasMissed = Facts(rawValue: 16)
        /// Whether `StreamReader.maximumMonologue` has been reached.
        static let isLong = Facts(rawValue: 32)
    }

    /// Up to `StreamReader.maximumMonologue`, which counts as 0.
    private var foreignBytes: UInt16
    private var place: Place
    private var trust: StreamReader.Trust
    private var httpLines: StreamReader.HTTPLines
    private var facts: Facts

    /// A stream of which nothing has come.
    init() {
        (foreignBytes, place, trust, httpLines, facts) = (0, .opening, .proven, .first, [])
    }

    /// What is to be kept of a reader that is at rest.
    init(_ reader: inout StreamReader) {
        foreignBytes = UInt16(truncatingIfNeeded: reader.foreignBytes)
        place =
            switch reader.state {
            case .opening: .opening
            case .foreign: .foreign
            case .searching, .line, .skipping, .headers, .invitation, .packet, .dataConnection, .direct: .line
            }
        trust = reader.trust
        httpLines = reader.httpLines
        facts = []
        if reader.side == .server { facts.insert(.isServer) }
        if reader.sideIsGuessed { facts.insert(.sideIsGuessed) }
        if reader.isAnnounced { facts.insert(.isAnnounced) }
        if reader.hasGap { facts.insert(.hasGap) }
        if reader.hasMissed { facts.insert(.hasMissed) }
        if reader.foreignBytes == StreamReader.maximumMonologue { facts.insert(.isLong) }
    }

    /// Puts what was kept into a reader that is at rest, and keeps its storage, with the latest headers of another stream:
    /// wherever these stand again they tell the same.
    func wake(_ reader: inout StreamReader) {
        reader.side = facts.contains(.isServer) ? .server : .client
        reader.sideIsGuessed = facts.contains(.sideIsGuessed)
        reader.isAnnounced = facts.contains(.isAnnounced)
        reader.firstBytes = FirstBytes()
        reader.foreignBytes = facts.contains(.isLong) ? StreamReader.maximumMonologue : Int(foreignBytes)
        reader.state =
            switch place {
            case .opening: .opening(OpeningLine())
            case .line: .line
            case .foreign: .foreign
            }
        reader.directOpening = DirectOpening()
        reader.hasGap = facts.contains(.hasGap)
        reader.trust = trust
        reader.hasMissed = facts.contains(.hasMissed)
        reader.httpLines = httpLines
    }
}

extension StreamReader {
    /// Whether the reader is in the middle of nothing: what it holds besides what `RestingReader` keeps is not read again
    /// before it has been set anew.
    ///
    /// Nothing has come of the stream, or a command line is next, or nothing of ours is expected in it. Of what clients do at
    /// length, the P2P layer and messages that come in parts remember what may be sent again, so that a reader which has
    /// seen any is never at rest.
    var isAtRest: Bool {
        mutating get {
            switch state {
            case .opening: guard firstBytes.isEmpty else { return false }
            case .line, .foreign: break
            case .searching, .skipping, .headers, .invitation, .packet, .dataConnection, .direct: return false
            }
            return carry.isEmpty && pending.isEmpty && rivals.isEmpty && quoted.isEmpty && invitations.isEmpty
                && peerToPeer.isEmpty && assemblies.isEmpty && detail == nil && httpLine == nil
        }
    }
}
