extension CommandLine {
    /// Whether the line is one that `side` would write: what a stream must show before it is taken for MSNP, or for
    /// MSNP again after the footing was lost (reference, section 1.3).
    func isPlausible(in line: Span<UInt8>, from side: Side) -> Bool {
        guard PayloadLength(of: self, in: line, from: side) != .malformed else { return false }
        switch code {
        case .unknown: return false
        case .error: return side == .server && hasNumber(1, in: line) && !hasToken(3)
        case .command(.msg): return isPlausibleMessage(in: line, from: side)
        case .command(let name): return Self.hasNoTransactionID(name, from: side) || hasNumber(1, in: line)
        }
    }

    /// What a notification server writes in the place of an account.
    private static let notices: StaticASCII = "hotmail"

    /// `MSG trid letter length` from a client, `MSG account nick length` from a server.
    private func isPlausibleMessage(in line: Span<UInt8>, from side: Side) -> Bool {
        guard hasToken(3), !hasToken(4), let first = token(1),
            let second = token(2)
        else { return false }
        switch side {
        case .client: return hasNumber(1, in: line) && second.count == 1
        case .server: return first.contains { line[$0] == ASCII.at } || line.hasPrefix(Self.notices, in: first)
        }
    }

    /// Whether a message comes from the notification server itself, which has no such limit as switchboards have.
    func isNotice(in line: Span<UInt8>) -> Bool {
        token(1).map { line.hasPrefix(Self.notices, in: $0) } ?? false
    }

    private func hasNumber(_ number: Int, in line: Span<UInt8>) -> Bool {
        guard let token = token(number) else { return false }
        return token.count <= 10 && token.allSatisfy { line[$0].isDigit }
    }

    /// The commands without a transaction identifier (reference, section 1.1).
    private static func hasNoTransactionID(_ name: CommandName, from side: Side) -> Bool {
        switch (side, name) {
        case (.client, .png), (.client, .out): true
        case (.server, .qng), (.server, .ipg), (.server, .not), (.server, .nln), (.server, .fln), (.server, .gcf),
            (.server, .sbs), (.server, .ubn), (.server, .ubm), (.server, .ubx), (.server, .rng), (.server, .joi),
            (.server, .bye), (.server, .nfy), (.server, .out), (.server, .lst), (.server, .lsg), (.server, .bpr),
            (.server, .prp):
            true
        default: false
        }
    }
}
