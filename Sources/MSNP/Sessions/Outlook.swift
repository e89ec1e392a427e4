/// What is known of the bytes that a direction brings next, whatever they are.
public enum Outlook: Sendable, Equatable {
    /// Nothing: they must be read.
    case open
    /// So many of them will leave as they are, and behind them a line begins.
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
        case .invitation: return invitation.isCondemned ? .condemned : .open
        case .packet: return peerToPeer[0].outlook
        case .opening, .searching, .line, .headers, .dataConnection, .foreign: return .open
        }
    }
}

extension PeerToPeer {
    /// What is known of the rest of the message. Its footer may tell a file, but that is too late for its own bytes.
    fileprivate var outlook: Outlook {
        switch packet.phase {
        case .file, .disorder: .condemned
        case .header, .text, .footer: packet.stage == nil ? .open : .condemned
        case .other: upcoming.isEmpty ? .harmless(packet.remaining) : .open
        }
    }
}
