/// One packet of the P2P layer, as a client reads it from either version of the header.
struct Packet: Equatable {
    /// 0 for the text that sets up sessions.
    var session: UInt32
    /// Tells which packets are parts of one message.
    var message: UInt32
    var content: Content
    /// How many bytes the whole message has; the second version says so in its first packet only.
    var total: Int?
    /// How many bytes of the message come behind this packet's.
    var remaining: Int
    var data: [UInt8]

    /// What a packet says it carries. Receivers go by the session more than by this.
    enum Content: Equatable {
        /// Text, or the four zero bytes that come before an object.
        case plain
        case object
        case file
        /// Says that a message has come whole.
        case acknowledgement
        /// Says that something went wrong; nobody takes data from it.
        case error
    }
}

/// The versions of the P2P header.
enum PacketVersion {
    case one
    case two

    /// How many bytes of data go into one packet.
    var room: Int { self == .one ? 1202 : 1222 }

    /// The packet in `bytes`; nil for what no client can read.
    func packet(in bytes: ArraySlice<UInt8>) -> Packet? {
        self == .one ? Packet(versionOne: bytes) : Packet(versionTwo: bytes)
    }
}
