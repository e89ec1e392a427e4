public import PacketHeaders

// In a test an address that does not parse is a mistake of the test itself, so the literals trap.

extension IPAddress: ExpressibleByStringLiteral {
    /// An address from text such as `198.51.100.2` or `2001:db8::1`, or nil if the text is no address.
    public init?(text: some StringProtocol) {
        if text.contains(":") {
            self.init(v6Text: text)
        } else {
            self.init(v4Text: text)
        }
    }

    /// An address written as a literal.
    public init(stringLiteral text: String) {
        guard let address = IPAddress(text: text) else { preconditionFailure("not an address: \(text)") }
        self = address
    }

    private init?(v4Text text: some StringProtocol) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
        guard parts.count == 4 else { return nil }
        var bits: UInt32 = 0
        for part in parts {
            guard let part else { return nil }
            bits = bits << 8 | UInt32(part)
        }
        self.init(v4: bits)
    }

    private init?(v6Text text: some StringProtocol) {
        let halves = String(text).split(separator: "::", omittingEmptySubsequences: false)
        guard let front = halves.first.flatMap(groups(in:)), halves.count <= 2 else { return nil }
        guard let back = halves.count == 2 ? groups(in: halves[1]) : [] else { return nil }
        let gap = 8 - front.count - back.count
        // "::" stands for one group or more (RFC 4291, section 2.2).
        guard halves.count == 2 ? gap >= 1 : gap == 0 else { return nil }
        let all = front + Array(repeating: 0, count: gap) + back
        self.init(
            high: all[..<4].reduce(0) { $0 << 16 | UInt64($1) },
            low: all[4...].reduce(0) { $0 << 16 | UInt64($1) }
        )
    }
}

/// The 16-bit groups of one side of an IPv6 address, none for an empty side.
private func groups(in text: Substring) -> [UInt16]? {
    guard !text.isEmpty else { return [] }
    let groups = text.split(separator: ":", omittingEmptySubsequences: false).map { UInt16($0, radix: 16) }
    return groups.contains(nil) ? nil : groups.compactMap { $0 }
}

extension Endpoint: ExpressibleByStringLiteral {
    /// An endpoint from text such as `198.51.100.2:1863` or `[2001:db8::1]:80`, or nil if the text is no endpoint.
    public init?(text: String) {
        guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]) else {
            return nil
        }
        var host = text[..<colon]
        if host.first == "[", host.last == "]" {
            host = host.dropFirst().dropLast()
        }
        guard let address = IPAddress(text: host) else { return nil }
        self.init(address: address, port: port)
    }

    /// An endpoint written as a literal.
    public init(stringLiteral text: String) {
        guard let endpoint = Endpoint(text: text) else { preconditionFailure("not an endpoint: \(text)") }
        self = endpoint
    }
}
