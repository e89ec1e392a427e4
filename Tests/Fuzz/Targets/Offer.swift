/// Payloads of messages that offer a file.
enum Offer {
    static let header = "MIME-Version: 1.0\r\nContent-Type: text/x-msmsgsinvite; charset=UTF-8\r\n\r\n"

    static let fields: [(name: String, value: String)] = [
        ("Application-Name", "File Transfer"), ("Application-GUID", "{5D3E02AB-6190-11d3-BBBB-00C04F795683}"),
        ("Invitation-Command", "INVITE"), ("Invitation-Cookie", "33267"), ("Application-File", "report.txt"),
        ("Application-FileSize", "5"), ("Connectivity", "N"),
    ]

    static let acceptance: [(name: String, value: String)] = [
        ("Invitation-Command", "ACCEPT"), ("Invitation-Cookie", "33267"), ("IP-Address", "198.51.100.7"),
        ("IP-Address-Internal", "192.168.1.7"), ("Port", "6891"), ("PortX", "11178"), ("AuthCookie", "93301"),
        ("Launch-Application", "FALSE"), ("Request-Data", "IP-Address:"),
    ]

    static let plain = Array((header + body(of: fields, end: "\r\n")).utf8)

    static let ofLineFeeds = Array((header + body(of: fields.reversed(), end: "\n")).utf8)

    static let backwards = Array(
        (header + body(of: fields.map { (String($0.name.reversed()), String($0.value.reversed())) }, end: "\r\n")).utf8
    )

    /// A message in two parts, the body of which is cut there.
    static func parts(of payload: [UInt8], cutAt position: Int) -> [[UInt8]] {
        let name = "Message-ID: {AF1B2C3D-0000-1111-2222-333344445555}\r\n"
        let body = payload.dropFirst(header.utf8.count)
        let first = header.dropLast() + name + "Chunks: 2\r\n\r\n"
        let second = name + "Chunk: 1\r\n\r\n"
        return [Array(first.utf8) + body.prefix(position), Array(second.utf8) + body.dropFirst(position)]
    }

    private static func body(of fields: [(name: String, value: String)], end: String) -> String {
        fields.map { "\($0.name): \($0.value)\(end)" }.joined() + end
    }
}
