extension PeerToPeer {
    /// What an invitation tells of its file: 574 bytes, or 638 in version 3, and perhaps a preview.
    public struct FileContext: Hashable, Sendable {
        /// The file's name, at most 259 units of UTF-16.
        public var name: String
        /// The file's size.
        public var size: UInt64
        /// 2 or 3.
        public var version: UInt32
        /// 0 preview follows, 1 none, 4 background.
        public var kind: UInt32
        /// A picture behind the fixed part.
        public var preview: [UInt8]

        /// The context of a small file, if nothing else is said.
        public init(
            name: String = "report.txt",
            size: UInt64 = 5,
            version: UInt32 = 2,
            kind: UInt32 = 1,
            preview: [UInt8] = []
        ) {
            self.name = name
            self.size = size
            self.version = version
            self.kind = kind
            self.preview = preview
        }

        /// The context before it is written in base64.
        public var bytes: [UInt8] {
            let length: UInt32 = version == 3 ? 638 : 574
            let letters = name.utf16.prefix(259).flatMap { [UInt8](littleEndian: $0) }
            let field = letters + [UInt8](repeating: 0, count: 550 - letters.count)
            return [UInt8](littleEndian: length) + [UInt8](littleEndian: version) + [UInt8](littleEndian: size)
                + [UInt8](littleEndian: kind) + field + [0xFF, 0xFF, 0xFF, 0xFF]
                + [UInt8](repeating: 0, count: version == 3 ? 64 : 0) + preview
        }

        /// The context as it stands in the invitation.
        public var base64: String { TestSupport.base64(bytes) }
    }

    /// What an invitation for a picture, emoticon or wink asks for.
    public struct ObjectContext: Hashable, Sendable {
        /// The size of the object.
        public var size: Int
        /// 2 emoticon, 3 display picture, 5 background, 8 wink, 11 voice clip.
        public var kind: Int

        /// A small display picture, if nothing else is said.
        public init(size: Int = 5, kind: Int = 3) {
            self.size = size
            self.kind = kind
        }

        /// The object's description as it stands in the invitation.
        public var base64: String {
            let hash = String(repeating: "A", count: 27) + "="
            let text =
                #"<msnobj Creator="bob@example.com" Size="\#(size)" Type="\#(kind)" Location="x.tmp" Friendly="AAA=" "#
                + #"SHA1D="\#(hash)" SHA1C="\#(hash)"/>"#
            return TestSupport.base64([UInt8](text: text) + [0])
        }
    }
}

/// Bytes in base64 (RFC 4648, section 4), padded.
public func base64(_ bytes: [UInt8]) -> String {
    let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
    var text = ""
    for start in stride(from: 0, to: bytes.count, by: 3) {
        let group = bytes[start..<min(start + 3, bytes.count)]
        let bits = (0..<3).reduce(0) { sum, index in sum << 8 | (index < group.count ? Int(bytes[start + index]) : 0) }
        for index in 0..<4 {
            text.append(index <= group.count ? digits[bits >> (18 - 6 * index) & 0x3F] : "=")
        }
    }
    return text
}
