/// What the lines of an MSNFTP data connection tell (reference, section 5).
public enum DataConnectionDetail: Sendable, Equatable {
    /// `USR account number`: the receiving account, and the number that its invitation told it to show.
    case receiver(account: String?, authCookie: UInt32?)
    /// `FIL size`: the size of the file in bytes.
    case size(UInt64)
    /// `BYE code` of the receiver, who has got all of the file.
    case finished
    /// Another `BYE`, or `CCL`: one of the two has broken the transfer off.
    case brokenOff

    private static let receiverWord: StaticASCII = "usr"
    private static let sizeWord: StaticASCII = "fil"
    private static let endWord: StaticASCII = "bye"
    private static let cancelWord: StaticASCII = "ccl"
    /// Received, and sent, successfully.
    private static let successes = ["16777989", "16777987"]

    /// Whether only the receiver says it, whose direction carries nothing but lines.
    var isReceivers: Bool {
        switch self {
        case .finished, .brokenOff: true
        case .receiver, .size: false
        }
    }

    /// Reads one line without its end; nil if it is neither of them.
    init?(parsing line: Span<UInt8>) {
        if line.equals(Self.cancelWord, in: line.trimmed(0..<line.count)) {
            self = .brokenOff
            return
        }
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
        } else if line.hasPrefix(Self.endWord, in: 0..<3) {
            self = Self.successes.contains(line.text(arguments)) ? .finished : .brokenOff
        } else {
            return nil
        }
    }
}
