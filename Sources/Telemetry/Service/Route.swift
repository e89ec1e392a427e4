/// What can be asked for.
enum Route: Equatable {
    /// The page for people.
    case page
    /// The same as JSON.
    case json
    /// The same as text.
    case text
    /// The counters in the form of Prometheus.
    case metrics
    /// To reload the policy.
    case reload

    /// The route of a request target (RFC 9112, section 3.2); nil if there is nothing.
    init?(target: String) {
        switch target.prefix(while: { $0 != "?" }) {
        case "/": self = .page
        case "/status": self = .json
        case "/status.txt": self = .text
        case "/metrics": self = .metrics
        case "/reload": self = .reload
        default: return nil
        }
    }

    /// The methods by which it is asked for, as the `Allow` field names them.
    var methods: String {
        switch self {
        case .page, .json, .text, .metrics: "GET, HEAD"
        case .reload: "POST"
        }
    }

    /// Whether it is asked for by this method.
    func allows(_ method: String) -> Bool {
        switch self {
        case .page, .json, .text, .metrics: method == "GET" || method == "HEAD"
        case .reload: method == "POST"
        }
    }
}
