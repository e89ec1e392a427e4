/// One end of a TCP connection: an address and a port.
public struct Endpoint: Hashable, Sendable {
    /// The address.
    public let address: IPAddress
    /// The port, 0 to 65535, in host byte order.
    public let port: UInt16

    /// An endpoint from its two parts.
    public init(address: IPAddress, port: UInt16) {
        self.address = address
        self.port = port
    }
}

extension Endpoint: Comparable {
    /// Orders by address, then by port.
    public static func < (a: Endpoint, b: Endpoint) -> Bool {
        a.address != b.address ? a.address < b.address : a.port < b.port
    }
}
