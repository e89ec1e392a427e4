/// Reads the number that an `AppID` begins with as clients do, which take as much of the value as is a number: blanks and a
/// sign before it and anything behind it do not matter, and it is cut to 32 bits.
struct ApplicationNumber: Sendable {
    private enum Place { case before, sign, digits, after }

    private var place = Place.before
    private var isNegative = false
    private var magnitude: UInt64 = 0
    /// What the next digit of a number spelled backwards is worth; nil beyond all that a client reads.
    private var worth: UInt64? = 1

    /// Whether anything but blanks has been read.
    var hasBegun: Bool { place != .before }

    /// Whether it is the number of file transfer, as far as it has been read.
    var isFile: Bool { UInt32(truncatingIfNeeded: isNegative ? 0 &- magnitude : magnitude) == 2 }

    /// Reads a byte of a value spelled forwards, and tells whether it ends the number.
    mutating func read(_ byte: UInt8) -> Bool {
        switch place {
        case .before where byte.isSign:
            isNegative = byte == ASCII.hyphen
            place = .sign
        case .before where byte.isSkippedBeforeNumbers: break
        case .before, .sign, .digits:
            guard byte.isDigit else {
                let hasEnded = place == .digits
                place = .after
                return hasEnded
            }
            place = .digits
            magnitude = magnitude.saturatingTenfold(adding: byte)
        case .after: break
        }
        return false
    }

    /// Reads a byte of a value spelled backwards: the number is what stands last.
    mutating func readBackwards(_ byte: UInt8) {
        switch place {
        case .digits where byte.isSign:
            isNegative = byte == ASCII.hyphen
            place = .sign
        case .digits where byte.isDigit: addBackwards(byte)
        case .digits where byte.isSkippedBeforeNumbers, .sign where byte.isSkippedBeforeNumbers: place = .after
        case .after where byte.isSkippedBeforeNumbers: break
        case .before, .sign, .digits, .after:
            self = ApplicationNumber()
            guard byte.isDigit else { return }
            place = .digits
            addBackwards(byte)
        }
    }

    private mutating func addBackwards(_ byte: UInt8) {
        let digit = UInt64(byte &- ASCII.zero)
        if digit > 0 {
            let (part, overflow) = (worth ?? .max).multipliedReportingOverflow(by: digit)
            let (sum, carry) = magnitude.addingReportingOverflow(part)
            magnitude = worth == nil || overflow || carry ? .max : sum
        }
        guard let (tenfold, overflow) = worth?.multipliedReportingOverflow(by: 10) else { return }
        worth = overflow ? nil : tenfold
    }
}

extension UInt64 {
    fileprivate func saturatingTenfold(adding digit: UInt8) -> UInt64 {
        let (tenfold, overflow) = multipliedReportingOverflow(by: 10)
        let (sum, carry) = tenfold.addingReportingOverflow(UInt64(digit &- ASCII.zero))
        return overflow || carry ? .max : sum
    }
}

extension UInt8 {
    fileprivate var isSign: Bool { self == ASCII.hyphen || self == 0x2B }

    /// Blank, vertical tab or form feed: what the C library skips; line ends are no part of a value.
    fileprivate var isSkippedBeforeNumbers: Bool { isBlank || self == 0x0B || self == 0x0C }
}
