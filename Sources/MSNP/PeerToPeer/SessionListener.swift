/// An address of a client as an MSNSLP text gives it.
public enum SessionAddress: Hashable, Sendable {
    /// An IPv4 address, its first byte the highest.
    case v4(UInt32)
    /// An IPv6 address, its first byte the highest.
    case v6(UInt128)
}

/// Where a client says it listens for a direct connection.
public struct SessionListener: Hashable, Sendable {
    /// The address, which translation on the way may have made another for those who connect.
    public let address: SessionAddress
    /// The TCP port.
    public let port: UInt16
}

/// Which of its addresses a client speaks of.
enum SessionNetwork: Sendable, Equatable {
    case `internal`
    case external
    case version6
}

/// The addresses and ports of a client, which come in fields of their own and in any order.
struct SessionListeners: Sendable, Equatable {
    private struct Place: Equatable {
        let network: SessionNetwork
        let address: SessionAddress
    }

    private var places: [Place] = []
    private var endpoints: [SessionListener] = []
    private var internalPort: UInt16?
    private var externalPort: UInt16?
    private var version6Port: UInt16?

    /// How many addresses are kept: a client names those of its few interfaces, and direct connections are also known by
    /// their nonce.
    static let maximum = 8

    /// Every address whose port is known.
    var all: [SessionListener] {
        endpoints
            + places.compactMap { place in
                port(of: place.network).map { SessionListener(address: place.address, port: $0) }
            }
    }

    var storedBytes: Int {
        places.count * MemoryLayout<Place>.stride + endpoints.count * MemoryLayout<SessionListener>.stride
    }

    /// Takes in addresses with blanks between them.
    mutating func add(addresses text: Span<UInt8>, of network: SessionNetwork) {
        text.forEachWord { word in
            guard places.count < Self.maximum, let address = text.address(in: word) else { return }
            places.append(Place(network: network, address: address))
        }
    }

    /// Takes in the port of all addresses of one kind; the first counts.
    mutating func set(port: UInt16?, of network: SessionNetwork) {
        switch network {
        case .internal: internalPort = internalPort ?? port
        case .external: externalPort = externalPort ?? port
        case .version6: version6Port = version6Port ?? port
        }
    }

    /// Takes in addresses with a colon and a port each.
    mutating func add(endpoints text: Span<UInt8>) {
        text.forEachWord { word in
            guard endpoints.count < Self.maximum, let colon = word.last(where: { text[$0] == ASCII.colon }),
                let address = text.address(in: word.lowerBound..<colon),
                let port: UInt16 = text.leadingNumber(in: colon + 1..<word.upperBound)
            else { return }
            endpoints.append(SessionListener(address: address, port: port))
        }
    }

    private func port(of network: SessionNetwork) -> UInt16? {
        switch network {
        case .internal: internalPort
        case .external: externalPort
        case .version6: version6Port
        }
    }
}
