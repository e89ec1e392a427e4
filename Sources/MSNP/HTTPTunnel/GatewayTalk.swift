/// What one session of the HTTP gateway is in the middle of, apart from the connection that its messages travel by.
public struct GatewayTalk: Sendable {
    var session = Session()
    var client: StreamReader
    var server: StreamReader

    /// A session of which nothing has been read, from its beginning, which the request to open it has announced, or from
    /// the middle.
    init(isOpened: Bool) {
        client = StreamReader(side: .client, isGuessed: false, isAnnounced: isOpened)
        server = StreamReader(side: .server, isGuessed: false, isAnnounced: isOpened)
        guard !isOpened else { return }
        client.skipUnseen(nil)
        server.skipUnseen(nil)
    }

    init(session: Session, client: StreamReader, server: StreamReader) {
        self.session = session
        self.client = client
        self.server = server
    }

    /// How much memory it takes.
    var storedBytes: Int {
        MemoryLayout<GatewayTalk>.stride + session.storedBytes + client.storedBytes + server.storedBytes
    }
}

/// The sessions of the HTTP gateway of which no message is being read: the next one may come by any connection.
///
/// A connection takes a session out while it reads messages of it, so that two connections that use the same one at the
/// same time, which no client does, read each for itself. Sessions are forgotten oldest first, by count and by memory; one
/// that is forgotten is picked up in the middle.
public struct GatewaySessions: Sendable {
    private struct Kept {
        /// An array of one, to be moved about without what it holds.
        var talk: [GatewayTalk]
        var age: UInt64
        var storedBytes: Int
    }

    private var kept: [SessionName: Kept] = [:]
    private var clock: UInt64 = 0
    /// How much memory all of them take.
    public private(set) var storedBytes = 0

    private let maximum: Int
    private let maximumStoredBytes: Int

    /// No session yet, and at most `maximum`, which take `maximumStoredBytes` of memory at most. By default as many as
    /// people of one network are signed in over HTTP at a time, with a conversation or two each, all of them in the middle
    /// of a line of the longest kind.
    public init(maximum: Int = 1024, maximumStoredBytes: Int = 16 << 20) {
        self.maximum = maximum
        self.maximumStoredBytes = maximumStoredBytes
    }

    /// How many sessions there are.
    public var count: Int { kept.count }

    /// Takes out what is known of a session; nil if nothing is.
    mutating func take(_ name: SessionName) -> GatewayTalk? {
        guard let found = kept.removeValue(forKey: name) else { return nil }
        storedBytes -= found.storedBytes
        return found.talk.first
    }

    /// Keeps what is known of a session; one that has no name yet cannot be found again.
    mutating func keep(_ talk: GatewayTalk, as name: SessionName) {
        guard name != .unnamed else { return }
        _ = take(name)
        let size = talk.storedBytes + name.storedBytes
        clock &+= 1
        kept[name] = Kept(talk: [talk], age: clock, storedBytes: size)
        storedBytes += size
        while kept.count > maximum || storedBytes > maximumStoredBytes { forgetOldest() }
    }

    private mutating func forgetOldest() {
        guard let oldest = kept.min(by: { $0.value.age < $1.value.age })?.key else { return }
        _ = take(oldest)
    }
}
