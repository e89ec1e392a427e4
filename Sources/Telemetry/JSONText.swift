/// JSON text (RFC 8259), written front to back.
///
///     JSONText.object {
///         $0.field("packet", 7)
///         $0.array("transfers") { $0.object { $0.field("id", 1) } }
///         $0.null("action")
///     }
///
/// Its output is one line without spaces. Strings are Swift's, hence valid Unicode.
package enum JSONText {
    /// One object, with the members that the closure writes.
    package static func object(_ members: (inout Object) -> Void) -> String {
        var object = Object()
        members(&object)
        return object.text + "}"
    }

    /// An object being written; names are not checked for being used twice.
    package struct Object {
        fileprivate var text = "{"

        /// Writes a member that is a string.
        package mutating func field(_ name: String, _ value: String) {
            member(name, JSONText.quoted(value))
        }

        /// Writes a member that is a number, in full: a reader that keeps only doubles loses digits beyond 2^53.
        package mutating func field(_ name: String, _ value: some BinaryInteger) {
            member(name, String(value))
        }

        /// Writes a member that is true or false.
        package mutating func field(_ name: String, _ value: Bool) {
            member(name, value ? "true" : "false")
        }

        /// Writes a string, or null where there is none.
        package mutating func field(_ name: String, _ value: String?) {
            member(name, value.map(JSONText.quoted) ?? "null")
        }

        /// Writes a number, or null where there is none.
        package mutating func field(_ name: String, _ value: (some BinaryInteger)?) {
            member(name, value.map { String($0) } ?? "null")
        }

        /// Writes a member that is null.
        package mutating func null(_ name: String) {
            member(name, "null")
        }

        /// Writes a member that is an object.
        package mutating func object(_ name: String, _ members: (inout Object) -> Void) {
            member(name, JSONText.object(members))
        }

        /// Writes a member that is an array.
        package mutating func array(_ name: String, _ elements: (inout Array) -> Void) {
            var array = Array()
            elements(&array)
            member(name, array.text + "]")
        }

        private mutating func member(_ name: String, _ value: String) {
            if text != "{" { text += "," }
            text += JSONText.quoted(name) + ":" + value
        }
    }

    /// An array being written.
    package struct Array {
        fileprivate var text = "["

        /// Writes an element that is a string.
        package mutating func element(_ value: String) {
            append(JSONText.quoted(value))
        }

        /// Writes an element that is a number.
        package mutating func element(_ value: some BinaryInteger) {
            append(String(value))
        }

        /// Writes an element that is an object.
        package mutating func object(_ members: (inout Object) -> Void) {
            append(JSONText.object(members))
        }

        private mutating func append(_ value: String) {
            if text != "[" { text += "," }
            text += value
        }
    }

    // RFC 8259, section 7: the quotation mark, the reverse solidus and the control characters must be escaped.
    private static func quoted(_ value: String) -> String {
        var text = "\""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            case "\u{0}"..."\u{1F}": text += "\\u" + fourDigits(scalar.value)
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text + "\""
    }

    private static func fourDigits(_ value: UInt32) -> String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 4 - digits.count) + digits
    }
}
