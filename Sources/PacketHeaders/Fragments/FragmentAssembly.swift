/// One packet being put together.
///
/// Invariant: no byte of the content is kept twice. So the content is whole when as many bytes are kept as it is long.
struct FragmentAssembly {
    /// When the first of its fragments came, whichever part that was.
    let started: Duration
    /// The header of the whole packet; empty until the fragment at offset 0 is there.
    private var header: [UInt8] = []
    /// The end of the content, or the furthest byte so far.
    private var end = 0
    private var isEndKnown = false
    /// The bytes in the order in which they came, so that a lone piece far behind needs no more room than it has bytes.
    private var bytes: [UInt8] = []
    private var pieces: [Piece] = []
    private var runs = FragmentRuns()

    private struct Piece {
        let place: Range<Int>
        let position: Int
    }

    /// No content is longer: the length field of IPv4 counts the header too, that of IPv6 the extension headers.
    static let maximumLength = 65_535

    init(started: Duration) {
        self.started = started
    }

    /// How many fragments are kept.
    var count: Int { pieces.count }

    /// How much is kept: bytes, and for each piece and for the assembly what it takes to find them.
    var storedBytes: Int { bytes.count + header.count + pieces.count * Self.costOfPiece + Self.costOfAssembly }

    /// The most that keeping a fragment can add to that.
    static func cost(of fragment: Fragment) -> Int {
        fragment.place.count + fragment.headerLength + costOfPiece + costOfAssembly
    }

    /// A piece and its share of the runs, in an array that may have grown to twice what it holds.
    private static let costOfPiece = 64
    private static let costOfAssembly = 256

    var isComplete: Bool { isEndKnown && bytes.count == end && !header.isEmpty }

    /// Keeps a fragment.
    mutating func add(_ fragment: Fragment, of packet: Span<UInt8>) throws(FragmentRefusal) {
        guard fragment.place.upperBound <= Self.maximumLength else { throw .beyondReach }
        try settleEnd(with: fragment)
        guard !fragment.place.isEmpty else { throw .empty }
        try runs.insert(fragment.place)
        if fragment.place.lowerBound == 0 { header = fragment.wholeHeader(of: packet) }
        pieces.append(Piece(place: fragment.place, position: bytes.count))
        for offset in fragment.payload { bytes.append(packet[offset]) }
    }

    /// The end that the last fragment tells stands even if that fragment is refused afterwards, as with Linux.
    private mutating func settleEnd(with fragment: Fragment) throws(FragmentRefusal) {
        let reach = fragment.place.upperBound
        if fragment.isLast {
            guard reach >= end, !isEndKnown || reach == end else { throw .contradictory }
            isEndKnown = true
        } else {
            guard !fragment.key.isV6 || fragment.place.count % 8 == 0 else { throw .uneven }
            guard reach <= end || !isEndKnown else { throw .contradictory }
        }
        end = max(end, reach)
    }

    /// The packet, as if nobody had ever cut it.
    func whole() throws(FragmentRefusal) -> [UInt8] {
        var packet = header
        packet.reserveCapacity(header.count + bytes.count)
        for piece in pieces.sorted(by: { $0.place.lowerBound < $1.place.lowerBound }) {
            packet += bytes[piece.position..<(piece.position + piece.place.count)]
        }
        let isV4 = packet[0] >> 4 == 4
        guard let length = UInt16(exactly: isV4 ? packet.count : packet.count - 40) else { throw .tooLong }
        packet.write(length, at: isV4 ? 2 : 4)
        if isV4 {
            packet.write(0, at: 10)
            var checksum = Checksum()
            checksum.add(packet.span.extracting(first: header.count))
            packet.write(~checksum.folded, at: 10)
        }
        return packet
    }
}

extension [UInt8] {
    fileprivate mutating func write(_ number: UInt16, at offset: Int) {
        self[offset] = UInt8(number >> 8)
        self[offset + 1] = UInt8(truncatingIfNeeded: number)
    }
}
