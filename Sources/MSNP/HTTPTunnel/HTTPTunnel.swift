/// One TCP connection that speaks HTTP/1: its two directions, the requests that have not been answered, and the session of
/// the gateway that is being read.
///
/// What the messages carry is read by the two readers of the `Connection`, as if the bodies were the whole stream. They
/// belong to one session at a time; `held` names it, and another is exchanged for it through `StreamEvent.gatewaySession`.
struct HTTPTunnel: Sendable {
    /// A request whose answer has not been read.
    struct Exchange {
        var request: HTTPRequest
        /// The session that it belongs to; nil if it is not the gateway's.
        var session: SessionName?
    }

    /// The direction in which the requests travel.
    let requests: Connection.Direction
    private var originator = HTTPReader()
    private var responder = HTTPReader()
    /// The directions that are read as if there were no HTTP: behind `CONNECT`, or because it was lost.
    private var plain: (originator: Bool, responder: Bool) = (false, false)
    /// The requests that have not been answered, in order, at most `maximumOutstanding`.
    private(set) var outstanding: [Exchange] = []
    /// Whether `outstanding` is complete. Where it is not, an answer is read by what itself tells.
    private(set) var isPaired = true
    /// Whether a request to the gateway, or an answer of it, has been seen.
    var isGateway = false
    /// The session that the readers of the connection are in the middle of; nil if they are in none.
    var held: SessionName?
    /// Whether the held session ends with the answer being read.
    var closes = false
    /// What `StreamEvent.gatewaySession` has asked for, until it is answered.
    var asked: Asked?
    /// How many bytes of bodies have been passed over.
    private var passedOver = 0

    /// The session to be held instead of the one that is; nil to hold none.
    struct Asked {
        var session: SessionName?
    }

    /// More than browsers or proxies send before they have an answer.
    static let maximumOutstanding = 64
    /// How many bytes of requests' own lines are read without one to the gateway, before the connection is foreign: as
    /// many as any other stream may go without a footing, and a dozen requests of a browser. A client keeps its
    /// connections, be they through a proxy, for a few pages of its own and the gateway.
    static let maximumLines = StreamReader.maximumSearch
    /// How many bytes of bodies are passed over likewise: no page that a client shows is as long.
    static let maximumPassedOver = 1 << 20

    init(requests: Connection.Direction) {
        self.requests = requests
    }

    subscript(direction: Connection.Direction) -> HTTPReader {
        get { direction == .originator ? originator : responder }
        _modify {
            if direction == .originator { yield &originator } else { yield &responder }
        }
    }

    /// Whether a direction is read as if there were no HTTP.
    func isPlain(_ direction: Connection.Direction) -> Bool {
        direction == .originator ? plain.originator : plain.responder
    }

    mutating func setPlain(_ direction: Connection.Direction, _ isPlain: Bool) {
        if direction == .originator { plain.originator = isPlain } else { plain.responder = isPlain }
    }

    /// Whether so much has been read of requests that none to the gateway is to be expected any more.
    var hasReadEnough: Bool { !isGateway && self[requests].readInLines > Self.maximumLines }

    var storedBytes: Int {
        MemoryLayout<HTTPTunnel>.stride + originator.storedBytes + responder.storedBytes
            + outstanding.count * MemoryLayout<Exchange>.stride
    }

    /// Counts up to so many bytes of a body that nobody reads; answers how many may be passed over before the connection
    /// is foreign.
    mutating func passOver(upTo count: Int) -> Int {
        guard !isGateway else { return count }
        let count = min(count, Self.maximumPassedOver - passedOver)
        passedOver += count
        return count
    }

    // MARK: Requests and answers

    /// Remembers a request until it is answered. Beyond the limit the answers are no longer told apart.
    mutating func expectAnswer(to request: HTTPRequest) {
        guard isPaired else { return }
        outstanding.append(Exchange(request: request, session: request.gateway?.session))
        if outstanding.count > Self.maximumOutstanding { losePairing() }
    }

    /// The request to which the answer being read belongs; nil if it is not known.
    var answered: Exchange? { outstanding.first }

    /// Takes the request whose answer is being read for answered.
    mutating func settleAnswer() {
        if !outstanding.isEmpty { outstanding.removeFirst() }
    }

    /// Gives up knowing which answer belongs to which request.
    mutating func losePairing() {
        isPaired = false
        outstanding.removeAll()
    }

    /// Whether the answer being read, with this status, is one of the gateway. Errors come from proxies too, as pages.
    func isGatewayAnswer(status: Int) -> Bool {
        if self[requests.reversed].head.isFromGateway { return true }
        guard (200..<300).contains(status) else { return false }
        return isPaired && !outstanding.isEmpty ? answered?.session != nil : isGateway
    }

    /// Gives the held session the name that an answer has told.
    mutating func rename(to name: SessionName) {
        let former = held
        held = name
        for index in outstanding.indices where outstanding[index].session == former {
            outstanding[index].session = name
        }
        if self[requests].session == former { self[requests].session = name }
    }

    /// Whether a message of the held session is still being read, or to come: then it is not given back yet.
    var isInExchange: Bool {
        outstanding.contains { $0.session != nil } || originator.session != nil || responder.session != nil
    }
}
