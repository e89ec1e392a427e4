package import Gateway

/// One thread that serves one queue.
///
/// The thread owns the queue and the classifier. What passes between the worker and the daemon are messages: requests
/// to the worker, and the worker's own into the mailbox it was given.
package final class QueueWorker: Sendable {
    /// The queue that it serves.
    package let queue: UInt16
    private let requests: Mailbox<WorkerRequest>

    /// Starts the thread.
    package init(
        _ bound: BoundQueue,
        policy: Policy,
        limits: Limits,
        ledger: TransferLedger,
        reportingTo mailbox: Mailbox<WorkerMessage>
    ) throws(QueueError) {
        queue = bound.configuration.number
        do throws(SystemError) {
            let requests = try Mailbox<WorkerRequest>()
            self.requests = requests
            try DetachedThread.start {
                let classifier = PacketClassifier(policy: policy, limits: limits, ledger: ledger)
                mailbox.post(WorkerLoop.run(bound, classifier, requests: requests, mailbox: mailbox))
            }
        } catch {
            throw .failed(action: "start a thread for queue \(bound.configuration.number)", error)
        }
    }

    /// Asks for a `counters` message; the answer is also the sign that the worker is alive.
    package func askForCounters() {
        requests.post(.counters)
    }

    /// Asks to go on under another policy from the next packet on, and to say so with an `adopted` message.
    package func askToAdopt(_ policy: Policy) {
        requests.post(.adopt(policy))
    }

    /// Asks for an end: what waits in the queue is answered first.
    package func askToStop() {
        requests.post(.stop)
    }
}
