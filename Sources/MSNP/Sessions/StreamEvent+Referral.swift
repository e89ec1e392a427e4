extension CommandLine {
    /// Whether the line is of a kind that tells of another server: asked for with every line, true for few.
    var mayRefer: Bool { code == .command(.rng) || code == .command(.xfr) }
}

extension StreamEvent {
    private static let switchboard: StaticASCII = "sb"
    private static let notificationServer: StaticASCII = "ns"

    /// What a line of a server tells of another server to go to (reference, section 2.3): `XFR trid SB|NS address:port …`,
    /// `RNG session address:port …`. Nil if it tells none, or tells it by a host name.
    init?(referral command: CommandLine, in line: Span<UInt8>) {
        guard let token = Self.place(in: command, line) else { return nil }
        let place = line.extracting(token)
        let colon = place.indices.first { place[$0] == ASCII.colon } ?? place.count
        guard colon < place.count, let address = dottedAddress(place.extracting(0..<colon)),
            let port = place.decimal(colon + 1..<place.count), let port = UInt16(exactly: port), port > 0
        else { return nil }
        self = .server(address: address, port: port)
    }

    private static func place(in command: CommandLine, _ line: Span<UInt8>) -> Range<Int>? {
        switch command.code {
        case .command(.rng): return command.token(2)
        case .command(.xfr):
            guard let kind = command.token(2),
                line.equals(switchboard, in: kind) || line.equals(notificationServer, in: kind)
            else { return nil }
            return command.token(3)
        case .command, .error, .unknown: return nil
        }
    }
}
