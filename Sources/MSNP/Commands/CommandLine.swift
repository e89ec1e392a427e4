/// A command line, taken apart into tokens at runs of blanks (reference, section 1.1).
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
    /// How many tokens the line has, the command itself included.
    let tokenCount: Int
    /// Where the last token lies in the line: the length, in every command that has a payload.
    let lastToken: Range<Int>

    /// The longest line taken: the longest seen are about 2 kB (reference, section 1.2), and clients read into 8 kB.
    static let maximumLength = 8192

    /// Takes a line apart, without its line end; nil if it does not begin with a code of three characters.
    init?(parsing line: Span<UInt8>) {
        var start = 0
        while start < line.count, line[start].isBlank { start &+= 1 }
        var end = line.count
        while end > start, line[end &- 1].isBlank { end &-= 1 }
        guard end &- start >= 3, end &- start == 3 || line[start &+ 3].isBlank,
            let code = Code(line, at: start)
        else { return nil }
        var last = end
        while last > start, !line[last &- 1].isBlank { last &-= 1 }
        self.code = code
        tokenCount = line.tokenCount
        lastToken = last..<end
    }

    /// Where token `number` lies in the line, the command being number 0; nil if there are fewer.
    func token(_ number: Int, in line: Span<UInt8>) -> Range<Int>? {
        guard number < tokenCount else { return nil }
        var index = 0
        for skipped in 0...number {
            while line[index].isBlank { index += 1 }
            let start = index
            while index < line.count, !line[index].isBlank { index += 1 }
            if skipped == number { return start..<index }
        }
        return nil
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
