import NIOCore
import NIOHTTP1
import NIOPosix

/// Asks a daemon over its Unix socket.
package struct StatusClient {
    /// What the daemon answered.
    package struct Reply: Sendable, Equatable {
        /// The HTTP status.
        package var status: Int
        package var body: String
    }

    private let path: String

    /// Asks the daemon whose socket is at `path`.
    package init(socket path: String) {
        self.path = path
    }

    /// The reply to a GET of what `target` names, for example `/status.txt`.
    package func get(_ target: String) throws(StatusClientError) -> Reply {
        try exchange(.GET, target)
    }

    /// The reply to a POST, for example to `/reload`; the daemon may take a minute.
    package func post(_ target: String) throws(StatusClientError) -> Reply {
        try exchange(.POST, target)
    }

    private func exchange(_ method: HTTPMethod, _ target: String) throws(StatusClientError) -> Reply {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        defer { group.shutdownGracefully { _ in } }
        do {
            let reply = group.next().makePromise(of: Reply.self)
            do {
                let channel = try connect(group, reply)
                channel.write(HTTPClientRequestPart.head(request(method, target)), promise: nil)
                try channel.writeAndFlush(HTTPClientRequestPart.end(nil)).wait()
            } catch {
                reply.fail(error)
            }
            return try reply.futureResult.wait()
        } catch {
            throw StatusClientError(path: path, cause: "\(error)")
        }
    }

    private func connect(_ group: MultiThreadedEventLoopGroup, _ reply: EventLoopPromise<Reply>) throws -> any Channel {
        try ClientBootstrap(group: group)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHTTPClientHandlers()
                    try channel.pipeline.syncOperations.addHandler(ReplyReader(reply))
                }
            }
            .connect(unixDomainSocketPath: path).wait()
    }

    private func request(_ method: HTTPMethod, _ target: String) -> HTTPRequestHead {
        HTTPRequestHead(
            version: .http1_1,
            method: method,
            uri: target,
            headers: ["Host": "localhost", "Content-Length": "0", "Connection": "close"]
        )
    }
}

/// There is no answer from the daemon.
package struct StatusClientError: Error, Equatable, CustomStringConvertible {
    let path: String
    let cause: String

    /// What happened, where, and what to do.
    package var description: String {
        "no answer from a daemon at \(path) (\(cause)): is stiled running, with this socket, and may you use it? Try as root, "
            + "or with --socket"
    }
}
