/// A peer-to-peer packet of either version as a receiving client reads it.
struct PeerPacket: Sendable {
    /// How its chunk is placed in the message.
    enum Place: Sendable {
        /// By its distance from the start, of a message of so many bytes (version 1).
        case offset(Int, of: Int)
        /// By how much is still to come (version 2).
        case remaining(Int, isFirst: Bool)
    }

    /// 0 for session texts.
    let session: UInt32
    /// The same in all packets of one message.
    let message: UInt32
    let place: Place
    let flags: Flags
    /// What is really there.
    let chunk: [UInt8]
    /// How much of it the header owns to.
    let claimedCount: Int
    /// nil on a direct connection.
    let footer: UInt32?

    /// The flags of version 1, the kind of version 2.
    enum Flags: Sendable {
        case v1(UInt32)
        case v2(UInt8)
    }

    /// Reads version 1; nil where there is no whole header.
    init?(v1 bytes: [UInt8], hasFooter: Bool) {
        guard bytes.count >= 48 else { return nil }
        func field(_ range: Range<Int>) -> UInt64 { number(bytes[range].reversed()) }
        let (rest, footer) = Self.splitFooter(of: bytes[48...], hasFooter)
        session = UInt32(field(0..<4))
        message = UInt32(field(4..<8))
        place = .offset(Int(clamping: field(8..<16)), of: Int(clamping: field(16..<24)))
        flags = .v1(UInt32(field(28..<32)))
        chunk = rest
        claimedCount = Int(field(24..<28))
        self.footer = footer
    }

    /// Reads version 2; nil where the headers do not fit.
    init?(v2 bytes: [UInt8], hasFooter: Bool) {
        guard let length = bytes.first.map(Int.init), length >= 8, bytes.count >= length else { return nil }
        let (part, footer) = Self.splitFooter(of: bytes[length...], hasFooter)
        guard let dataLength = part.first.map(Int.init), dataLength >= 8, part.count >= dataLength else { return nil }
        session = UInt32(number(part[4..<8]))
        message = UInt32(number(part[2..<4]))
        flags = .v2(part[1])
        chunk = Array(part[dataLength...])
        claimedCount = max(Int(number(bytes[2..<4])) - dataLength, 0)
        place = .remaining(Self.remaining(in: part[8..<dataLength]), isFirst: part[1] & 1 == 1)
        self.footer = footer
    }

    private static func splitFooter(of rest: ArraySlice<UInt8>, _ hasFooter: Bool) -> ([UInt8], UInt32?) {
        guard hasFooter, rest.count >= 4 else { return (Array(rest), nil) }
        return (Array(rest.dropLast(4)), UInt32(number(rest.suffix(4))))
    }

    /// The number of bytes to come by the options of a data header; 0 without such an option.
    private static func remaining(in options: ArraySlice<UInt8>) -> Int {
        var rest = options
        while rest.count >= 2, let type = rest.popFirst(), type != 0, let count = rest.popFirst() {
            if type == 1 { return Int(clamping: number(rest.prefix(Int(count)).suffix(8))) }
            rest = rest.dropFirst(Int(count))
        }
        return 0
    }
}

/// A number of at most eight bytes, highest first.
private func number(_ bytes: some Sequence<UInt8>) -> UInt64 {
    bytes.reduce(0) { $0 << 8 | UInt64($1) }
}

extension PeerPacket {
    /// Whether it brings bytes of a session, whatever they are; errors, acknowledgements and nonces do not.
    var isData: Bool {
        guard session != 0, !chunk.isEmpty else { return false }
        switch flags {
        case .v1(let flags): return flags & 0x30 != 0 || flags & 0x1CB == 0
        case .v2: return true
        }
    }

    /// Whether it says itself that its data are those of a file.
    var isMarkedAsFile: Bool {
        switch flags {
        case .v1(let flags): flags & 0x30 == 0x30
        case .v2(let kind): kind & ~1 == 6
        }
    }
}

extension PeerPacket {
    var isV2: Bool {
        switch flags {
        case .v1: false
        case .v2: true
        }
    }
}
