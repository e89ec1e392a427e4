/// Where a command line begins in text of which the beginning was not seen.
enum Footing {
    private static let word: StaticASCII = "msg "

    /// The position in `line` (which has no line end) at which a line begins that `side` would write; nil if there is none.
    ///
    /// Any command counts at the start of the line. Inside it only `MSG` does, the shape of which is hard to meet by
    /// accident: payload has no line end of its own, so a message often stands right behind another's text.
    static func position(in line: Span<UInt8>, from side: Side) -> Int? {
        if let command = CommandLine(parsing: line), command.isPlausible(in: line, from: side) { return 0 }
        guard line.count > 4 else { return nil }
        for start in 1..<(line.count - 3)
        where line[start].lowerCased == word[0] && line.hasPrefix(word, in: start..<(start + 4)) {
            let rest = line.extracting(start..<line.count)
            if let command = CommandLine(parsing: rest), command.isPlausible(in: rest, from: side) { return start }
        }
        return nil
    }
}
