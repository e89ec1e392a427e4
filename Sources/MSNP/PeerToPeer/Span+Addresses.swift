/// The numbers and addresses in the values of MSNSLP fields.
extension Span<UInt8> {
    /// The decimal number that the range begins with; nil if it begins with none, or with one too large.
    func leadingNumber<Number: FixedWidthInteger>(in range: Range<Int>) -> Number? {
        var index = range.lowerBound
        var result: Number = 0
        while index < range.upperBound, self[index].isDigit {
            let (tenfold, overflow) = result.multipliedReportingOverflow(by: 10)
            let (sum, carry) = tenfold.addingReportingOverflow(Number(self[index] &- ASCII.zero))
            guard !overflow, !carry else { return nil }
            result = sum
            index += 1
        }
        return index > range.lowerBound ? result : nil
    }

    /// Calls `body` with the range of every run of other bytes than blanks.
    func forEachWord(_ body: (Range<Int>) -> Void) {
        var start = 0
        for index in 0...count where index == count || self[index].isBlank {
            if index > start { body(start..<index) }
            start = index + 1
        }
    }

    /// The IPv4 or IPv6 address that fills the range, or nil.
    func address(in range: Range<Int>) -> SessionAddress? {
        version4(in: range).map { .v4($0) } ?? version6(in: range).map { .v6($0) }
    }

    /// Four decimal numbers with dots between them.
    private func version4(in range: Range<Int>) -> UInt32? {
        var address: UInt32 = 0
        var start = range.lowerBound
        for part in 0..<4 {
            let end = range[from: start].first { self[$0] == ASCII.dot } ?? range.upperBound
            guard (end == range.upperBound) == (part == 3), end > start, end - start <= 3 else { return nil }
            guard let octet = decimal(start..<end), octet < 256 else { return nil }
            address = address << 8 | UInt32(octet)
            start = Swift.min(end + 1, range.upperBound)
        }
        return address
    }

    /// Up to eight groups of hexadecimal digits with colons between them; two colons stand for as many zeros as are missing
    /// (RFC 4291, section 2.2). What follows a per cent sign names an interface and is no part of the address.
    private func version6(in range: Range<Int>) -> UInt128? {
        var groups = V6Groups()
        for index in range {
            let byte = self[index]
            if byte == 0x25 { break }
            guard groups.read(byte) else { return nil }
        }
        return groups.address
    }
}

extension Range<Int> {
    fileprivate subscript(from start: Int) -> Range<Int> { start..<Swift.max(start, upperBound) }
}

/// The groups of an IPv6 address.
private struct V6Groups {
    private var value: UInt128 = 0
    private var groupCount = 0
    private var group: UInt32 = 0
    private var digits = 0
    private var colons = 0
    /// How many groups stand before the two colons.
    private var gap: Int?

    /// Takes one more byte of the address; false if none can have it there.
    mutating func read(_ byte: UInt8) -> Bool {
        if let digit = byte.hexadecimalDigit {
            guard digits < 4, groupCount < 8 else { return false }
            group = group << 4 | UInt32(digit)
            digits += 1
            colons = 0
            return true
        }
        guard byte == ASCII.colon else { return false }
        closeGroup()
        colons += 1
        guard colons == 2 else { return colons == 1 }
        guard gap == nil else { return false }
        gap = groupCount
        return true
    }

    /// The address; nil unless it is whole.
    var address: UInt128? {
        var whole = self
        whole.closeGroup()
        guard let gap else { return whole.groupCount == 8 ? whole.value : nil }
        guard whole.groupCount < 8 else { return nil }
        let behind = UInt128(16 * (whole.groupCount - gap))
        let low = whole.value & ((1 << behind) &- 1)
        return (whole.value >> behind) << UInt128(16 * (8 - gap)) | low
    }

    private mutating func closeGroup() {
        guard digits > 0 else { return }
        value = value << 16 | UInt128(group)
        groupCount += 1
        group = 0
        digits = 0
    }
}
