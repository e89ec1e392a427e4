/// A command line, of which only the beginning has been looked at: no command tells anything by a later token than these,
/// but for the length of a payload, which comes last.
struct CommandLine {
    /// What a line begins with.
    enum Code: Equatable {
        case command(CommandName)
        /// Three digits: an error reply of the server.
        case error
        /// Three letters that are no command of MSNP2 to MSNP21.
        case unknown
    }

    let code: Code
    private let tokens: Tokens

    /// The longest line taken: the longest seen are about 2 kB (reference, section 1.2), and clients read into 8 kB.
    static let maximumLength = 8192

    /// Reads the beginning of a line without its end; nil if it does not begin with a code of three characters.
    init?(parsing line: Span<UInt8>) {
        var start = 0
        while start < line.count, line[start].isBlank { start &+= 1 }
        let length = line.count &- start
        guard length >= 3, length == 3 || line[start &+ 3].isBlank, let code = Code(line, at: start) else { return nil }
        self.code = code
        tokens = Tokens(of: line)
    }

    /// Where token `number` lies in the line, the command being number 0; nil if there are fewer. At most `Tokens.maximum`
    /// are known.
    func token(_ number: Int) -> Range<Int>? { tokens[number] }

    /// Whether the line has a token with this number.
    func hasToken(_ number: Int) -> Bool { number < tokens.count }

    /// Where the last token lies in the line: the length, in every command that has a payload.
    func lastToken(in line: Span<UInt8>) -> Range<Int> {
        tokens.count < Tokens.maximum ? tokens[tokens.count - 1] ?? 0..<0 : line.lastToken
    }
}

extension CommandLine.Code {
    fileprivate init?(_ line: Span<UInt8>, at offset: Int) {
        let (first, second, third) = (line[offset], line[offset + 1], line[offset + 2])
        if let name = CommandName(first, second, third), first > 0x40, second > 0x40, third > 0x40 {
            self = .command(name)
        } else if first.isDigit, second.isDigit, third.isDigit {
            self = .error
        } else if first.isUpperCaseLetter, second.isUpperCaseLetter, third.isUpperCaseLetter {
            self = .unknown
        } else {
            return nil
        }
    }
}
