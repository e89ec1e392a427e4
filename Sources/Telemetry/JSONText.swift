/// JSON being written (RFC 8259), one value after the other; commas are put where they belong.
package struct JSONText {
    /// What has been written so far.
    package private(set) var bytes: [UInt8] = []
    private var needsComma = false

    /// Nothing written yet.
    package init() {}

    /// An object; `members` writes its keys and values.
    package mutating func object(_ members: (inout JSONText) -> Void) {
        enclosed(by: "{", "}", members)
    }

    /// An array; `elements` writes its values.
    package mutating func array(_ elements: (inout JSONText) -> Void) {
        enclosed(by: "[", "]", elements)
    }

    /// The name of the member whose value comes next.
    package mutating func key(_ name: String) {
        string(name)
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    /// A string, or null.
    package mutating func string(_ text: String?) {
        guard let text else { return literal("null") }
        separate()
        bytes.append(UInt8(ascii: "\""))
        for scalar in text.unicodeScalars { append(escaping: scalar) }
        bytes.append(UInt8(ascii: "\""))
    }

    /// A whole number, or null.
    package mutating func number(_ number: (some BinaryInteger)?) {
        literal(number.map { String($0) } ?? "null")
    }

    /// A member of the object at hand.
    package mutating func member(_ name: String, _ text: String?) {
        key(name)
        string(text)
    }

    /// A member of the object at hand.
    package mutating func member(_ name: String, _ value: (some BinaryInteger)?) {
        key(name)
        number(value)
    }

    /// Ends the line.
    package mutating func newline() {
        bytes.append(UInt8(ascii: "\n"))
        needsComma = false
    }

    private mutating func literal(_ text: String) {
        separate()
        bytes += text.utf8
    }

    private mutating func enclosed(by open: Unicode.Scalar, _ close: Unicode.Scalar, _ body: (inout JSONText) -> Void) {
        separate()
        bytes.append(UInt8(ascii: open))
        needsComma = false
        body(&self)
        bytes.append(UInt8(ascii: close))
        needsComma = true
    }

    private mutating func separate() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
        needsComma = true
    }

    /// RFC 8259, section 7: quotation mark, reverse solidus and the control characters must be escaped. What would steer
    /// a terminal or turn the reading direction round is escaped as well: people look at JSON too.
    private mutating func append(escaping scalar: Unicode.Scalar) {
        switch scalar {
        case "\"", "\\": bytes += "\\\(scalar)".utf8
        case " "..."~": bytes.append(UInt8(truncatingIfNeeded: scalar.value))
        default:
            guard !scalar.isVisible else { return bytes += String(scalar).utf8 }
            for unit in String(scalar).utf16 {
                let digits = String(unit, radix: 16)
                bytes += "\\u\(String(repeating: "0", count: 4 - digits.count))\(digits)".utf8
            }
        }
    }
}
