import Synchronization

/// A queue that is bound, and waits for the worker that will serve it.
///
/// Binding comes before privileges fall and threads start; serving belongs to one thread. Packets that come in between
/// wait in the queue.
package final class BoundQueue: Sendable {
    /// What was asked for.
    package let configuration: QueueConfiguration
    /// What the kernel granted of it.
    package let grant: QueueGrant
    private let queue: Mutex<NetfilterQueue?>

    /// Binds the queue and lets the packets come.
    package init(_ configuration: QueueConfiguration) throws(QueueError) {
        let queue = try NetfilterQueue(configuration)
        self.configuration = configuration
        grant = queue.grant
        self.queue = Mutex(queue)
    }

    /// Hands the queue over to the calling thread; nil if it has been handed over before.
    func take() -> NetfilterQueue? {
        queue.withLock { waiting in
            let taken = consume waiting
            waiting = nil
            return taken
        }
    }
}
