/// Finds the line ends of a message's header lines, and the empty line that ends them.
///
/// Clients differ: most end a line at CR LF, some at LF, some at a lone CR (reference, section 12.4). An empty line that
/// all of them see is *regular*: CR LF CR LF behind a line, for which the strictest of them search. At an irregular one,
/// two line feeds or an empty first line, the readers part, and the headers go on for some of them.
struct HeaderBoundary {
    enum Step: Equatable {
        /// The byte ends a line.
        case lineEnd
        /// The byte belongs to a line end already told.
        case rest
        /// The byte ends an empty line.
        case empty(isRegular: Bool)
    }

    private enum State { case text, cr, crlf, crlfcr, lf }

    /// A message may begin with an empty line, so the beginning counts as a line end.
    private var state = State.lf

    /// Whether the line end just read is an empty line, if text comes next: for readers that end a line at a lone CR.
    var isEmptyBeforeText: Bool { state == .crlfcr }

    mutating func readText() {
        state = .text
    }

    /// Reads a CR or an LF.
    mutating func read(_ byte: UInt8) -> Step {
        let isLineFeed = byte == ASCII.lineFeed
        switch (state, isLineFeed) {
        case (.text, false): return move(to: .cr, .lineEnd)
        case (.text, true): return move(to: .lf, .lineEnd)
        case (.cr, true): return move(to: .crlf, .rest)
        case (.crlf, false): return move(to: .crlfcr, .rest)
        case (.crlfcr, true): return move(to: .crlf, .empty(isRegular: true))
        case (.crlf, true), (.lf, true): return move(to: .lf, .empty(isRegular: false))
        case (.cr, false), (.crlfcr, false), (.lf, false): return move(to: .cr, .empty(isRegular: false))
        }
    }

    /// Reads a CR and an LF behind text, or behind the same two, and answers whether they end an empty line; reads nothing
    /// behind anything else, and answers nil.
    mutating func readRegularEnd() -> Bool? {
        switch state {
        case .text:
            state = .crlf
            return false
        case .crlf: return true
        case .cr, .crlfcr, .lf: return nil
        }
    }

    private mutating func move(to state: State, _ step: Step) -> Step {
        self.state = state
        return step
    }
}
