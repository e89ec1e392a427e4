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

    /// The same without the quotes around it, for a place of its own.
    package var unquoted: String { String(description.dropFirst().dropLast()) }

    private static func append(_ scalar: Unicode.Scalar, to text: inout String) {
        switch scalar {
        case "\"", "\\":
            text += "\\\(scalar)"
        case " ":
            text += " "
        default:
            if scalar.isVisible {
                text.unicodeScalars.append(scalar)
            } else {
                text += "\\u{\(String(scalar.value, radix: 16))}"
            }
        }
    }
}

extension Unicode.Scalar {
    /// Whether people see the character as itself: it is no control, steers no terminal and turns no reading direction round.
    var isVisible: Bool {
        switch properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator,
            .spaceSeparator:
            false
        default:
            true
        }
    }
}
