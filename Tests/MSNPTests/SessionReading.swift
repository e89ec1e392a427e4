import TestSupport

@testable import MSNP

/// What the reading of one MSNSLP text told, and the bytes that would leave.
struct SessionReading: Equatable {
    struct Telling: Equatable {
        /// Where the telling byte stands.
        let position: Int
        let kind: SessionKind?
    }

    private(set) var tellings: [Telling] = []
    private(set) var output: [UInt8] = []
    private(set) var message = SessionMessage()
    private(set) var storedBytes = 0

    /// How a text is read.
    struct Manner: OptionSet {
        let rawValue: Int
        /// The beginning was not seen.
        static let fromTheMiddle = Manner(rawValue: 1)
        /// Backgrounds may pass.
        static let tellingBackgroundsApart = Manner(rawValue: 2)
        /// More of it is to come.
        static let unfinished = Manner(rawValue: 4)
    }

    init(_ text: [UInt8], _ manner: Manner = []) {
        var reader = SessionMessageReader()
        self.init(text, manner, with: &reader)
    }

    init(_ text: [UInt8], _ manner: Manner = [], with reader: inout SessionMessageReader) {
        reader.clear()
        reader.tellsBackgroundsApart = manner.contains(.tellingBackgroundsApart)
        if manner.contains(.fromTheMiddle) { reader.joinInMiddle() }
        for (index, byte) in text.enumerated() {
            let isLast = index == text.count - 1 && !manner.contains(.unfinished)
            let outcome = reader.read(byte, isLast: isLast)
            if outcome.told != nil { tellings.append(Telling(position: index, kind: reader.message.kind)) }
            output.append(outcome.overwrite ?? byte)
        }
        message = reader.message
        storedBytes = reader.storedBytes
    }

    /// The reading of the same text in runs of `length` bytes, but for its last byte.
    init(_ text: [UInt8], _ manner: Manner = [], inRunsOf length: Int) {
        var reader = SessionMessageReader()
        reader.tellsBackgroundsApart = manner.contains(.tellingBackgroundsApart)
        if manner.contains(.fromTheMiddle) { reader.joinInMiddle() }
        let isWhole = !manner.contains(.unfinished)
        let end = isWhole ? text.count - 1 : text.count
        while output.count < end {
            let start = output.count
            let (count, outcome) = reader.read(text.span.extracting(start..<min(start + length, end)))
            output += text[start..<start + count]
            note(outcome, of: reader)
        }
        if isWhole, let last = text.last {
            output.append(last)
            note(reader.read(last, isLast: true), of: reader)
        }
        message = reader.message
        storedBytes = reader.storedBytes
    }

    /// Notes what became of the byte read last.
    private mutating func note(_ outcome: SessionMessageReader.Outcome, of reader: SessionMessageReader) {
        if outcome.told != nil { tellings.append(Telling(position: output.count - 1, kind: reader.message.kind)) }
        if let byte = outcome.overwrite { output[output.count - 1] = byte }
    }

    var kinds: [SessionKind?] { tellings.map(\.kind) }
}

/// The MSNSLP text in an example, from its first word on, without what follows it in its packet.
func sessionText(_ example: [UInt8], from word: String, footer: Int = 4) -> [UInt8] {
    let start = example.firstRange(ofText: word)?.lowerBound ?? example.count
    return Array(example[start..<(example.count - footer)])
}

/// A text with this first line, the headers of a session invitation, and these lines in its body.
func sessionInvitation(
    _ body: [String],
    end: String = "\r\n",
    startingWith line: String = "INVITE MSNMSGR:bob@example.com MSNSLP/1.0"
) -> [UInt8] {
    let headers = [
        line, "To: <msnmsgr:bob@example.com>", "From: <msnmsgr:alice@example.com>",
        "Content-Type: application/x-msnmsgr-sessionreqbody", "",
    ]
    return text((headers + body + [""]).map { $0 + end }.joined() + "\0")
}

/// The GUIDs of sessions, and one that has no meaning.
enum SessionGUID {
    static let file = "{5D3E02AB-6190-11D3-BBBB-00C04F795683}"
    static let object = "{A4268EEC-FEC5-49E5-95C3-F126696BDBF6}"
    static let photos = "{41D3E74E-04A2-4B37-96F8-08ACDB610874}"
    static let sharedFolder = "{534142D5-1F2A-431F-A60C-B0CF723FDF7D}"
    static let unknown = "{01020304-0506-0708-090A-0B0C0D0E0F10}"
}

/// The base64 of bytes.
func base64(_ bytes: [UInt8]) -> String {
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
    return stride(from: 0, to: bytes.count, by: 3).reduce(into: "") { result, start in
        let group = bytes[start..<min(start + 3, bytes.count)]
        let bits = (group + [0, 0]).prefix(3).reduce(0) { $0 << 8 | Int($1) }
        for place in 0..<4 { result.append(place <= group.count ? letters[bits >> (18 - 6 * place) & 63] : "=") }
    }
}

/// The context of a file, as far as its name.
func fileContext(type: UInt32, size: UInt64 = 5, name: String = "report.txt") -> [UInt8] {
    let header = [UInt8](bigEndian: UInt32(574)).reversed() + [2, 0, 0, 0]
    let numbers = [UInt8](bigEndian: size).reversed() + [UInt8](bigEndian: type).reversed()
    let units = name.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
    return header + numbers + units + [UInt8](repeating: 0, count: 554 - units.count)
}
