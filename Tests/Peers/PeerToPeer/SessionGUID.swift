/// Sixteen bytes with a customary spelling: names of calls, branches, kinds of session, secrets of direct connections.
struct SessionGUID: Hashable, CustomStringConvertible {
    /// The bytes in the order of the text.
    private var bytes: [UInt8]

    static func random() -> SessionGUID {
        SessionGUID(bytes: (0..<16).map { _ in .random(in: 0...255) })
    }

    /// The machine from which `account` is signed in: always the same one, so that everybody knows it.
    static func machine(of account: String) -> SessionGUID {
        let seed = account.utf8.reduce(7 as UInt64) { $0 &* 31 &+ UInt64($1) }
        var dice = Dice(seed: seed)
        return SessionGUID(bytes: (0..<16).map { _ in .random(in: 0...255, using: &dice) })
    }

    private init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Reads `{01020304-0506-0708-090A-0B0C0D0E0F10}`.
    init?(_ text: String) {
        let digits = text.filter { $0.isHexDigit }
        guard digits.count == 32, text.count == 38 else { return nil }
        let values = digits.compactMap(\.hexDigitValue)
        bytes = stride(from: 0, to: 32, by: 2).map { UInt8(values[$0] << 4 | values[$0 + 1]) }
    }

    var description: String {
        let digits = bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16, uppercase: true) }
        let groups = [digits[0..<4], digits[4..<6], digits[6..<8], digits[8..<10], digits[10..<16]]
        return "{" + groups.map { $0.joined() }.joined(separator: "-") + "}"
    }

    /// The bytes as they go over a direct connection: the first three groups with their little end first.
    var wire: [UInt8] {
        bytes[0..<4].reversed() + bytes[4..<6].reversed() + bytes[6..<8].reversed() + bytes[8...]
    }
}
