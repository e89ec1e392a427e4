/// The first line of an HTTP/1 message (RFC 9112, sections 3 and 4).
enum HTTPStartLine: Sendable, Equatable {
    case request(HTTPRequest)
    case answer(status: Int)

    private static let version: StaticASCII = "http/1."

    /// Takes a line without its end; nil if it is none of HTTP. Of an over-long request the version may be missing.
    init?(parsing line: Span<UInt8>, isCutShort: Bool = false) {
        if line.hasPrefix(Self.version, in: line.indices) {
            guard let status = Self.status(in: line) else { return nil }
            self = .answer(status: status)
            return
        }
        guard let blank = line.indices.first(where: { line[$0].isBlank }), blank > 0,
            (0..<blank).allSatisfy({ line[$0].isUpperCaseLetter })
        else { return nil }
        let rest = line.trimmed(blank..<line.count)
        let last = rest.last { line[$0].isBlank }
        let hasVersion = last.map { line.hasPrefix(Self.version, in: ($0 + 1)..<rest.upperBound) } ?? false
        guard hasVersion || isCutShort else { return nil }
        let target = line.trimmed(rest.lowerBound..<(hasVersion ? last ?? rest.upperBound : rest.upperBound))
        guard let request = HTTPRequest(method: 0..<blank, target: target, in: line) else { return nil }
        self = .request(request)
    }

    private static func status(in line: Span<UInt8>) -> Int? {
        guard let blank = line.indices.first(where: { line[$0].isBlank }) else { return nil }
        let rest = line.trimmed(blank..<line.count)
        let status = rest.prefix { line[$0].isDigit }
        return status.count == 3 ? line.decimal(status) : nil
    }

    /// The request to the gateway that the line makes, if it does.
    var gateway: GatewayRequest? {
        if case .request(let request) = self { request.gateway } else { nil }
    }
}

/// What must be known of a request until its answer has been read.
struct HTTPRequest: Sendable, Equatable {
    /// The methods whose answers have bodies of their own rule (RFC 9112, section 6.3).
    enum Method { case head, connect, other }

    let method: Method
    let gateway: GatewayRequest?

    private static let headMethod: StaticASCII = "head"
    private static let connectMethod: StaticASCII = "connect"

    /// Nil if the target is none: a path, an address with a scheme, a star, or the host and port of `CONNECT`. The
    /// commands `GET` and `PUT` of MSNP have numbers there.
    init?(method name: Range<Int>, target: Range<Int>, in line: Span<UInt8>) {
        if line.equals(Self.connectMethod, in: name) {
            guard target.contains(where: { line[$0] == ASCII.colon }) else { return nil }
            method = .connect
            gateway = nil
            return
        }
        guard let first = target.first else { return nil }
        let isAbsolute = target.contains { line[$0] == ASCII.colon }
        guard line[first] == ASCII.slash || line[first] == ASCII.star || isAbsolute else { return nil }
        method = line.equals(Self.headMethod, in: name) ? .head : .other
        gateway = GatewayRequest(target: target, in: line)
    }
}
