import Gateway
import Glibc
import PacketHeaders
import Synchronization
import Telemetry
import Testing

/// A server on a socket of its own, whose daemon is a closure.
private func withServer(
    _ ask: @escaping @Sendable (StatusQuestion) -> Void,
    _ body: (StatusClient) throws -> Void
) throws {
    let path = "/tmp/stile-\(getpid())-\(UInt64.random(in: 0 ... .max)).sock"
    let server = StatusServer(ask: ask)
    try server.listen(atSocket: path)
    defer {
        server.close()
        unsafe remove(path)
    }
    try body(StatusClient(socket: path))
}

private func ready(_ question: StatusQuestion) {
    switch question {
    case .snapshot(let answer): answer.give(Samples.snapshot)
    case .reload(let answer): answer.give(.refused("stile.toml:3: no such key"))
    }
}

@Suite("The status server")
struct StatusServerTests {
    @Test(
        "answers each request by its target",
        arguments: [
            ("/", 200, "<!DOCTYPE html>"), ("/status", 200, "{\"version\":\"0.1.0\""),
            ("/status.txt", 200, "stiled 0.1.0, running for 1 h 2 min"), ("/metrics", 200, "# HELP stile_build_info"),
            ("/metrics?from=here", 200, "# HELP stile_build_info"), ("/reload", 405, "Only POST"),
            ("/passwd", 404, "There is no \"/passwd\" here"),
        ]
    )
    func targets(target: String, status: Int, beginning: String) throws {
        try withServer(ready) { client in
            let reply = try client.get(target)
            #expect(reply.status == status)
            #expect(reply.body.hasPrefix(beginning))
        }
    }

    @Test(
        "hands on what became of a reload",
        arguments: [
            (ReloadOutcome.done("2 keys changed"), 200, "2 keys changed\n"),
            (.refused("stile.toml:3: no such key\n"), 422, "stile.toml:3: no such key\n"),
            (.failed("the rules were not loaded"), 500, "the rules were not loaded\n"),
        ]
    )
    func reload(outcome: ReloadOutcome, status: Int, body: String) throws {
        let answerer: @Sendable (StatusQuestion) -> Void = { question in
            if case .reload(let answer) = question { answer.give(outcome) } else { ready(question) }
        }
        try withServer(answerer) { client in
            let reply = try client.post("/reload")
            #expect(reply.status == status)
            #expect(reply.body == body)
        }
    }

    @Test("hears a first answer and no second one")
    func answersOnce() throws {
        let twice: @Sendable (StatusQuestion) -> Void = { question in
            ready(question)
            if case .reload(let answer) = question { answer.give(.done("")) } else { ready(question) }
        }
        try withServer(twice) { client in
            let reply = try client.post("/reload")
            #expect(reply.status == 422)
        }
    }

    @Test("takes an answer from another thread, later")
    func answersLater() throws {
        let waiting = Mutex<[StatusQuestion]>([])
        let keep: @Sendable (StatusQuestion) -> Void = { question in
            // The reload is answered by the question that follows it, as a busy daemon would.
            if case .reload = question { waiting.withLock { $0.append(question) } } else { ready(question) }
            for question in waiting.withLock({ $0 }) { ready(question) }
        }
        try withServer(keep) { client in
            let reply = try client.post("/reload")
            #expect(reply.status == 422)
        }
    }

    @Test("replaces the socket file of a daemon that was killed")
    func replacesStaleSocket() throws {
        let path = "/tmp/stile-\(getpid())-stale.sock"
        defer { unsafe remove(path) }
        let killed = StatusServer(ask: ready)
        try killed.listen(atSocket: path)
        defer { killed.close() }
        let server = StatusServer(ask: ready)
        try server.listen(atSocket: path)
        defer { server.close() }
        #expect(try StatusClient(socket: path).get("/status.txt").status == 200)
    }

    @Test("says where it cannot listen, and what to do")
    func cannotListen() throws {
        let server = StatusServer(ask: ready)
        let error = try #require(throws: StatusServerError.self) { try server.listen(atSocket: "/nowhere/at/all") }
        #expect(error.description.hasPrefix("cannot listen at /nowhere/at/all: "))
        #expect(error.description.contains("[service]"))
    }

    @Test("a client says that nobody is there")
    func nobodyThere() throws {
        let error = try #require(throws: StatusClientError.self) {
            try StatusClient(socket: "/nowhere/at/all").get("/status.txt")
        }
        #expect(error.description.contains("/nowhere/at/all"))
        #expect(error.description.contains("is stiled running"))
    }
}
