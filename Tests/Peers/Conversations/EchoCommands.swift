import ArgumentParser

/// Sends back whatever comes, until it is ended.
struct ServeEcho: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "echo-server",
        abstract: "Send back whatever comes, on a connection that has nothing to do with MSN."
    )

    @Option(help: "Where to listen.") var listen: Endpoint

    func run() throws {
        let listener = try Socket.listening(at: listen)
        var callers: [Socket] = []
        while true {
            let ready = Socket.ready(among: [listener] + callers)
            callers = zip(callers, ready.dropFirst()).filter { !$1 || echo($0) }.map(\.0)
            if ready[0] { callers.append(try listener.accept()) }
        }
    }

    /// Whether the caller is still there.
    private func echo(_ caller: Socket) -> Bool {
        switch caller.receive() {
        case .bytes(let bytes): (try? caller.send(bytes)) != nil
        case .ended: false
        }
    }
}

/// Sends bytes and compares what comes back.
struct CheckEcho: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "echo",
        abstract: "Call an echo server, and compare what comes back with what was sent."
    )

    @Option(help: "Where the echo server listens.") var server: Endpoint
    @Option(help: "The address to call from.") var from: String
    @Option(help: "How many bytes to send in all.") var size = 100_000
    @OptionGroup var patience: Patience

    func run() throws {
        let deadline = patience.deadline
        let socket = try Socket.calling(server, from: from, until: deadline)
        var reader = ByteReader(socket, until: deadline)
        let bytes = File(name: "echo", size: size).bytes
        for start in stride(from: 0, to: bytes.count, by: 8192) {
            let part = Array(bytes[start..<min(start + 8192, bytes.count)])
            try socket.send(part)
            if try reader.take(part.count) != part {
                throw PeerError.unexpected("an altered echo after \(start) bytes")
            }
        }
        report("echoed \(size) bytes intact")
    }
}
