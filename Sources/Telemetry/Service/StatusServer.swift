import Glibc
import NIOCore
import NIOHTTP1
import NIOPosix
package import PacketHeaders
import Synchronization

/// Tells over HTTP how the daemon does: `/` for people, `/status` (JSON), `/status.txt`, `/metrics` (Prometheus), and
/// `POST /reload`, which only the Unix socket takes.
///
/// One thread of its own serves all connections; what it shows it asks of the daemon, whose answer may come from any
/// thread. Nothing here is waited for by a packet.
package final class StatusServer: Sendable {
    /// More than people, a scraper and `stile top` need at once; further ones are closed at once.
    static let maximumConnections = 32
    /// How often a sample is taken for the chart.
    static let samplingInterval = TimeAmount.seconds(5)

    private let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    private let desk: ReceptionDesk
    private let connections = Atomic<Int>(0)
    private let channels = Mutex<[any Channel]>([])

    /// A server that calls `ask`, on its own thread and never for long, with each question; nobody can reach it yet.
    ///
    /// The thread begins here and inherits what the caller has: signal mask, user and capabilities.
    package init(ask: @escaping @Sendable (StatusQuestion) -> Void) {
        desk = ReceptionDesk(ask: ask)
        let desk = desk
        let loop = group.next()
        loop.scheduleRepeatedTask(initialDelay: .zero, delay: Self.samplingInterval) { _ in desk.sample(on: loop) }
    }

    /// Listens at a Unix socket, which its user and group may use. A socket file that stands there is replaced, so let
    /// only that daemon do it that holds the queues; another kind of file is an error.
    package func listen(atSocket path: String) throws(StatusServerError) {
        // The server's thread makes the file while this one waits.
        let mask = umask(0o117)
        defer { umask(mask) }
        try add(path) {
            try bootstrap(isLocal: true).bind(unixDomainSocketPath: path, cleanupExistingSocketFile: true).wait()
        }
    }

    /// Listens at an address and a port; everybody who can reach them can read the status.
    ///
    /// Returns the port, which the kernel chooses where 0 is asked for.
    @discardableResult
    package func listen(at endpoint: Endpoint) throws(StatusServerError) -> UInt16 {
        let channel = try add("\(endpoint)") {
            try bootstrap(isLocal: false).bind(host: "\(endpoint.address)", port: Int(endpoint.port)).wait()
        }
        return channel.localAddress?.port.map { UInt16(truncatingIfNeeded: $0) } ?? endpoint.port
    }

    /// Lets nobody connect any more, and takes the socket file away. Not to be called by `ask`.
    package func close() {
        // Fails only where it is closed already.
        for channel in channels.withLock(\.self) { try? channel.close().wait() }
    }

    @discardableResult
    private func add(_ place: String, _ listen: () throws -> any Channel) throws(StatusServerError) -> any Channel {
        do {
            let channel = try listen()
            channels.withLock { $0.append(channel) }
            return channel
        } catch {
            throw StatusServerError(place: place, cause: "\(error)")
        }
    }

    private func bootstrap(isLocal: Bool) -> ServerBootstrap {
        let desk = desk
        return ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: 16)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                guard self.admit(channel) else { return channel.close() }
                return channel.eventLoop.makeCompletedFuture {
                    let pipeline = channel.pipeline.syncOperations
                    try pipeline.addHandler(RequestBound())
                    try pipeline.configureHTTPServerPipeline(withPipeliningAssistance: false)
                    try pipeline.addHandler(RequestReader(desk, isLocal: isLocal))
                }
            }
    }

    /// Counts a connection as long as it lives; false if there are too many.
    private func admit(_ channel: any Channel) -> Bool {
        let count = connections.wrappingAdd(1, ordering: .relaxed).newValue
        channel.closeFuture.whenComplete { _ in self.connections.wrappingSubtract(1, ordering: .relaxed) }
        return count <= Self.maximumConnections
    }
}

/// The status server cannot listen where it was told to.
package struct StatusServerError: Error, Equatable, CustomStringConvertible {
    let place: String
    let cause: String

    /// What happened, where, and what to do.
    package var description: String {
        "cannot listen at \(place): \(cause); is the folder there and ours, and is no other program there? "
            + "(policy file: [service])"
    }
}
