/// Text that a peer chose, made fit for a line of a log.
///
/// An account or a file name may hold anything: line feeds that forge a second line, escape sequences that a terminal
/// obeys, bidirectional overrides that turn `exe.txt` round. None of those leaves here, and no text is long.
package struct PeerText: Equatable, CustomStringConvertible {
    /// How many characters of the peer's text are shown; enough for any name that a person can tell apart.
    package static let maximumLength = 96

    /// The text in double quotes, with everything that is not plainly visible as `\u{…}`.
    package let description: String

    /// Makes a peer's text fit.
    package init(_ text: String) {
        var quoted = "\""
        for scalar in text.unicodeScalars.prefix(Self.maximumLength) {
            Self.append(scalar, to: &quoted)
        }
        if text.unicodeScalars.count > Self.maximumLength { quoted += "…" }
        description = quoted + "\""
    }

    private static func append(_ scalar: Unicode.Scalar, to text: inout String) {
        switch scalar {
        case "\"", "\\":
            text += "\\\(scalar)"
        case " ":
            text += " "
        default:
            if isVisible(scalar) {
                text.unicodeScalars.append(scalar)
            } else {
                text += "\\u{\(String(scalar.value, radix: 16))}"
            }
        }
    }

    private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator,
            .spaceSeparator:
            false
        default:
            true
        }
    }
}
