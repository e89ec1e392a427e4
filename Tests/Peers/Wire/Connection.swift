/// A connection that speaks commands.
final class Connection {
    let socket: Socket
    private var stream = CommandStream()
    private var held: [UInt8]?
    /// How what is sent is cut; nil leaves it to the kernel.
    var cutting: Cutting?

    init(_ socket: Socket, cutting: Cutting? = nil) {
        self.socket = socket
        self.cutting = cutting
    }

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

    private func send(_ bytes: [UInt8]) throws(PeerError) {
        guard let cutting else { return try socket.send(bytes) }
        for piece in cutting.pieces(of: bytes) { try socket.sendAlone(Array(piece)) }
    }

    /// The commands that have arrived whole; blocks when nothing has arrived: ask `Socket.ready` first.
    func receive() throws(PeerError) -> Received {
        switch socket.receive() {
        case .ended(let ending): return .ended(ending)
        case .bytes(let bytes): stream.append(bytes)
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
