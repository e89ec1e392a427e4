import Gateway

// Numbers as people read them, the same in text and on the page.

extension BinaryInteger {
    /// Digits in groups of three: `12,345,678`.
    var grouped: String {
        let digits = Array(String(magnitude))
        let groups = stride(from: digits.count, to: 0, by: -3).map { String(digits[max(0, $0 - 3)..<$0]) }
        return (self < 0 ? "-" : "") + groups.reversed().joined(separator: ",")
    }

    /// A number of bytes in the unit that leaves one to three digits before the point: `1.5 MB`.
    var byteSize: String {
        guard magnitude >= 1000 else { return self == 1 ? "1 byte" : "\(self) bytes" }
        var size = Double(self) / 1000
        for unit in ["kB", "MB", "GB"] {
            // 999.95 and more would be shown as 1000.0.
            if size < 999.95 { return "\(size.toTenths) \(unit)" }
            size /= 1000
        }
        return "\(size.toTenths) TB"
    }
}

extension Double {
    /// With one digit behind the point, and none where that would be nought.
    var toTenths: String {
        let tenths = (self * 10).rounded()
        guard tenths.magnitude < 1e15 else { return "\(self)" }
        let number = Int64(tenths)
        let text = "\(number < 0 ? "-" : "")\(number.magnitude / 10)"
        return number % 10 == 0 ? text : "\(text).\(number.magnitude % 10)"
    }
}

extension Int64 {
    /// Seconds as the two largest units that there are: `3 d 4 h`, `12 min 5 s`.
    var span: String {
        switch self {
        case ..<60: "\(self) s"
        case ..<3600: "\(self / 60) min \(self % 60) s"
        case ..<86_400: "\(self / 3600) h \(self / 60 % 60) min"
        default: "\(self / 86_400) d \(self / 3600 % 24) h"
        }
    }
}

extension UInt64 {
    /// Microseconds as `50 µs`, `2.5 ms` or `1 s`.
    var microsecondText: String {
        switch self {
        case ..<1000: "\(self) µs"
        case ..<1_000_000: "\((Double(self) / 1000).toTenths) ms"
        default: "\((Double(self) / 1_000_000).toTenths) s"
        }
    }
}

extension LatencyHistogram {
    /// The median and the slowest hundredth: `≤ 50 µs, 99% ≤ 250 µs`.
    var summary: String {
        guard total > 0 else { return "nothing yet" }
        return "half \(text(of: 0.5)), 99% \(text(of: 0.99))"
    }

    private func text(of part: Double) -> String {
        bound(of: part).map { "≤ \($0.microsecondText)" } ?? "> 1 s"
    }
}
