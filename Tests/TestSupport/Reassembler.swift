public import PacketHeaders

/// A plain reference receiver: what the two ends of each connection get to read of the packets that arrive.
///
/// The first copy of a byte wins, the window is ignored, and nothing behind a hole is delivered. Packets that no
/// receiver takes are discarded: not TCP, malformed, a wrong checksum, a signature that was never agreed on.
public struct Reassembler: Sendable {
    /// How many packets were discarded.
    public private(set) var discarded = 0
    private var streams: [Path: ArrivingStream] = [:]

    /// One direction of a connection.
    private struct Path: Hashable {
        let source: Endpoint
        let destination: Endpoint

        var reversed: Path { Path(source: destination, destination: source) }
    }

    /// A receiver that has seen nothing yet.
    public init() {}

    /// A receiver that these packets have arrived at, in this order.
    public init(of packets: [[UInt8]]) {
        for packet in packets {
            receive(packet)
        }
    }

    /// A packet arrives, from its first IP byte on.
    public mutating func receive(_ packet: [UInt8]) {
        guard let segment = acceptable(packet) else {
            discarded += 1
            return
        }
        let path = Path(source: segment.source, destination: segment.destination)
        // A stream whose SYN was not seen begins with the first segment that is.
        var stream = streams[path] ?? ArrivingStream(start: segment.payloadSequence)
        if segment.flags.contains(.rst) {
            // Only the number that comes next makes a reset believable (RFC 5961, section 3.2).
            if stream.isNext(segment.sequence) {
                stream.isReset = true
                streams[path.reversed]?.isReset = true
            }
        } else {
            stream.take(Array(packet[segment.payload]), at: segment.payloadSequence)
            if segment.flags.contains(.fin) {
                stream.finish(at: segment.payloadSequence + segment.payload.count)
            }
        }
        streams[path] = stream
    }

    /// What `destination` has read of `source` so far.
    public func stream(from source: Endpoint, to destination: Endpoint) -> [UInt8] {
        streams[Path(source: source, destination: destination)]?.delivered ?? []
    }

    /// How many bytes `destination` has read of `source` so far.
    public func count(from source: Endpoint, to destination: Endpoint) -> Int {
        streams[Path(source: source, destination: destination)]?.arrived ?? 0
    }

    /// What has been read of one side of a conversation so far.
    public func stream(of side: Side, in conversation: Conversation) -> [UInt8] {
        stream(from: conversation.endpoint(of: side), to: conversation.endpoint(of: side.other))
    }

    /// Whether a reset that had to be believed has broken off the direction.
    public func isReset(from source: Endpoint, to destination: Endpoint) -> Bool {
        streams[Path(source: source, destination: destination)]?.isReset ?? false
    }

    private func acceptable(_ packet: [UInt8]) -> TCPSegment? {
        guard let header = try? IPHeader(parsing: packet.span), header.content == .tcp,
            let segment = try? TCPSegment(parsing: packet.span, behind: header),
            segment.checksumState(in: packet.span) != .wrong, !segment.options.isSigned
        else { return nil }
        return segment
    }
}

/// The bytes of one direction as they arrive.
private struct ArrivingStream {
    /// The sequence number of position 0.
    let start: SequenceNumber
    /// What has arrived, in order and behind holes.
    private var slots: [UInt8?] = []
    /// How many bytes have arrived before the first hole.
    private(set) var arrived = 0
    /// Where the sender's FIN stands.
    private var end: Int?
    var isReset = false

    /// No window is larger (RFC 7323, section 2.3), so no honest byte lies further ahead.
    private static let reach = 1 << 30

    init(start: SequenceNumber) {
        self.start = start
    }

    var delivered: [UInt8] {
        slots.prefix(arrived).compactMap { $0 }
    }

    func isNext(_ sequence: SequenceNumber) -> Bool {
        position(of: sequence) == arrived
    }

    mutating func take(_ bytes: [UInt8], at sequence: SequenceNumber) {
        let first = position(of: sequence)
        guard !isReset, first + bytes.count > arrived, first - arrived < Self.reach else { return }
        for (offset, byte) in bytes.enumerated() {
            keep(byte, at: first + offset)
        }
        while arrived < min(slots.count, end ?? .max), slots[arrived] != nil {
            arrived += 1
        }
    }

    /// Nothing is delivered beyond the first FIN, even one that arrives before the bytes in front of it.
    mutating func finish(at sequence: SequenceNumber) {
        let position = position(of: sequence)
        if !isReset, end == nil, position >= arrived {
            end = position
        }
    }

    private mutating func keep(_ byte: UInt8, at position: Int) {
        guard position >= arrived, position < end ?? .max else { return }
        if position >= slots.count {
            slots += Array(repeating: nil, count: position + 1 - slots.count)
        }
        slots[position] = slots[position] ?? byte
    }

    /// Sequence numbers wrap, so a position is taken as the one nearest to what comes next.
    private func position(of sequence: SequenceNumber) -> Int {
        arrived + (start + arrived).distance(to: sequence)
    }
}
