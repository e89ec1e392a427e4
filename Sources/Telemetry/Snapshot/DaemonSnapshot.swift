package import Gateway

/// Everything that the daemon tells those who ask how it does, as it was at one moment.
package struct DaemonSnapshot: Sendable, Equatable {
    /// The daemon's version.
    package var version: String
    /// When the daemon started, and when this was taken.
    package var started: Timestamp
    package var taken: Timestamp
    /// The policy in force, in the words of the policy file.
    package var policy: [PolicyRow] = []
    /// Every counter of all workers together, zeros included: packets, transfers, outcomes and the rest.
    package var counters: [Counters.Row] = []
    /// The queues, by number.
    package var queues: [QueueState] = []
    /// How many connections are followed now, and how many of them have shown to be MSN.
    package var flows = 0
    package var conversations = 0
    /// Some of the conversations, at most `maximumRows`.
    package var latestConversations: [ConversationState] = []
    /// How many bytes of streams are stored.
    package var storedBytes = 0
    /// The transfers that were heard of last, the latest first, at most `maximumRows`.
    package var latestTransfers: [TransferEntry] = []
    /// How many events were lost because their sink stood still or was full.
    package var eventsLost: UInt64 = 0
    /// How much memory the process has in use, in bytes; 0 where that is not known.
    package var residentBytes: UInt64 = 0

    /// The most rows that a list has: more than a person reads, and little to send.
    package static let maximumRows = 50

    /// A daemon that has nothing to tell yet.
    package init(version: String, started: Timestamp, taken: Timestamp) {
        self.version = version
        self.started = started
        self.taken = taken
    }
}

/// One line of the policy in force: a key of the policy file, and its value as it would be written.
package struct PolicyRow: Sendable, Equatable {
    package var key: String
    package var value: String

    /// A line of the policy.
    package init(_ key: String, _ value: String) {
        self.key = key
        self.value = value
    }
}

/// One kernel queue and what it has lost.
package struct QueueState: Sendable, Equatable {
    /// Its number.
    package var number: UInt16
    /// Whether a worker serves it now.
    package var isServed = true
    /// How many packets wait in it, and how many may.
    package var waiting: UInt64 = 0
    package var length: UInt64 = 0
    /// Packets that the kernel dropped because the queue was full.
    package var droppedByQueue: UInt64 = 0
    /// Packets that the kernel dropped because the receive buffer was full.
    package var droppedByUser: UInt64 = 0
    /// How often the receive buffer overran (`ENOBUFS`).
    package var overruns: UInt64 = 0
    /// Packets dropped because they were longer than what the kernel hands out.
    package var cutPackets: UInt64 = 0
    /// How often its worker had to be started again.
    package var restarts: UInt64 = 0
    /// How long its packets waited for their verdicts.
    package var latency = LatencyHistogram()

    /// A queue that has lost nothing.
    package init(number: UInt16) {
        self.number = number
    }

    /// Packets lost in any way.
    package var lost: UInt64 { droppedByQueue &+ droppedByUser &+ cutPackets }
}
