/// HTML being written: what is put into a literal as text is escaped, what is put in as HTML is not.
package struct HTML: Sendable, Equatable {
    /// The markup.
    package var markup: String

    init(markup: String) {
        self.markup = markup
    }

    /// A text, escaped for elements and for attributes in quotes.
    init(_ text: String) {
        markup = ""
        for letter in text.unicodeScalars {
            switch letter {
            case "&": markup += "&amp;"
            case "<": markup += "&lt;"
            case ">": markup += "&gt;"
            case "\"": markup += "&quot;"
            case "'": markup += "&#39;"
            default: markup.unicodeScalars.append(letter)
            }
        }
    }

    static func + (a: HTML, b: HTML) -> HTML { HTML(markup: a.markup + b.markup) }
    static func += (a: inout HTML, b: HTML) { a.markup += b.markup }
}

extension HTML: ExpressibleByStringInterpolation {
    package struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var markup = ""

        package init(literalCapacity: Int, interpolationCount: Int) {
            markup.reserveCapacity(literalCapacity)
        }

        package mutating func appendLiteral(_ literal: String) { markup += literal }
        package mutating func appendInterpolation(_ html: HTML) { markup += html.markup }
        package mutating func appendInterpolation(_ text: String) { markup += HTML(text).markup }
        package mutating func appendInterpolation(_ number: some BinaryInteger) { markup += "\(number)" }
    }

    package init(stringLiteral: String) {
        markup = stringLiteral
    }

    package init(stringInterpolation: StringInterpolation) {
        markup = stringInterpolation.markup
    }
}

extension Sequence<HTML> {
    /// All of them, one after the other.
    func joined() -> HTML { HTML(markup: map(\.markup).joined(separator: "\n")) }
}
