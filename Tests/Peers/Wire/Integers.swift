/// Numbers as the P2P layer writes them: the first version and direct connections little endian, the second big endian.
extension [UInt8] {
    mutating func append(_ value: some FixedWidthInteger, _ order: ByteOrder) {
        append(contentsOf: order.bytes(of: value))
    }
}

extension ArraySlice<UInt8> {
    /// The number in the bytes from `offset` on, or nil if they are not all there.
    func number<Value: FixedWidthInteger>(at offset: Int, _ order: ByteOrder) -> Value? {
        let size = Value.bitWidth / 8
        guard offset >= 0, count >= offset + size else { return nil }
        let bytes = self[(startIndex + offset)..<(startIndex + offset + size)]
        return order.bigEndianFirst(bytes).reduce(0) { $0 << 8 | Value(truncatingIfNeeded: $1) }
    }
}

/// Which end of a number comes first.
enum ByteOrder {
    case little
    case big

    fileprivate func bytes(of value: some FixedWidthInteger) -> [UInt8] {
        let shifts = stride(from: value.bitWidth - 8, through: 0, by: -8)
        return bigEndianFirst(shifts.map { UInt8(truncatingIfNeeded: value >> $0) }[...])
    }

    /// Turns `bytes` of this order into bytes with the big end first, or the other way round.
    fileprivate func bigEndianFirst(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        self == .big ? Array(bytes) : bytes.reversed()
    }
}
