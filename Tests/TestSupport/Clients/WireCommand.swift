/// One command of MSNP as it stands on the wire.
struct WireCommand: Sendable {
    let line: String
    let payload: [UInt8]

    var name: String { String(line.prefix(3)) }

    var tokens: [String] { line.split(whereSeparator: { $0 == " " || $0 == "\t" }).map(String.init) }

    /// The token before the length, which in a notice is its type.
    var kind: String { tokens.dropLast().last ?? "" }

    /// Takes the first command off `bytes`, or returns nil and leaves them if it is not complete.
    init?(takenFrom bytes: inout ArraySlice<UInt8>, sentBy side: Side) {
        guard let end = bytes.firstIndex(of: 0x0A) else { return nil }
        var line = bytes[..<end]
        // Some ends write a bare LF.
        if line.last == 0x0D { line.removeLast() }
        let tokens = line.split(whereSeparator: { $0 == 0x20 || $0 == 0x09 }).map {
            String(decoding: $0, as: UTF8.self)
        }
        guard let length = Self.payloadLength(tokens: tokens, sentBy: side),
            length <= bytes[(end + 1)...].count
        else { return nil }
        self.line = String(decoding: line, as: UTF8.self)
        payload = Array(bytes[(end + 1)...].prefix(length))
        bytes = bytes[(end + 1 + length)...]
    }

    private static let namesFromClient: Set<String> = [
        "MSG", "QRY", "PAG", "PGD", "SDC", "UUX", "ADL", "RML", "FQY", "UUN", "UUM", "PUT", "DEL", "SDG", "VAS",
    ]
    private static let namesFromServer: Set<String> = [
        "MSG", "NOT", "IPG", "UBX", "UBN", "UBM", "GCF", "UUX", "FQY", "NFY", "SDG", "ADL", "RML", "UUN", "PUT", "DEL",
    ]

    /// The length of the payload, 0 for a command without one; nil if it is more than any stream can hold.
    private static func payloadLength(tokens: [String], sentBy side: Side) -> Int? {
        guard let name = tokens.first, let last = tokens.last, isNumber(last) else { return 0 }
        let isPayload =
            switch side {
            case .client: namesFromClient.contains(name)
            case .server: namesFromServer.contains(name) || isErrorWithPayload(tokens)
            }
        return isPayload ? Int(last) : 0
    }

    /// An error reply has a payload if something follows its transaction number.
    private static func isErrorWithPayload(_ tokens: [String]) -> Bool {
        tokens.count >= 3 && tokens[0].utf8.count == 3 && isNumber(tokens[0])
    }

    private static func isNumber(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }
}
