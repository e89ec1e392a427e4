/// A position in the byte stream of one direction of a TCP connection (RFC 9293, section 3.4).
///
/// Positions wrap at 2^32, so there is no order among all of them, and the type is not `Comparable`: only two
/// positions less than 2^31 apart can be compared.
public struct SequenceNumber: Hashable, Sendable {
    /// The number as it stands in the header, in host byte order.
    public let rawValue: UInt32

    /// The position with this number.
    @inline(__always)
    public init(_ rawValue: UInt32) {
        self.rawValue = rawValue
    }

    /// How many bytes `other` lies ahead of this position, -2^31 to 2^31 - 1; negative if it lies behind.
    @inline(__always)
    public func distance(to other: SequenceNumber) -> Int {
        Int(Int32(bitPattern: other.rawValue &- rawValue))
    }

    /// Whether this position lies before `other`, taking the shorter way round.
    @inline(__always)
    public func isBefore(_ other: SequenceNumber) -> Bool {
        distance(to: other) > 0
    }

    /// The position `count` bytes ahead, or behind if negative.
    @inline(__always)
    public static func + (position: SequenceNumber, count: Int) -> SequenceNumber {
        SequenceNumber(position.rawValue &+ UInt32(truncatingIfNeeded: count))
    }
}
