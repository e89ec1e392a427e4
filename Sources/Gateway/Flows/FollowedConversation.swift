package import PacketHeaders

/// A connection that has shown to be MSN, as reports tell of it.
package struct FollowedConversation: Sendable, Equatable {
    /// What becomes of its packets.
    package enum Standing: Sendable, Equatable {
        /// They are read, and pass unless they belong to a transfer.
        case read
        /// They are dropped: the connection carries nothing but a file, or its hosts may not use MSN.
        case dropped
        /// They are answered with a reset.
        case refused
    }

    /// The end that opened it, or is taken to have.
    package var originator: Endpoint
    /// The other end.
    package var responder: Endpoint
    /// What becomes of its packets.
    package var standing: Standing
    /// For how long nothing has been said in it.
    package var silence: Duration
}

extension FlowTable {
    /// How many slots are looked at: a worker with a full table must not stand still for a report.
    private static let maximumLooked = 8192

    /// Some of the conversations that are followed at `time`, at most so many, the one that spoke last first.
    func someConversations(atMost count: Int, at time: Duration) -> [FollowedConversation] {
        let found = slots.indices.prefix(Self.maximumLooked).lazy
            .compactMap { conversation(in: $0, at: time) }
            .prefix(count)
        return found.sorted { $0.silence < $1.silence }
    }

    private func conversation(in slot: Int, at time: Duration) -> FollowedConversation? {
        switch slots[slot].state {
        case .vacant: return nil
        case .resting:
            guard slots[slot].resting.isConversation else { return nil }
            return FollowedConversation(slots[slot].resting, key: key(of: slot), at: time)
        case .awake(let place):
            guard awake[place].isConversation else { return nil }
            return FollowedConversation(awake[place], at: time)
        }
    }
}

extension FollowedConversation {
    fileprivate init(_ flow: Flow, at time: Duration) {
        (originator, responder) = flow.ends
        silence = max(.zero, time - flow.lastSeen)
        switch flow.conversation.standing {
        case .followed, .released: standing = .read
        case .condemned, .denied: standing = .dropped
        case .refused: standing = .refused
        }
    }

    fileprivate init(_ flow: RestingFlow, key: FlowKey, at time: Duration) {
        (originator, responder) = flow.ends(of: key)
        silence = max(.zero, time - flow.lastSeen)
        standing = flow.followedStanding
    }
}
