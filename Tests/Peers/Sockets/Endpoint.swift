import ArgumentParser

/// A numeric address and a port, written `198.51.100.2:6891` or `[2001:db8::2]:6891`.
struct Endpoint: Equatable, Sendable, CustomStringConvertible {
    var address: String
    var port: UInt16

    var description: String { address.contains(":") ? "[\(address)]:\(port)" : "\(address):\(port)" }
}

extension Endpoint: ExpressibleByArgument {
    init?(argument: String) {
        guard let colon = argument.lastIndex(of: ":"), let port = UInt16(argument[argument.index(after: colon)...])
        else { return nil }
        let host = argument[..<colon]
        let isBracketed = host.first == "[" && host.last == "]"
        self.init(address: String(isBracketed ? host.dropFirst().dropLast() : host), port: port)
    }
}
