extension PeerToPeer {
    /// A message of MSNSLP: a start line, header lines, an empty line, body lines, an empty line, NUL.
    ///
    /// Lines are kept as they will be written, so that any order and spelling can be tried.
    public struct SessionText: Hashable, Sendable {
        /// The first line.
        public var startLine: String
        /// The header lines without `Content-Length`.
        public var header: [String]
        /// The body lines.
        public var body: [String]
        /// What `Content-Length` says, if not the truth; empty leaves the line out.
        public var contentLength: String?
        /// What ends each line.
        public var lineEnd = "\r\n"
        /// What stands behind the last line.
        public var end: [UInt8] = [0]

        /// A message of these lines.
        public init(_ startLine: String, header: [String], body: [String]) {
            self.startLine = startLine
            self.header = header
            self.body = body
        }

        /// The header that every message between these two has.
        public init(
            _ startLine: String,
            _ parties: Parties,
            type: String,
            call: String = "1A1A1A1A-1B1B-1C1C-1D1D-1E1E1E1E1E1E",
            sequence: Int = 0,
            body: [String]
        ) {
            let header = [
                "To: <msnmsgr:\(parties.destination)>",
                "From: <msnmsgr:\(parties.source)>",
                "Via: MSNSLP/1.0/TLP ;branch={0A0A0A0A-0B0B-0C0C-0D0D-0E0E0E0E0E0E}",
                "CSeq: \(sequence) ",
                "Call-ID: {\(call)}",
                "Max-Forwards: 0",
                "Content-Type: application/x-msnmsgr-\(type)",
            ]
            self.init(startLine, header: header, body: body)
        }

        /// The text, NUL and all.
        public var bytes: [UInt8] {
            let body = (self.body + [""]).map { [UInt8](text: $0 + lineEnd) }.joined() + end
            let length = contentLength ?? "\(body.count)"
            let lengthLine = length.isEmpty ? [] : ["Content-Length: \(length)"]
            let head = ([startLine] + header + lengthLine + [""]).map { [UInt8](text: $0 + lineEnd) }.joined()
            return head + body
        }

        /// The same message with a body line that begins with `name` replaced.
        public func replacing(_ name: String, with line: String) -> Self {
            var copy = self
            copy.body = body.map { $0.hasPrefix(name) ? line : $0 }
            return copy
        }

        /// The same message with every name and value of the body spelled backwards.
        public var reversed: Self {
            var copy = self
            copy.body = body.map { line in
                guard let colon = line.firstIndex(of: ":") else { return line }
                let value = line[colon...].dropFirst().drop(while: { $0 == " " })
                return String(line[..<colon].reversed()) + ": " + String(value.reversed())
            }
            return copy
        }
    }
}
