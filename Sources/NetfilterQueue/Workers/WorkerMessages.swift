package import Gateway

/// What the daemon may ask a worker for.
enum WorkerRequest: Sendable {
    /// Post the counters.
    case counters
    /// Decide the next packet, and all after it, by this policy.
    case adopt(Policy)
    /// Answer what waits in the queue, and end.
    case stop
}

/// What a worker tells the daemon.
package enum WorkerMessage: Sendable {
    /// A packet carried part of a transfer.
    case transfer(Decision)
    /// The policy that was asked for has taken hold; no packet will be decided by an older one.
    case adopted(queue: UInt16)
    /// The counters that were asked for.
    case counters(WorkerCounters)
    /// The worker has answered all its packets and is gone; the last message. `cause` is nil if it was asked to stop.
    case ended(WorkerCounters, cause: QueueError?)
}

/// Everything that one worker has counted since it started.
package struct WorkerCounters: Sendable {
    /// The worker's queue.
    package let queue: UInt16
    /// Of the packets it has classified.
    package var packets = Counters()
    /// Of those that never met its classifier.
    package var losses = QueueCounters()
    /// How long packets waited from when they were received until their verdicts were sent.
    package var latency = LatencyHistogram()
    /// How many flows it follows now, and how many of them have shown to be MSN.
    package var followedFlows = 0
    package var conversations = 0
    /// Some of those, at most `maximumConversations`, the one that spoke last first.
    package var latestConversations: [FollowedConversation] = []
    /// How many bytes of their streams it stores now.
    package var storedBytes = 0

    /// As many conversations as a list of them shows.
    package static let maximumConversations = 50

    /// Nothing counted yet.
    package init(queue: UInt16) {
        self.queue = queue
    }

    /// Adds what another worker of the same queue has counted.
    package mutating func add(_ other: WorkerCounters) {
        packets.add(other.packets)
        losses.add(other.losses)
        latency.add(other.latency)
        followedFlows += other.followedFlows
        conversations += other.conversations
        latestConversations += other.latestConversations
        storedBytes += other.storedBytes
    }
}
