/// One TCP segment in one IP packet: the value that the rest of the program sees of a packet.
///
///     RFC 9293, section 3.1, from the start of the TCP header
///      0..<2  source port              12      data offset in words
///      2..<4  destination port         13      flags
///      4..<8  sequence number          14..<16 window
///      8..<12 acknowledgement number   16..<18 checksum
///     20...   options                  18..<20 urgent pointer
public struct TCPSegment: Equatable, Sendable {
    /// The sender.
    public let source: Endpoint
    /// The receiver.
    public let destination: Endpoint
    /// The position of the SYN, or else of the first payload byte.
    public let sequence: SequenceNumber
    /// The next position that the sender expects of the other direction; valid with the flag `ack`.
    public let acknowledgement: SequenceNumber
    /// The control bits.
    public let flags: TCPFlags
    /// The window as it stands in the header, not shifted.
    public let window: UInt16
    /// The urgent pointer; valid with the flag `urg`.
    public let urgentPointer: UInt16
    /// The options that matter here.
    public let options: TCPOptions
    /// Where the payload lies in the packet.
    public let payload: Range<Int>
    /// Where the TCP header begins in the packet.
    let headerOffset: Int
    /// The length of the IPv4 header, which has a checksum; nil for IPv6.
    let checksummedIPHeaderLength: Int?

    /// Reads the segment that `header` announced in `packet`.
    public init(parsing packet: Span<UInt8>, behind header: IPHeader) throws(HeaderError) {
        try self.init(reading: packet, behind: header)
    }

    @inline(__always)
    init(reading packet: Span<UInt8>, behind header: IPHeader) throws(HeaderError) {
        let start = header.payload.lowerBound
        let available = header.payload.count
        guard available >= 20 else { throw .truncatedTCPHeader }
        // One bounds check for all the fields.
        let fields = packet.extracting(start..<(start &+ 20))
        let headerLength = Int(fields[12] >> 4) &* 4
        guard headerLength >= 20, headerLength <= available else { throw .badDataOffset }
        source = Endpoint(address: header.source, port: fields.uint16(at: 0))
        destination = Endpoint(address: header.destination, port: fields.uint16(at: 2))
        sequence = SequenceNumber(fields.uint32(at: 4))
        acknowledgement = SequenceNumber(fields.uint32(at: 8))
        flags = TCPFlags(rawValue: fields[13])
        window = fields.uint16(at: 14)
        urgentPointer = fields.uint16(at: 18)
        options = TCPOptions(parsing: packet.extracting((start &+ 20)..<(start &+ headerLength)))
        payload = (start &+ headerLength)..<header.payload.upperBound
        headerOffset = start
        checksummedIPHeaderLength = header.checksummedLength
    }

    /// The position of the first payload byte: a SYN takes one number before it.
    public var payloadSequence: SequenceNumber {
        flags.contains(.syn) ? sequence + 1 : sequence
    }

    /// The position behind everything that this segment takes in sequence space.
    public var end: SequenceNumber {
        payloadSequence + payload.count + (flags.contains(.fin) ? 1 : 0)
    }
}
