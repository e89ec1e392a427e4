/// JSON being written (RFC 8259), one value after the other; commas are put where they belong.
struct JSONText {
    private(set) var bytes: [UInt8] = []
    private var needsComma = false

    /// An object; `members` writes its keys and values.
    mutating func object(_ members: (inout JSONText) -> Void) {
        enclosed(by: "{", "}", members)
    }

    /// An array; `elements` writes its values.
    mutating func array(_ elements: (inout JSONText) -> Void) {
        enclosed(by: "[", "]", elements)
    }

    /// The name of the member whose value comes next.
    mutating func key(_ name: String) {
        string(name)
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    /// A string, or null.
    mutating func string(_ text: String?) {
        guard let text else { return literal("null") }
        separate()
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 { append(escaping: byte) }
        bytes.append(UInt8(ascii: "\""))
    }

    /// A whole number, or null.
    mutating func number(_ number: (some BinaryInteger)?) {
        literal(number.map { String($0) } ?? "null")
    }

    /// A member of the object at hand.
    mutating func member(_ name: String, _ text: String?) {
        key(name)
        string(text)
    }

    /// A member of the object at hand.
    mutating func member(_ name: String, _ value: (some BinaryInteger)?) {
        key(name)
        number(value)
    }

    /// Ends the line.
    mutating func newline() {
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

    /// RFC 8259, section 7: quotation mark, reverse solidus and the control characters must be escaped.
    private mutating func append(escaping byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
        case 0..<0x20: bytes += "\\u00\(byte < 0x10 ? "0" : "")\(String(byte, radix: 16))".utf8
        default: bytes.append(byte)
        }
    }
}
