extension String {
    /// The text in quotes as it may stand in a comment of a rule set.
    ///
    /// The name of a group is whatever somebody wrote: a line end in it would begin a rule of its own, a backslash
    /// could join the next line to the comment, and marks of direction could show a reader other than what is there.
    var inComment: String {
        var text = String.UnicodeScalarView(unicodeScalars.prefix(64).map { $0.isPlain ? $0 : "?" })
        if unicodeScalars.count > 64 { text.append(contentsOf: "...".unicodeScalars) }
        return "\"\(String(text))\""
    }
}

extension Unicode.Scalar {
    fileprivate var isPlain: Bool {
        if isASCII { return (0x20..<0x7F).contains(value) && self != "\\" && self != "\"" }
        switch properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .nonspacingMark,
            .spacingMark, .decimalNumber, .letterNumber, .otherNumber, .dashPunctuation:
            return true
        default:
            return false
        }
    }
}
