/// A connection that speaks commands.
final class Connection {
    let socket: Socket
    private var stream = CommandStream()
    private var held: [UInt8]?
    private var tunnel: (any Tunnel)?
    /// How what is sent is cut; nil leaves it to the kernel.
    var cutting: Cutting?

    init(_ socket: Socket, cutting: Cutting? = nil, tunnel: (any Tunnel)? = nil) {
        self.socket = socket
        self.cutting = cutting
        self.tunnel = tunnel
    }

    /// Whether a tunnel keeps back what was sent.
    var holdsBack: Bool { tunnel?.holdsBack == true }

    /// Sends `command`, or keeps it back while a common segment is being put together.
    func send(_ command: Command) throws(PeerError) {
        if held == nil { try send(command.bytes) } else { held? += command.bytes }
    }

    /// From here on commands are kept back.
    func hold() {
        held = []
    }

    /// Sends all that was kept back in one piece.
    func release() throws(PeerError) {
        let bytes = held ?? []
        held = nil
        try send(bytes)
    }

    /// Writes what the tunnel has due; to be called again and again.
    func flush() throws(PeerError) {
        let bytes = tunnel?.due() ?? []
        if !bytes.isEmpty { try write(bytes) }
    }

    private func send(_ bytes: [UInt8]) throws(PeerError) {
        if tunnel == nil { try write(bytes) } else { tunnel?.put(bytes) }
    }

    private func write(_ bytes: [UInt8]) throws(PeerError) {
        guard let cutting else { return try socket.send(bytes) }
        for piece in cutting.pieces(of: bytes) { try socket.sendAlone(Array(piece)) }
    }

    /// The commands that have arrived whole; blocks when nothing has arrived: ask `Socket.ready` first.
    func receive() throws(PeerError) -> Received {
        switch socket.receive() {
        case .ended(let ending): return .ended(ending)
        case .bytes(let bytes): stream.append(try tunnel?.take(bytes) ?? bytes)
        }
        var commands: [Command] = []
        while let command = try stream.next() { commands.append(command) }
        return .commands(commands)
    }

    enum Received {
        case commands([Command])
        case ended(Ending)
    }
}
