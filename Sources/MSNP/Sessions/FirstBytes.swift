/// The first four bytes of a stream, which may prove that it is nothing of ours.
///
/// Only a proof counts. Whatever begins like text may be a line of junk before a login, except for the greeting of SSH
/// (RFC 4253, section 4.2), whose hyphen stands where a command has a blank. Of other bytes, 0, 4 and 5 begin what is
/// said to and by a SOCKS proxy (RFC 1928), and a number below 65,536, its lowest byte first, is the length of a frame of a
/// direct connection. A record of TLS (RFC 8446, section 5.1) is none of these.
///
/// A peer that overlooks such a beginning is not believed in: servers close at it. Were there one, its own words would still
/// tell what the connection is, since a connection is foreign only if both directions are.
struct FirstBytes {
    /// The bytes so far, the first the lowest.
    private var word: UInt32 = 0
    private var count = 0
    private var hasLineEnd = false

    private static let secureShell: UInt32 = 0x2D_48_53_53

    /// Whether the stream has not begun.
    var isEmpty: Bool { count == 0 }

    /// Reads one more byte, and tells whether it is the one that proves it.
    mutating func areForeign(with byte: UInt8) -> Bool {
        guard count < 4 else { return false }
        word |= UInt32(byte) << UInt32(8 * count)
        count += 1
        hasLineEnd = hasLineEnd || byte.isLineEnd
        guard count == 4, !hasLineEnd else { return false }
        return word == Self.secureShell || !(mayBeText || mayBeProxy || mayBeFrame)
    }

    private var first: UInt8 { UInt8(truncatingIfNeeded: word) }

    private var mayBeText: Bool { first.isBlank || (0x20..<0x7F).contains(first) }

    private var mayBeProxy: Bool { first == 0 || first == 4 || first == 5 }

    private var mayBeFrame: Bool { word < 0x1_0000 }
}
