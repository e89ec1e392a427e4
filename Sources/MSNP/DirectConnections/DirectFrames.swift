/// Where one direction of a direct connection stands: in frames of four bytes of length, the lowest first, and so many
/// bytes (reference, section 8).
///
///     length ── first frame ──▶ nonce ──▶ length ◀──▶ packet
///        │ no length that a client writes               ▲
///        └──────────────────────▶ search ───────────────┘
///
/// The first frame holds the nonce and tells by its length the layout of all packets. An empty frame keeps the connection
/// alive.
struct DirectFrames {
    enum Place {
        case length
        case nonce
        case packet
        /// The next frame is sought.
        case search
    }

    private(set) var place = Place.length
    /// The layout of the packets; nil before the nonce.
    private(set) var version: PacketHeader.Version?
    /// The bytes of the length that have come.
    private var length: [UInt8] = []
    /// How much of the nonce's frame is to come.
    private var remaining = 0
    private var nonceBytes: [UInt8] = []
    /// What the first frame has shown; nil before.
    private(set) var nonce: GUID?
    var search = FrameSearch()
    /// The beginning of the frame at hand, until it can be told whether it is one of the other layout.
    private var beginning: [UInt8] = []
    /// Whether the packet at hand is a file's if it is read in the other layout.
    private(set) var isFileOtherwise = false

    init() {}

    var storedBytes: Int { length.count + nonceBytes.count + beginning.count + search.storedBytes }

    /// Begins where the next byte is the first of a frame, and the first frame is to come.
    mutating func begin() {
        self = DirectFrames()
    }

    /// Loses the place; `bytes` were read last.
    mutating func seek(behind bytes: [UInt8] = []) {
        place = .search
        length.removeAll(keepingCapacity: true)
        search.begin(behind: bytes)
    }

    /// Reads a byte of a length; answers with how long the packet is that follows, if one does.
    mutating func readLength(_ byte: UInt8) -> Int? {
        length.append(byte)
        guard length.count == 4 else { return nil }
        let count = length.span.littleEndian(at: 0, 4)
        let prefix = length
        length.removeAll(keepingCapacity: true)
        guard count > 0 else { return nil }
        guard count <= FrameHeader.maximumLength else {
            seek(behind: prefix)
            return nil
        }
        guard version == nil else {
            beginPacket(behind: prefix)
            return count
        }
        switch count {
        case PacketHeader.firstLength: beginNonce(.first, count)
        case 16: beginNonce(.second, count)
        default: seek(behind: prefix)
        }
        return nil
    }

    private mutating func beginNonce(_ version: PacketHeader.Version, _ count: Int) {
        place = .nonce
        self.version = version
        remaining = count
    }

    /// Reads a byte of the first frame, and tells whether it is the last.
    mutating func readNonce(_ byte: UInt8) -> Bool {
        if remaining <= 16 { nonceBytes.append(byte) }
        remaining -= 1
        guard remaining == 0 else { return false }
        place = .length
        nonce = GUID(bytes: nonceBytes.span)
        nonceBytes = []
        return true
    }

    /// Goes on with a frame that was found.
    mutating func take(_ find: FrameSearch.Find) {
        search.begin()
        version = find.header.version
        isFileOtherwise = false
        beginning.removeAll(keepingCapacity: true)
        place = .packet
    }

    /// Notes that the packet has ended.
    mutating func endPacket() {
        place = .length
    }

    // MARK: The other layout

    private mutating func beginPacket(behind prefix: [UInt8]) {
        place = .packet
        isFileOtherwise = false
        beginning.removeAll(keepingCapacity: true)
        beginning += prefix
    }

    /// How many bytes of the frame are to come before it can be told whether it is one of the other layout; nil if it has
    /// been told.
    ///
    /// A nonce of one layout may come before packets of the other, so that they are read wrongly here but not by a receiver
    /// that knows the layout from elsewhere.
    var bytesBeforeLook: Int? {
        guard let version, !beginning.isEmpty else { return nil }
        switch version {
        case .second: return FrameHeader.maximumCount - beginning.count
        case .first:
            guard beginning.count > 4 else { return 1 }
            let count = 4 + Int(beginning[4]) + PacketHeader.leastLength
            return count > FrameHeader.maximumCount ? nil : max(1, count - beginning.count)
        }
    }

    /// Takes in bytes of a frame, at most `bytesBeforeLook`; the last of them may tell a file.
    mutating func look(at bytes: Span<UInt8>) {
        guard let version, let most = bytesBeforeLook else { return beginning.removeAll(keepingCapacity: true) }
        beginning.append(bytes, upTo: .max)
        guard bytes.count == most, beginning.count > 5 else { return }
        let other = FrameHeader(version == .first ? .second : .first, at: 0, in: beginning.span)
        isFileOtherwise = other?.isFile ?? false
        beginning.removeAll(keepingCapacity: true)
    }
}
