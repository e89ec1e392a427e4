/// A connection from client to client, past every server: frames behind their length, the first ones a greeting.
final class DirectConnection {
    let socket: Socket
    private let version: PacketVersion
    private let nonce: SessionGUID
    private let isCaller: Bool
    private var bytes: [UInt8] = []
    private var framesSeen = 0
    /// Whether both sides have shown the nonce.
    private(set) var isOpen = false

    /// The end that called greets at once, in one segment.
    init(calling socket: Socket, version: PacketVersion, nonce: SessionGUID) throws(PeerError) {
        self.socket = socket
        self.version = version
        self.nonce = nonce
        isCaller = true
        try socket.send(Self.framed(Self.greeting) + Self.framed(nonceFrame))
    }

    /// The end that listened waits to be greeted.
    init(called socket: Socket, version: PacketVersion, nonce: SessionGUID) {
        self.socket = socket
        self.version = version
        self.nonce = nonce
        isCaller = false
    }

    func send(_ frame: [UInt8]) throws(PeerError) {
        try socket.send(Self.framed(frame))
    }

    /// The packets that have come whole; blocks when nothing has arrived: ask `Socket.ready` first.
    func receive() throws(PeerError) -> [[UInt8]] {
        switch socket.receive() {
        case .ended(let ending): throw .ended(purpose: "direct", ending)
        case .bytes(let more): bytes += more
        }
        var packets: [[UInt8]] = []
        while let frame = nextFrame() {
            if isOpen { packets.append(frame) } else { try greet(with: frame) }
        }
        return packets
    }

    private static let greeting = Array("foo\0".utf8)

    private func greet(with frame: [UInt8]) throws(PeerError) {
        framesSeen += 1
        if !isCaller, framesSeen == 1 {
            guard frame == Self.greeting else { throw .unexpected("a direct connection that does not begin with foo") }
            return
        }
        guard frame.suffix(16) == nonce.wire[...] else { throw .unexpected("a nonce of no session") }
        if !isCaller { try send(nonceFrame) }
        isOpen = true
    }

    /// In the first version a header without data that holds the nonce in its last 16 bytes.
    private var nonceFrame: [UInt8] {
        guard version == .one else { return nonce.wire }
        var header: [UInt8] = []
        header.append(0 as UInt32, .little)
        header.append(1006 as UInt32, .little)
        header += [UInt8](repeating: 0, count: 20)
        header.append(0x100 as UInt32, .little)
        return header + nonce.wire
    }

    private func nextFrame() -> [UInt8]? {
        guard let length: UInt32 = bytes[...].number(at: 0, .little), bytes.count >= 4 + Int(length) else { return nil }
        let frame = Array(bytes[4..<4 + Int(length)])
        bytes.removeFirst(4 + Int(length))
        return frame
    }

    private static func framed(_ frame: [UInt8]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.append(UInt32(frame.count), .little)
        return bytes + frame
    }
}

/// Where somebody listens for a direct connection, and the secret to show there.
struct DirectPlace: Equatable {
    var endpoint: Endpoint
    var nonce: SessionGUID

    init(_ endpoint: Endpoint, nonce: SessionGUID) {
        self.endpoint = endpoint
        self.nonce = nonce
    }

    /// Nil where nobody listens.
    init?(_ text: SessionText) {
        guard text["Listening"] == "true", let nonce = text["Nonce"].flatMap({ SessionGUID($0) }),
            let address = text["IPv4Internal-Addrs"], let port = text["IPv4Internal-Port"].flatMap({ UInt16($0) })
        else { return nil }
        self.init(Endpoint(address: address, port: port), nonce: nonce)
    }

    var fields: [Field] {
        [
            Field(name: "Bridge", value: "TCPv1"), Field(name: "Listening", value: "true"),
            Field(name: "Nonce", value: "\(nonce)"),
            Field(name: "IPv4Internal-Addrs", value: endpoint.address),
            Field(name: "IPv4Internal-Port", value: "\(endpoint.port)"),
        ]
    }

    static let request = [
        Field(name: "Bridges", value: "TRUDPv1 TCPv1"), Field(name: "NetID", value: "-1280904111"),
        Field(name: "Conn-Type", value: "Direct-Connect"), Field(name: "UPnPNat", value: "false"),
        Field(name: "ICF", value: "false"),
    ]
}
