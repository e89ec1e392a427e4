/// Payloads of messages that offer a file.
enum Offer {
    static let header = "MIME-Version: 1.0\r\nContent-Type: text/x-msmsgsinvite; charset=UTF-8\r\n\r\n"

    private static let fields = [
        ("Application-Name", "File Transfer"), ("Application-GUID", "{5D3E02AB-6190-11d3-BBBB-00C04F795683}"),
        ("Invitation-Command", "INVITE"), ("Invitation-Cookie", "33267"), ("Application-File", "report.txt"),
        ("Application-FileSize", "5"), ("Connectivity", "N"),
    ]

    static let plain = Array((header + body(of: fields, end: "\r\n")).utf8)

    static let ofLineFeeds = Array((header + body(of: fields.reversed(), end: "\n")).utf8)

    static let backwards = Array(
        (header + body(of: fields.map { (String($0.reversed()), String($1.reversed())) }, end: "\r\n")).utf8
    )

    /// A message in two parts, the body of which is cut there.
    static func parts(of payload: [UInt8], cutAt position: Int) -> [[UInt8]] {
        let name = "Message-ID: {AF1B2C3D-0000-1111-2222-333344445555}\r\n"
        let body = payload.dropFirst(header.utf8.count)
        let first = header.dropLast(2) + name + "Chunks: 2\r\n\r\n"
        let second = name + "Chunk: 1\r\n\r\n"
        return [Array(first.utf8) + body.prefix(position), Array(second.utf8) + body.dropFirst(position)]
    }

    private static func body(of fields: [(String, String)], end: String) -> String {
        fields.map { "\($0.0): \($0.1)\(end)" }.joined() + end
    }
}
