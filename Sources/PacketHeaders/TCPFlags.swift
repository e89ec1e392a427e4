/// The control bits of a TCP header (RFC 9293, section 3.1).
///
/// Each is computed, not stored: a stored one is reached by a call from another module, several for every packet.
public struct TCPFlags: OptionSet, Hashable, Sendable {
    /// The bits as they stand in byte 13 of the header.
    public let rawValue: UInt8

    /// The flags of byte 13 of a header.
    public init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// No more data from the sender.
    public static var fin: TCPFlags { TCPFlags(rawValue: 0x01) }
    /// Synchronise sequence numbers.
    public static var syn: TCPFlags { TCPFlags(rawValue: 0x02) }
    /// Reset the connection.
    public static var rst: TCPFlags { TCPFlags(rawValue: 0x04) }
    /// Push.
    public static var psh: TCPFlags { TCPFlags(rawValue: 0x08) }
    /// The acknowledgement number is valid.
    public static var ack: TCPFlags { TCPFlags(rawValue: 0x10) }
    /// The urgent pointer is valid.
    public static var urg: TCPFlags { TCPFlags(rawValue: 0x20) }
}
