/// What is known of the bytes that a direction brings next, whatever they are.
public enum Outlook: Sendable, Equatable {
    /// Nothing: they must be read.
    case open
    /// So many of them will leave as they are, and behind them a line, or a frame, begins.
    case harmless(Int)
    /// They belong to a message that may not pass as it is, and any of them may be one to be overwritten.
    case condemned
}

extension StreamReader {
    /// What is known of the bytes to come. A footing that is not proven knows nothing.
    var outlook: Outlook {
        guard trust == .proven else { return .open }
        switch state {
        case .skipping: return .harmless(remaining)
        case .invitation: return invitations[0].isCondemned ? .condemned : .open
        case .packet: return peerToPeer[0].outlook(remaining)
        case .direct:
            guard case .packet = peerToPeer[0].frames.place else { return .open }
            return peerToPeer[0].outlook(peerToPeer[0].packet.remaining)
        case .opening, .searching, .line, .headers, .dataConnection, .foreign: return .open
        }
    }
}
