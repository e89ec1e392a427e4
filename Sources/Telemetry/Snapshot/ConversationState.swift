package import PacketHeaders

/// One conversation that the gateway follows.
package struct ConversationState: Sendable, Equatable {
    /// The end that opened the connection, as far as that is known, and the other one.
    package var originator: Endpoint
    package var responder: Endpoint
    /// What the gateway does with its packets: `followed`, `file connection`, `refused`.
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
