import Gateway

/// What happens inside a worker's thread: wait, take a batch, decide each packet, send the verdicts, and again.
struct WorkerLoop: ~Copyable {
    private var queue: NetfilterQueue
    private var classifier: PacketClassifier
    private let configuration: QueueConfiguration
    private let requests: Mailbox<WorkerRequest>
    private let mailbox: Mailbox<WorkerMessage>
    private var unlogged: UInt64 = 0
    private var latency = LatencyHistogram()

    /// So few that a request is heard within milliseconds.
    private static let batchesBetweenWaits = 16

    /// Serves the queue until asked to stop or until it fails, and returns the worker's last message.
    ///
    /// The queue is closed by then.
    static func run(
        _ bound: BoundQueue,
        _ classifier: consuming PacketClassifier,
        requests: Mailbox<WorkerRequest>,
        mailbox: Mailbox<WorkerMessage>
    ) -> WorkerMessage {
        guard let queue = bound.take() else { preconditionFailure("two workers for one queue") }
        var loop = WorkerLoop(queue, classifier, bound.configuration, requests: requests, mailbox: mailbox)
        let cause = loop.serve()
        return .ended(loop.counters, cause: cause)
    }

    private init(
        _ queue: consuming NetfilterQueue,
        _ classifier: consuming PacketClassifier,
        _ configuration: QueueConfiguration,
        requests: Mailbox<WorkerRequest>,
        mailbox: Mailbox<WorkerMessage>
    ) {
        self.queue = queue
        self.classifier = classifier
        self.configuration = configuration
        self.requests = requests
        self.mailbox = mailbox
    }

    /// Returns why it ended; nil if it was asked to.
    ///
    /// Either way what waits is answered as far as the kernel lets us.
    private mutating func serve() -> QueueError? {
        var cause: QueueError?
        do throws(QueueError) {
            while try !waitAndAnswerRequests() {
                // Under load the next batch is there already, and to take it without asking saves a system call.
                for _ in 0..<Self.batchesBetweenWaits { guard try serveBatch() else { break } }
            }
        } catch {
            cause = error
        }
        do throws(QueueError) {
            try drain()
        } catch {
            cause = cause ?? error
        }
        return cause
    }

    /// Sleeps until there are packets or requests; true when asked to stop.
    ///
    /// No verdict is unsent here.
    private mutating func waitAndAnswerRequests() throws(QueueError) -> Bool {
        let ready: (queue: Bool, requests: Bool)
        do throws(SystemError) {
            let (queue, requests) = try Descriptor.wait(for: queue.descriptor, or: requests.descriptor)
            ready = (queue, requests)
        } catch {
            throw .failed(action: "wait for packets from queue \(queue.number)", error)
        }
        guard ready.requests else { return false }

        var stop = false
        for request in requests.takeAll() {
            switch request {
            case .counters: mailbox.post(.counters(counters))
            case .adopt(let policy):
                classifier.adopt(policy)
                mailbox.post(.adopted(queue: queue.number))
            case .stop: stop = true
            }
        }
        return stop
    }

    /// Takes a batch and answers every packet of it; false when there was none.
    private mutating func serveBatch() throws(QueueError) -> Bool {
        guard try queue.receive() else { return false }
        let time = MonotonicClock.now()
        var transfers: [Decision] = []
        var answered = 0
        while var packet = queue.next() {
            guard !packet.isCut else {
                packet.drop()
                continue
            }
            let decision = packet.classify(with: &classifier, at: time)
            answered += 1
            packet.give(decision.verdict, mark: decision.mark, bits: configuration.marks)
            if !decision.sightings.isEmpty { transfers.append(decision) }
        }
        try queue.flush()
        if answered > 0 { latency.record(MonotonicClock.now() - time, packets: answered) }
        // After the flush: no packet waits for the log.
        for transfer in transfers where !mailbox.offer(.transfer(transfer)) {
            unlogged &+= 1
        }
        return true
    }

    /// Answers what still waits in the queue.
    ///
    /// Nothing new enters, so this ends by itself; the bound is for a kernel that would not close the entrance.
    private mutating func drain() throws(QueueError) {
        try queue.closeEntrance()
        for _ in 0...configuration.maximumLength {
            guard try serveBatch() else { return }
        }
    }

    private var counters: WorkerCounters {
        var counters = WorkerCounters(queue: queue.number)
        counters.packets = classifier.counters
        counters.losses = queue.counters
        counters.losses.unloggedTransfers = unlogged
        counters.latency = latency
        counters.conversations = classifier.conversations
        counters.latestConversations = classifier.someConversations(
            atMost: WorkerCounters.maximumConversations,
            at: MonotonicClock.now()
        )
        counters.followedFlows = classifier.followedFlows
        counters.storedBytes = classifier.storedBytes
        return counters
    }
}
