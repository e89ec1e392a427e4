/// Reads the first line of a stream byte by byte, for the word that makes it an MSNFTP data connection.
///
/// The line is `VER MSNFTP`, a number or other versions possibly between the words (reference, section 5). Since the
/// word could go on (`MSNFTPX`), the byte that ends it is the telling one; one client sends CR and LF apart.
struct OpeningLine {
    private enum State {
        /// So many letters of the command have been read.
        case command(Int)
        /// Between words.
        case blank
        /// So many letters of `MSNFTP` have been read, and nothing else in this word.
        case version(Int)
        /// In a word that is not `MSNFTP`.
        case word
        /// The line is not of this kind.
        case other
    }

    private var state = State.command(0)
    private static let command: StaticASCII = "ver"
    private static let version: StaticASCII = "msnftp"

    /// Reads one more byte, and tells whether it is the telling one.
    mutating func isCompleted(by byte: UInt8) -> Bool {
        switch state {
        case .other: return false
        case .command(0) where byte.isLineEnd || byte.isBlank: return false
        case .command(let read) where read == Self.command.count: state = byte.isBlank ? .blank : .other
        case .command(let read): state = byte.lowerCased == Self.command[read] ? .command(read + 1) : .other
        case .blank where byte.isBlank: break
        case .blank: state = byte.lowerCased == Self.version[0] ? .version(1) : .word
        case .version(let read) where read == Self.version.count:
            if byte.isBlank || byte.isLineEnd { return true }
            state = .word
        case .version(let read) where byte.lowerCased == Self.version[read]: state = .version(read + 1)
        case .version, .word: state = byte.isBlank ? .blank : .word
        }
        if byte.isLineEnd { state = .other }
        return false
    }
}
