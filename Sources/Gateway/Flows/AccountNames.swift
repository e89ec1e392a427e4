extension String {
    /// Whether one of the accounts in either text, which are separated by commas, is in the other.
    ///
    /// A client and its server may write the same account in different ways: with other capitals, with `%40` for `@`, or with
    /// the machine's `;{guid}` behind it.
    func names(_ accounts: String) -> Bool {
        guard self != accounts else { return true }
        // Compared letter by letter: this is asked of every session with the same number, and nothing is made for it.
        let (own, others) = (utf8.span, accounts.utf8.span)
        var rest = own.indices
        while let account = own.nextAccount(in: &rest) {
            var otherRest = others.indices
            while let other = others.nextAccount(in: &otherRest) {
                if own.isAccount(account, sameAs: other, in: others) { return true }
            }
        }
        return false
    }

    /// Whether one of the accounts of the text fits a pattern in small letters, in which `*` stands for any letters.
    func isNamed(by pattern: String) -> Bool {
        let pattern = Array(pattern.utf8)
        return accountNames.contains { $0.fits(pattern) }
    }

    /// The accounts of the text, each in the one way in which they are compared.
    private var accountNames: [[UInt8]] {
        split(separator: ", ").map { account in
            Array(account.utf8.prefix(while: { $0 != UInt8(ascii: ";") })).withoutPercents.map(\.smallLetter)
        }
    }
}

extension Span<UInt8> {
    /// The first of the accounts in a range, which is cut off from it, up to the machine's `;{guid}`; nil if there is none.
    fileprivate func nextAccount(in rest: inout Range<Int>) -> Range<Int>? {
        while !rest.isEmpty {
            var end = rest.lowerBound
            while end < rest.upperBound, !isSeparator(at: end, in: rest) { end += 1 }
            let whole = rest.lowerBound..<end
            rest = Swift.min(end + 2, rest.upperBound)..<rest.upperBound
            guard !whole.isEmpty else { continue }
            return whole.lowerBound..<(whole.first { self[$0] == UInt8(ascii: ";") } ?? whole.upperBound)
        }
        return nil
    }

    private func isSeparator(at index: Int, in range: Range<Int>) -> Bool {
        self[index] == UInt8(ascii: ",") && index + 1 < range.upperBound && self[index + 1] == UInt8(ascii: " ")
    }

    fileprivate func isAccount(_ account: Range<Int>, sameAs other: Range<Int>, in others: Span<UInt8>) -> Bool {
        var (rest, otherRest) = (account, other)
        while let letter = nextLetter(in: &rest) {
            guard letter == others.nextLetter(in: &otherRest) else { return false }
        }
        return otherRest.isEmpty
    }

    /// The first letter in a range, made small, which is cut off from it: `%` and two hexadecimal digits are the byte that
    /// they stand for.
    private func nextLetter(in rest: inout Range<Int>) -> UInt8? {
        guard let first = rest.popFirst() else { return nil }
        guard self[first] == UInt8(ascii: "%"), rest.count >= 2, let high = self[first + 1].hexadecimal,
            let low = self[first + 2].hexadecimal
        else { return self[first].smallLetter }
        rest = rest.dropFirst(2)
        return (high << 4 | low).smallLetter
    }
}

extension [UInt8] {
    /// Whether the bytes fit a pattern. Where a stretch fails behind a `*`, only the latest `*` need take one byte more.
    fileprivate func fits(_ pattern: [UInt8]) -> Bool {
        var index = 0
        var place = 0
        var star: (place: Int, index: Int)?
        while index < count {
            if place < pattern.count, pattern[place] == UInt8(ascii: "*") {
                star = (place, index)
                place += 1
            } else if place < pattern.count, pattern[place] == self[index] {
                place += 1
                index += 1
            } else if let latest = star {
                star = (latest.place, latest.index + 1)
                place = latest.place + 1
                index = latest.index + 1
            } else {
                return false
            }
        }
        return pattern[place...].allSatisfy { $0 == UInt8(ascii: "*") }
    }

    /// The bytes with every `%` and two hexadecimal digits made the byte that they stand for.
    fileprivate var withoutPercents: [UInt8] {
        var bytes: [UInt8] = []
        var rest = self[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), let high = rest.first?.hexadecimal,
                let low = rest.dropFirst().first?.hexadecimal
            {
                bytes.append(high << 4 | low)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return bytes
    }
}

extension UInt8 {
    fileprivate var smallLetter: UInt8 { self &- UInt8(ascii: "A") < 26 ? self | 0x20 : self }

    fileprivate var hexadecimal: UInt8? {
        switch smallLetter {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): self &- UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): smallLetter &- UInt8(ascii: "a") &+ 10
        default: nil
        }
    }
}
