/// What a text invitation to a file transfer has told so far (reference, section 4.1).
public struct Invitation: Sendable, Equatable {
    /// The number that ties the messages of one invitation together.
    public internal(set) var cookie: UInt32?
    /// The name of the file, at most `maximumFileName` bytes of it.
    public internal(set) var file: String?
    /// The size of the file in bytes.
    public internal(set) var size: UInt64?
    /// The IPv4 addresses at which a side says it listens, in network byte order; at most two.
    public internal(set) var addresses: [UInt32] = []
    /// The ports that go with them; at most three.
    public internal(set) var ports: [UInt16] = []
    /// The number that the connecting side will show on the data connection.
    public internal(set) var authCookie: UInt32?

    /// As much of a file name as a report keeps; Windows allows 260 characters, most of them one or two bytes.
    static let maximumFileName = 520

    init() {}

    /// Takes in the value of a field, as bytes without blanks around them.
    mutating func set(_ field: InvitationField, to value: Span<UInt8>) {
        switch field {
        case .applicationGUID, .command, .cancelCode: break
        case .cookie: cookie = number(value)
        case .authCookie: authCookie = number(value)
        case .file: file = value.text(0..<value.count)
        case .fileSize: size = number(value)
        case .address, .internalAddress:
            if let address = dottedAddress(value), addresses.count < 2 { addresses.append(address) }
        case .port:
            if let port: UInt16 = number(value), ports.count < 3 { ports.append(port) }
        case .obfuscatedPort, .obfuscatedInternalPort:
            // XOR with a constant that every client knows (reference, section 4.1, PortX).
            if let port: UInt16 = number(value), ports.count < 3 { ports.append(port ^ 0x3141) }
        }
    }
}

/// The decimal number that fills `digits`, or nil.
private func number<Number: FixedWidthInteger>(_ digits: Span<UInt8>) -> Number? {
    guard digits.count > 0 else { return nil }
    var result: Number = 0
    for index in digits.indices {
        guard digits[index].isDigit else { return nil }
        let (tenfold, overflow) = result.multipliedReportingOverflow(by: 10)
        let (sum, carry) = tenfold.addingReportingOverflow(Number(digits[index] &- ASCII.zero))
        guard !overflow, !carry else { return nil }
        result = sum
    }
    return result
}

/// The address written as four decimal numbers with dots between them, or nil.
func dottedAddress(_ text: Span<UInt8>) -> UInt32? {
    var address: UInt32 = 0
    var start = 0
    for part in 0..<4 {
        var end = start
        while end < text.count, text[end] != 0x2E { end += 1 }
        guard part == 3 ? end == text.count : end < text.count else { return nil }
        guard let octet: UInt8 = number(text.extracting(start..<end)) else { return nil }
        address = address << 8 | UInt32(octet)
        start = end + 1
    }
    return address
}
