/// What the lines of an MSNFTP data connection tell (reference, section 5).
public enum DataConnectionDetail: Sendable, Equatable {
    /// `USR account number`: the receiving account, and the number that its invitation told it to show.
    case receiver(account: String?, authCookie: UInt32?)
    /// `FIL size`: the size of the file in bytes.
    case size(UInt64)

    private static let receiverWord: StaticASCII = "usr"
    private static let sizeWord: StaticASCII = "fil"

    /// Reads one line without its end; nil if it is neither of them.
    init?(parsing line: Span<UInt8>) {
        guard line.count >= 4, line[3].isBlank else { return nil }
        let arguments = line.trimmed(3..<line.count)
        let second = arguments.first { line[$0].isBlank } ?? arguments.upperBound
        if line.hasPrefix(Self.receiverWord, in: 0..<3) {
            let number = line.text(line.trimmed(second..<arguments.upperBound))
            self = .receiver(
                account: Session.account(arguments.lowerBound..<second, in: line),
                authCookie: UInt32(number)
            )
        } else if line.hasPrefix(Self.sizeWord, in: 0..<3), let size = UInt64(line.text(arguments)) {
            self = .size(size)
        } else {
            return nil
        }
    }
}
