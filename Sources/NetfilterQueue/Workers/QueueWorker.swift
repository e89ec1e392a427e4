package import Gateway

/// One thread that serves one queue.
///
/// The thread owns the queue and the classifier; both are made in it and never leave it. What passes between the
/// worker and the daemon are messages: requests to the worker, and the worker's own into the mailbox it was given.
package final class QueueWorker: Sendable {
    /// The queue that it serves.
    package let queue: UInt16
    private let requests: Mailbox<WorkerRequest>

    /// Starts the thread; its first message says whether the queue could be bound.
    package init(
        _ configuration: QueueConfiguration,
        policy: Policy,
        ledger: TransferLedger,
        reportingTo mailbox: Mailbox<WorkerMessage>
    ) throws(QueueError) {
        queue = configuration.number
        do throws(SystemError) {
            let requests = try Mailbox<WorkerRequest>()
            self.requests = requests
            try DetachedThread.start {
                let classifier = PacketClassifier(policy: policy, ledger: ledger)
                let ended = WorkerLoop.run(configuration, classifier, requests: requests, mailbox: mailbox)
                mailbox.post(ended)
            }
        } catch {
            throw .failed(action: "start a thread for queue \(configuration.number)", error)
        }
    }

    /// Asks for a `counters` message.
    package func askForCounters() {
        requests.post(.counters)
    }

    /// Asks for an end: what waits in the queue is answered first.
    package func askToStop() {
        requests.post(.stop)
    }
}
