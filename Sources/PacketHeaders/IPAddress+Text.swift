extension IPAddress: CustomStringConvertible {
    /// The address as people write it: dotted decimal, or the form of RFC 5952.
    public var description: String {
        guard let bits = v4 else { return v6Description }
        return "\(bits >> 24).\(bits >> 16 & 0xFF).\(bits >> 8 & 0xFF).\(bits & 0xFF)"
    }

    private var v6Description: String {
        let groups = [high, low].flatMap { half in
            [48, 32, 16, 0].map { UInt16(truncatingIfNeeded: half >> UInt64($0)) }
        }
        guard let zeros = longestRunOfZeros(in: groups) else { return hexadecimal(groups[...]) }
        return hexadecimal(groups[..<zeros.lowerBound]) + "::" + hexadecimal(groups[zeros.upperBound...])
    }
}

extension Endpoint: CustomStringConvertible {
    /// Address and port; an IPv6 address stands in brackets (RFC 5952, section 6).
    public var description: String {
        address.v4 == nil ? "[\(address)]:\(port)" : "\(address):\(port)"
    }
}

/// The groups that `::` stands for (RFC 5952, section 4.2): the longest run of zeros, the first of equals, never a
/// single group.
private func longestRunOfZeros(in groups: [UInt16]) -> Range<Int>? {
    var longest = 0..<1
    var start = 0
    for (index, group) in groups.enumerated() {
        if group != 0 {
            start = index + 1
        } else if index + 1 - start > longest.count {
            longest = start..<(index + 1)
        }
    }
    return longest.count > 1 ? longest : nil
}

private func hexadecimal(_ groups: ArraySlice<UInt16>) -> String {
    groups.map { String($0, radix: 16) }.joined(separator: ":")
}
