import Glibc

/// /proc/net/netfilter/nfnetlink_queue, which only root may open, held open.
///
/// The kernel makes the text anew for each reading from its beginning, whoever reads.
package final class QueueTableFile: Sendable {
    private let descriptor: Int32

    /// Opens the table of this network namespace; nil where that is not allowed, or there is none.
    package init?() {
        descriptor = unsafe open(QueueTable.path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
    }

    deinit {
        close(descriptor)
    }

    /// What the kernel says of its queues now.
    package func read() -> QueueTable {
        QueueTable(parsing: ProcFile.text(readingFrom: descriptor))
    }
}
