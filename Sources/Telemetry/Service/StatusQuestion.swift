import NIOCore

/// Something that somebody at the socket asks of the daemon; each is to be answered once, from any thread.
package enum StatusQuestion: Sendable {
    /// How it does.
    case snapshot(Answer<DaemonSnapshot>)
    /// To read its policy file again.
    case reload(Answer<ReloadOutcome>)
}

/// Where an answer is awaited, for some seconds; one that comes later, or a second one, is not heard.
package struct Answer<Value: Sendable>: Sendable {
    private let promise: EventLoopPromise<Value>

    init(_ promise: EventLoopPromise<Value>) {
        self.promise = promise
    }

    /// Gives the answer.
    package func give(_ value: Value) {
        promise.succeed(value)
    }
}

/// What came of the wish to reload the policy.
package enum ReloadOutcome: Sendable, Equatable {
    /// The new policy is in force; the text says what changed.
    case done(String)
    /// The policy file is bad and nothing changed; the text says why, as `stile check` does.
    case refused(String)
    /// Something else failed; the text says what is in force now.
    case failed(String)
}
