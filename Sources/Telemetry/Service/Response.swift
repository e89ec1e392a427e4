/// What is sent back to one request.
struct Response: Sendable, Equatable {
    /// The HTTP status.
    var status: Int
    /// The media type of the body.
    var type: String
    var body: String
    /// Header fields beside those that every response has.
    var fields: [(name: String, value: String)] = []

    init(_ status: Int, _ type: String, _ body: String, fields: [(name: String, value: String)] = []) {
        self.status = status
        self.type = type
        self.body = body
        self.fields = fields
    }

    /// A response of one line, or a few, for a person.
    static func text(_ status: Int, _ body: String) -> Response {
        Response(status, "text/plain; charset=utf-8", body)
    }

    static func == (a: Response, b: Response) -> Bool {
        a.status == b.status && a.type == b.type && a.body == b.body
            && a.fields.elementsEqual(b.fields, by: ==)
    }
}

extension Response {
    static let unanswered = text(503, "The daemon does not answer: it is busy or hung. Look at its log.\n")

    static func notFound(_ path: String) -> Response {
        text(404, "There is no \(PeerText(path)) here. There are /, /status, /status.txt and /metrics.\n")
    }

    static let reloadOverTCP = text(
        403,
        "The policy is reloaded over the daemon's Unix socket only: use `stile reload`.\n"
    )

    static func notAllowed(_ allowed: String) -> Response {
        var response = text(405, "Only \(allowed) is allowed here.\n")
        response.fields = [("Allow", allowed)]
        return response
    }

    init(_ outcome: ReloadOutcome) {
        self =
            switch outcome {
            case .done(let text): .text(200, text.endingInLineFeed)
            case .refused(let text): .text(422, text.endingInLineFeed)
            case .failed(let text): .text(500, text.endingInLineFeed)
            }
    }
}

extension String {
    fileprivate var endingInLineFeed: String { hasSuffix("\n") ? self : self + "\n" }
}
