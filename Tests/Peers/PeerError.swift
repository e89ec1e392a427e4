/// Why a peer could not do what it was told.
enum PeerError: Error, Equatable, CustomStringConvertible {
    /// The C library refused `call` for `reason`.
    case refused(call: String, reason: String)
    /// The connection for `purpose` ended.
    case ended(purpose: String, Ending)
    /// The deadline came first.
    case deadline(waitingFor: String)
    /// The other side said something that the conversation has no place for.
    case unexpected(String)

    var description: String {
        switch self {
        case .refused(let call, let reason): "\(call): \(reason)"
        case .ended(let purpose, let ending): "the \(purpose) connection was \(ending)"
        case .deadline(let wish): "the deadline came while waiting for \(wish)"
        case .unexpected(let text): "unexpected: \(text)"
        }
    }
}

/// How a connection came to its end.
enum Ending: String, Sendable, CustomStringConvertible {
    case closed
    case reset
    /// Nothing that was sent was acknowledged any more.
    case silent

    var description: String {
        switch self {
        case .closed: "closed"
        case .reset: "reset"
        case .silent: "silent"
        }
    }
}
