import TestSupport

/// Which MSNSLP texts a client takes for the offer of a file, as far as clients differ in it.
enum SessionClient: CaseIterable {
    /// Looks for `INVITE` at the very beginning, and for an exact spelling of the GUID anywhere in the body.
    case exactSearch
    /// Looks for the method anywhere, and for the GUID two bytes behind a name found anywhere.
    case looseSearch
    /// Reads fields by lines, whatever the case and the line ends, and both ways; wants the GUID and the AppID.
    case fieldsBothWays
    /// Reads fields by lines, and a GUID as a number however written.
    case fieldsByNumber
    /// The same, once folded lines have been joined.
    case unfolding
    /// Looks for an AppID alone, once `invite` has been said.
    case applicationAlone

    func takesFile(_ text: [UInt8]) -> Bool {
        switch self {
        case .exactSearch:
            let body = text.after("\r\n\r\n") ?? []
            return text.starts(with: "INVITE".utf8)
                && body.after("EUF-GUID: {")?.starts(with: Self.identifier.utf8) ?? false
        case .looseSearch:
            guard text.firstRange(ofText: "INVITE MSNMSGR") != nil, let rest = text.after("EUF-GUID:") else {
                return false
            }
            return rest.dropFirst(2).starts(with: Self.identifier.utf8)
        case .fieldsBothWays:
            let fields = SessionFields(text)
            return text.starts(with: "INVITE".utf8) && number(fields.bothWays("appid") ?? "") == 2
                && fields.bothWays("euf-guid")?.lowercased() == "{\(Self.identifier)}".lowercased()
        case .fieldsByNumber: return takesNumber(text)
        case .unfolding:
            return takesNumber(Array(String(decoding: text, as: UTF8.self).replacing("\r\n ", with: " ").utf8))
        case .applicationAlone:
            let line = text.split(whereSeparator: \.endsLine).first ?? []
            guard String(decoding: line, as: UTF8.self).lowercased().contains("invite"), let rest = text.after("AppID:")
            else { return false }
            return number(String(decoding: rest.prefix(40), as: UTF8.self)) == 2
        }
    }

    private func takesNumber(_ text: [UInt8]) -> Bool {
        guard text.starts(with: "INVITE".utf8), let value = SessionFields(text).value("euf-guid") else { return false }
        let digits = value.lowercased().replacing("0x", with: "").filter { !"{}(),- ".contains($0) }
        return digits == Self.identifier.lowercased().filter { $0 != "-" }
    }

    /// The number that a text begins with, cut to 32 bits.
    private func number(_ text: String) -> UInt32? {
        var rest = text.unicodeScalars.drop { $0.properties.isWhitespace }
        let sign = rest.first == "-" ? -1 : 1
        if rest.first == "-" || rest.first == "+" { rest = rest.dropFirst() }
        let digits = rest.prefix { ("0"..."9").contains($0) }
        return Int(String(String.UnicodeScalarView(digits))).map { UInt32(truncatingIfNeeded: sign &* $0) }
    }

    private static let identifier = "5D3E02AB-6190-11D3-BBBB-00C04F795683"
}

/// The fields of a text by lines.
private struct SessionFields {
    private var values: [String: String] = [:]

    init(_ text: [UInt8]) {
        for line in text.split(whereSeparator: \.endsLine) {
            let parts = line.split(separator: UInt8(ascii: ":"), maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2 else { continue }
            values[trimmed(parts[0]).lowercased()] = trimmed(parts[1])
        }
    }

    func value(_ name: String) -> String? { values[name] }

    func bothWays(_ name: String) -> String? {
        values[name] ?? values[String(name.reversed())].map { String($0.reversed()) }
    }

    private func trimmed(_ bytes: ArraySlice<UInt8>) -> String {
        let blank: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 }
        let tail = Array(bytes.drop(while: blank))
        return String(decoding: tail.prefix((tail.lastIndex { !blank($0) } ?? -1) + 1), as: UTF8.self)
    }
}

extension [UInt8] {
    fileprivate func after(_ pattern: String) -> [UInt8]? {
        firstRange(ofText: pattern).map { Array(self[$0.upperBound...]) }
    }
}

extension UInt8 {
    fileprivate var endsLine: Bool { self == 0x0D || self == 0x0A || self == 0 }
}
