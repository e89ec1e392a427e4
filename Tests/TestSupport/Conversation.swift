public import PacketHeaders

/// A TCP conversation that two honest ends would have, written down packet by packet in the order of sending.
///
/// Packets are plain values: a test may leave some out, change their order, or put altered ones between. Positions
/// of bytes are counted per side from 0, the first byte that the side ever sent.
public struct Conversation: Sendable {
    /// When an end acknowledges what it got.
    public enum Acknowledging: Sendable {
        /// With a packet of its own after each call that sent bytes.
        case afterEach
        /// Never with a packet of its own; its numbers stay where the handshake left them.
        case never
    }

    /// One packet, and the numbers in it.
    public struct Packet: Hashable, Sendable {
        /// Who sent it.
        public let sender: Side
        /// The sequence number in the header.
        public let sequence: UInt32
        /// The payload.
        public let payload: [UInt8]
        /// The whole packet from its first IP byte on.
        public let bytes: [UInt8]
    }

    /// The end that opens the connection.
    public let clientEndpoint: Endpoint
    /// The end that listens.
    public let serverEndpoint: Endpoint
    /// When the ends acknowledge.
    public let acknowledging: Acknowledging
    /// The packets so far.
    public private(set) var packets: [Packet] = []
    /// The options of every later packet of both sides.
    public var options: [UInt8] = []
    /// The window in the header of every later packet.
    public var window: UInt16 = 65535

    private var halves: [Side: Half]

    /// A conversation of which nothing has been said; the initial sequence numbers are those of the SYNs.
    public init(
        client: Endpoint = "198.51.100.2:40001",
        server: Endpoint = "203.0.113.5:1863",
        clientStart: UInt32 = 1000,
        serverStart: UInt32 = 500_000,
        acknowledging: Acknowledging = .afterEach
    ) {
        clientEndpoint = client
        serverEndpoint = server
        self.acknowledging = acknowledging
        halves = [.client: Half(start: clientStart), .server: Half(start: serverStart)]
    }

    /// A conversation whose sequence numbers wrap `distance` bytes after the beginning, on both sides.
    public static func wrapping(
        after distance: UInt32,
        client: Endpoint = "198.51.100.2:40001",
        server: Endpoint = "203.0.113.5:1863"
    ) -> Conversation {
        let start = 0 &- distance &- 1
        return Conversation(client: client, server: server, clientStart: start, serverStart: start)
    }

    /// The address and port of a side.
    public func endpoint(of side: Side) -> Endpoint {
        side == .client ? clientEndpoint : serverEndpoint
    }

    /// Every byte that a side has sent, in order.
    public func stream(of side: Side) -> [UInt8] {
        self[side].stream
    }
}

/// What one side has sent, and what it knows of the other.
private struct Half: Sendable {
    /// The sequence number of the SYN.
    let start: UInt32
    var stream: [UInt8] = []
    /// The next number that this side expects of the other.
    var acknowledgement: UInt32 = 0
    var isFinished = false

    init(start: UInt32) {
        self.start = start
    }

    func sequence(at position: Int) -> UInt32 {
        start &+ 1 &+ UInt32(truncatingIfNeeded: position)
    }

    /// The number behind everything sent, the FIN included.
    var next: UInt32 {
        sequence(at: stream.count) &+ (isFinished ? 1 : 0)
    }
}

extension Conversation {
    private subscript(side: Side) -> Half {
        get { halves[side] ?? Half(start: 0) }
        set { halves[side] = newValue }
    }

    /// SYN, SYN with ACK, ACK; the options are those of the two SYNs.
    public mutating func handshake(clientOptions: [UInt8] = [], serverOptions: [UInt8] = []) {
        let usual = options
        options = clientOptions
        append(from: .client, sequence: self[.client].start, flags: .syn)
        options = serverOptions
        self[.server].acknowledgement = self[.client].next
        append(from: .server, sequence: self[.server].start, flags: [.syn, .ack])
        options = usual
        acknowledge(by: .client)
    }

    /// Says that both handshakes are over without packets for it, as in a capture that joined late.
    public mutating func joinLate() {
        for side in Side.allCases {
            self[side].acknowledgement = self[side.other].next
        }
    }

    /// The client sends these bytes, cut into segments.
    public mutating func client(_ bytes: [UInt8], cut: Cut = .whole) {
        send(bytes, from: .client, cut: cut)
    }

    /// The client sends this text.
    public mutating func client(_ text: String, cut: Cut = .whole) {
        client(Array(text.utf8), cut: cut)
    }

    /// The server sends these bytes, cut into segments.
    public mutating func server(_ bytes: [UInt8], cut: Cut = .whole) {
        send(bytes, from: .server, cut: cut)
    }

    /// The server sends this text.
    public mutating func server(_ text: String, cut: Cut = .whole) {
        server(Array(text.utf8), cut: cut)
    }

    /// A side sends these bytes, cut into segments; the other acknowledges if it is to.
    public mutating func send(_ bytes: [UInt8], from side: Side, cut: Cut = .whole) {
        for piece in cut.pieces(of: bytes) {
            let position = self[side].stream.count
            self[side].stream += piece
            append(from: side, sequence: self[side].sequence(at: position), flags: [.psh, .ack], payload: piece)
        }
        if acknowledging == .afterEach {
            acknowledge(by: side.other)
        }
    }

    /// A side acknowledges everything that the other has sent.
    public mutating func acknowledge(by side: Side) {
        self[side].acknowledgement = self[side.other].next
        append(from: side, sequence: self[side].next, flags: .ack)
    }

    /// A side sends bytes of its stream again; `altered` stands in their place, whatever its length.
    public mutating func resend(_ side: Side, _ range: Range<Int>, altered: [UInt8]? = nil) {
        let payload = altered ?? Array(self[side].stream[range])
        packets.append(segment(from: side, at: range.lowerBound, payload: payload))
    }

    /// A side says that it has no more to send.
    public mutating func finish(by side: Side) {
        append(from: side, sequence: self[side].next, flags: [.fin, .ack])
        self[side].isFinished = true
        if acknowledging == .afterEach {
            acknowledge(by: side.other)
        }
    }

    /// A side breaks the connection off.
    public mutating func reset(by side: Side) {
        append(from: side, sequence: self[side].next, flags: [.rst, .ack])
    }

    /// A segment at any position of a side's stream, without adding it to the conversation.
    public func segment(
        from side: Side,
        at position: Int,
        payload: [UInt8],
        flags: TCPFlags = [.psh, .ack],
        change: (inout PacketBuilder) -> Void = { _ in }
    ) -> Packet {
        packet(
            from: side,
            sequence: self[side].sequence(at: position),
            flags: flags,
            payload: payload,
            change: change
        )
    }

    private mutating func append(from side: Side, sequence: UInt32, flags: TCPFlags, payload: [UInt8] = []) {
        packets.append(packet(from: side, sequence: sequence, flags: flags, payload: payload) { _ in })
    }

    private func packet(
        from side: Side,
        sequence: UInt32,
        flags: TCPFlags,
        payload: [UInt8],
        change: (inout PacketBuilder) -> Void
    ) -> Packet {
        var builder = PacketBuilder(from: endpoint(of: side), to: endpoint(of: side.other))
        builder.sequence = sequence
        builder.acknowledgement = flags.contains(.ack) ? self[side].acknowledgement : 0
        builder.flags = flags
        builder.window = window
        builder.options = options
        builder.payload = payload
        change(&builder)
        return Packet(sender: side, sequence: builder.sequence, payload: builder.payload, bytes: builder.bytes)
    }
}
