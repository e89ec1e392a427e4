package import PacketHeaders

extension IPAddress {
    /// The address that a person has written: dotted decimal, or RFC 4291, section 2.2; nil if it is none.
    ///
    /// Strict, since it decides what a host may do: no signs, no blanks, no leading zeros (which some read as octal).
    package init?(written text: some StringProtocol) {
        let parsed = text.utf8.contains(UInt8(ascii: ":")) ? Self.v6(String(text)) : Self.v4(text).map { Self(v4: $0) }
        guard let parsed else { return nil }
        self = parsed
    }

    private static func v4(_ text: some StringProtocol) -> UInt32? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        var bits: UInt32 = 0
        for part in parts {
            guard let byte = UInt8(digits: part) else { return nil }
            bits = bits << 8 | UInt32(byte)
        }
        return bits
    }

    private static func v6(_ text: String) -> IPAddress? {
        let halves = text.split(separator: "::", omittingEmptySubsequences: false)
        guard halves.count <= 2, let front = groups(halves[0], isLast: halves.count == 1),
            let back = halves.count == 2 ? groups(halves[1], isLast: true) : []
        else { return nil }
        let gap = 8 - front.count - back.count
        guard halves.count == 2 ? gap >= 1 : gap == 0 else { return nil }
        let all = front + Array(repeating: 0, count: gap) + back
        return IPAddress(
            high: all[..<4].reduce(0) { $0 << 16 | UInt64($1) },
            low: all[4...].reduce(0) { $0 << 16 | UInt64($1) }
        )
    }

    /// The groups of one side of `::`. The last two of all may be written as an IPv4 address.
    private static func groups(_ text: Substring, isLast: Bool) -> [UInt16]? {
        guard !text.isEmpty else { return [] }
        var groups: [UInt16] = []
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        for (index, part) in parts.enumerated() {
            if isLast, index == parts.count - 1, let bits = v4(part) {
                groups += [UInt16(truncatingIfNeeded: bits >> 16), UInt16(truncatingIfNeeded: bits)]
            } else {
                guard part.utf8.count <= 4, part.utf8.allSatisfy(\.isHexadecimal), let group = UInt16(part, radix: 16)
                else { return nil }
                groups.append(group)
            }
        }
        return groups
    }
}

extension Network {
    /// The network that a person has written, `192.0.2.0/24` or a single address; nil if it is none.
    package init?(written text: some StringProtocol) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let address = IPAddress(written: parts[0]) else { return nil }
        // An address of IPv6 that stands for one of IPv4 has the prefix of IPv6.
        let offset = parts[0].utf8.contains(UInt8(ascii: ":")) ? 0 : 96
        guard parts.count == 2 else {
            self.init(address, prefix: 128)
            return
        }
        guard let bits = UInt8(digits: parts[1]), offset + Int(bits) <= 128 else { return nil }
        self.init(address, prefix: offset + Int(bits))
    }

    /// The network as people write it; a single address without a prefix.
    package var written: String {
        prefix == 128 ? "\(address)" : "\(address)/\(address.v4 != nil && prefix >= 96 ? prefix - 96 : prefix)"
    }
}

extension Endpoint {
    /// The endpoint that a person has written, `192.0.2.7:1863` or `[2001:db8::7]:1863`; nil if it is none.
    package init?(written text: some StringProtocol) {
        guard let colon = text.lastIndex(of: ":"), let port = UInt16(digits: text[text.index(after: colon)...]),
            port > 0
        else { return nil }
        let host = text[..<colon]
        let isBracketed = host.first == "[" && host.last == "]"
        guard isBracketed == host.utf8.contains(UInt8(ascii: ":")),
            let address = IPAddress(written: isBracketed ? host.dropFirst().dropLast() : host)
        else { return nil }
        self.init(address: address, port: port)
    }
}

extension FixedWidthInteger {
    /// The number that a row of digits makes, without a sign or leading zeros; nil if it is none, or too large.
    init?(digits text: some StringProtocol) {
        guard text.utf8.allSatisfy(\.isDigit),
            text == "0" || !text.hasPrefix("0")
        else { return nil }
        self.init(text, radix: 10)
    }
}

extension UInt8 {
    /// Whether the byte is a digit of sixteen.
    var isHexadecimal: Bool {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
            UInt8(ascii: "A")...UInt8(ascii: "F"):
            true
        default: false
        }
    }
}
