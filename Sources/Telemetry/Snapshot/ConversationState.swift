package import Gateway
package import PacketHeaders

/// One conversation that the gateway follows.
package struct ConversationState: Sendable, Equatable {
    /// The end that opened the connection, as far as that is known, and the other one.
    package var originator: Endpoint
    package var responder: Endpoint
    /// What the gateway does with its packets: `read`, `dropped`, `refused`.
    package var standing: String
    /// For how many seconds nothing has been said in it.
    package var silentSeconds: Int64

    /// A conversation with everything told.
    package init(originator: Endpoint, responder: Endpoint, standing: String, silentSeconds: Int64) {
        self.originator = originator
        self.responder = responder
        self.standing = standing
        self.silentSeconds = silentSeconds
    }
}

extension ConversationState {
    /// A conversation as a worker tells of it.
    package init(_ conversation: FollowedConversation) {
        let standing =
            switch conversation.standing {
            case .read: "read"
            case .dropped: "dropped"
            case .refused: "refused"
            }
        self.init(
            originator: conversation.originator,
            responder: conversation.responder,
            standing: standing,
            silentSeconds: conversation.silence.components.seconds
        )
    }
}
