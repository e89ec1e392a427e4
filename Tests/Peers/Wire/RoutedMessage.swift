/// The payload of an `SDG`, by which the last versions of the protocol say everything: three blocks of headers, a body.
struct RoutedMessage {
    private var headers: [Field]
    var body: [UInt8]

    static func chat(_ text: String, from: String, to: String) -> [UInt8] {
        let headers = ["Message-Type: Text", "Content-Type: text/plain; charset=UTF-8"]
        return payload(from: "1:\(from)", to: "1:\(to)", channel: "IM/Online", headers, body: Array(text.utf8))
    }

    /// One packet of the P2P layer with its footer.
    static func packet(_ bytes: [UInt8], from: String, to: String) -> [UInt8] {
        let headers = [
            "Message-Type: Data", "Content-Type: application/x-msnmsgrp2p", "Content-Transfer-Encoding: binary",
            "Bridging-Offsets: 0",
        ]
        let ends = [from, to].map { "1:\($0);epid=\(SessionGUID.machine(of: $0))" }
        return payload(from: ends[0], to: ends[1], channel: "PE", headers, body: bytes)
    }

    private static func payload(from: String, to: String, channel: String, _ headers: [String], body: [UInt8])
        -> [UInt8]
    {
        let routing = ["Routing: 1.0", "To: \(to)", "From: \(from)", "Service-Channel: \(channel)", "Options: 0", ""]
        let messaging = ["Messaging: 2.0"] + headers + ["Content-Length: \(body.count)", "", ""]
        return Array((routing + ["Reliability: 1.0", ""] + messaging).joined(separator: "\r\n").utf8) + body
    }

    /// Nil for what has not three blocks.
    init?(_ payload: [UInt8]) {
        var rest = payload[...]
        var lines: [Substring] = []
        for _ in 0..<3 {
            guard let end = rest.indices.first(where: { rest[$0...].starts(with: Array("\r\n\r\n".utf8)) }) else {
                return nil
            }
            let block = String(decoding: rest[..<end], as: UTF8.self)
            lines += block.split(separator: "\r\n" as Character)
            rest = rest[(end + 4)...]
        }
        headers = Field.list(lines)
        body = Array(rest)
    }

    subscript(_ name: String) -> String? { headers.first { $0.name == name }?.value }

    /// Whether clients look for a packet in it: some go by one header, some by the other.
    var carriesPacket: Bool {
        self["Message-Type"] == "Data" || self["Content-Type"] == "application/x-msnmsgrp2p"
    }

    /// Accounts without network and machine.
    var sender: String { account("From") }
    var receiver: String { account("To") }

    private func account(_ name: String) -> String {
        let address = self[name] ?? ""
        return String(address.drop { $0 != ":" }.dropFirst().prefix { $0 != ";" })
    }
}
