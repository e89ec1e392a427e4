/// What decides when a flow is forgotten, and what is gained by it.
struct FlowImportance {
    /// When a packet of it was last seen.
    let lastSeen: Duration
    /// Whether it has shown to be MSN.
    let isConversation: Bool
    /// How much memory it takes beyond its own size.
    let storedBytes: Int
    private let isTwoSided: Bool
    private let isOpen: Bool

    @inline(__always)
    init(_ flow: borrowing Flow) {
        lastSeen = flow.lastSeen
        isConversation = flow.isConversation
        storedBytes = flow.storedBytes
        isTwoSided = flow.isTwoSided
        isOpen = flow.conversation.phase == .open
    }

    init(_ flow: borrowing RestingFlow) {
        lastSeen = flow.lastSeen
        isConversation = flow.isConversation
        storedBytes = flow.storedBytes
        isTwoSided = flow.isTwoSided
        isOpen = flow.isOpen
    }

    /// How long the flow may be silent before it is forgotten.
    func patience(_ limits: Limits) -> Duration {
        isOpen && isConversation ? limits.idleConversation : limits.idleOther
    }

    /// Whether the flow is missed less than another.
    func isLess(than other: FlowImportance) -> Bool {
        rank != other.rank ? rank < other.rank : lastSeen < other.lastSeen
    }

    private var rank: Int {
        guard isConversation else { return 0 }
        return isTwoSided ? 2 : 1
    }
}
