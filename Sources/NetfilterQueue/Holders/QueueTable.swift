/// The text of /proc/net/netfilter/nfnetlink_queue: one line of numbers for each bound queue.
package struct QueueTable: Sendable {
    /// What the kernel says of one queue.
    package struct Entry: Sendable, Equatable {
        /// The queue's number.
        package let queue: UInt16
        /// The netlink port of the socket that bound it, which need not be a process id.
        package let port: UInt32
        /// Packets that wait for a verdict.
        package let waiting: UInt64
        /// Packets dropped because the queue was full.
        package let queueDropped: UInt64
        /// Packets dropped because the socket's receive buffer was full.
        package let userDropped: UInt64
    }

    static let path = "/proc/net/netfilter/nfnetlink_queue"

    /// Every bound queue of the network namespace, whoever has it.
    package let entries: [Entry]

    /// Reads the columns queue, port, length, copy mode, copy range, queue dropped, user dropped; lines that have
    /// other ones are left out.
    init(parsing text: String) {
        entries = text.split(separator: "\n").compactMap { line in
            let columns = line.split(separator: " ")
            guard columns.count >= 7, let queue = UInt16(columns[0]), let port = UInt32(columns[1]),
                let waiting = UInt64(columns[2]), let queueDropped = UInt64(columns[5]),
                let userDropped = UInt64(columns[6])
            else { return nil }
            return Entry(
                queue: queue,
                port: port,
                waiting: waiting,
                queueDropped: queueDropped,
                userDropped: userDropped
            )
        }
    }

    /// The line of one queue.
    package func entry(for queue: UInt16) -> Entry? {
        entries.first { $0.queue == queue }
    }
}
