package import Gateway

/// What a queue has lost or could not use: packets that met no classifier, and messages that nobody understood.
package struct QueueCounters: Sendable, Equatable {
    /// How often the socket's receive buffer overran (`ENOBUFS`); the packets are in `userDropped`.
    package var overruns: UInt64 = 0
    /// Packets dropped here because they were longer than what the kernel hands out.
    package var cutPackets: UInt64 = 0
    /// Verdicts and requests that the kernel answered with an error later, for example for an unknown packet.
    package var asynchronousErrors: UInt64 = 0
    /// Transfers that were counted but not logged, because the log could not keep up.
    package var unloggedTransfers: UInt64 = 0
    /// Packets that the kernel dropped because the queue was full; with fail-open it lets them by, uncounted.
    package var queueDropped: UInt64 = 0
    /// Packets that the kernel dropped because the receive buffer was full; with fail-open it lets them by, uncounted.
    package var userDropped: UInt64 = 0

    /// Nothing lost yet.
    package init() {}

    /// Adds what another queue has lost.
    package mutating func add(_ other: QueueCounters) {
        overruns &+= other.overruns
        cutPackets &+= other.cutPackets
        asynchronousErrors &+= other.asynchronousErrors
        unloggedTransfers &+= other.unloggedTransfers
        queueDropped &+= other.queueDropped
        userDropped &+= other.userDropped
    }

    /// How many packets were dropped without a decision.
    package var packets: UInt64 { queueDropped &+ userDropped &+ cutPackets }

    /// Every counter, in a fixed order, zeros included.
    package var rows: [Counters.Row] {
        [
            row("receive_buffer_overruns", overruns),
            row("kernel_dropped_queue_full", queueDropped),
            row("kernel_dropped_receive_buffer_full", userDropped),
            row("cut_packets_dropped", cutPackets),
            row("asynchronous_errors", asynchronousErrors),
            row("transfers_not_logged", unloggedTransfers),
        ]
    }

    private func row(_ kind: String, _ count: UInt64) -> Counters.Row {
        Counters.Row("queue_losses", labels: [("kind", kind)], count)
    }
}
