import MSNP
package import PacketHeaders

/// What network tools call a flow, so that their records and ours can be put side by side: Community ID, version 1, of a TCP
/// connection, with seed 0.
package struct CommunityID: CustomStringConvertible, Equatable {
    /// `1:` and 28 letters; the same for both directions.
    package let description: String

    /// The name of the connection between two ends.
    package init(_ one: Endpoint, _ other: Endpoint) {
        let (low, high) = one < other ? (one, other) : (other, one)
        let seed: [UInt8] = [0, 0]
        let protocolNumber: [UInt8] = [6, 0]
        let message = seed + low.address.bytes + high.address.bytes + protocolNumber + low.port.bytes + high.port.bytes
        // At most 42 bytes.
        description = "1:" + base64(ShortHash(message.span)?.bytes ?? [])
    }
}

extension IPAddress {
    /// The four or sixteen bytes, in network byte order.
    fileprivate var bytes: [UInt8] {
        if let v4 { return [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: v4 >> $0) } }
        return [high, low].flatMap { half in
            stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: half >> UInt64($0)) }
        }
    }
}

extension UInt16 {
    fileprivate var bytes: [UInt8] { [UInt8(self >> 8), UInt8(truncatingIfNeeded: self)] }
}

/// RFC 4648, section 4.
private func base64(_ bytes: [UInt8]) -> String {
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
    return stride(from: 0, to: bytes.count, by: 3).map { start in
        let group = bytes[start..<min(start + 3, bytes.count)]
        let bits = (0..<3).reduce(UInt32(0)) { $0 << 8 | UInt32(start + $1 < bytes.count ? bytes[start + $1] : 0) }
        let text = (0...group.count).map { letters[Int(bits >> UInt32(18 - 6 * $0) & 0x3F)] }
        return String(text) + String(repeating: "=", count: 3 - group.count)
    }.joined()
}
