/// Where packets and texts stand in messages and notices.
extension SessionInbox {
    /// The body of a `MSG` from `source`: one packet, whose version the addresses tell.
    mutating func read(message: ReceivedMessage, from source: String) {
        let addresses = message.header.values("P2P-Dest") + message.header.values("P2P-Src")
        let packet =
            addresses.contains { $0.contains(";{") }
            ? PeerPacket(v2: message.body, hasFooter: true)
            : PeerPacket(v1: message.body, hasFooter: true)
        if let packet { read(packet, from: source + " " + addresses.joined(separator: " ")) }
    }

    /// The body of an `SDG`: packets of version 2 from the start and at each bridging offset, up to the next.
    mutating func read(datagram: ReceivedMessage) {
        let listed = datagram.header.values("Bridging-Offsets").flatMap { value in
            value.split(whereSeparator: { $0 == "," || $0 == " " }).compactMap { Int($0) }
        }
        let starts = Set([0] + listed).filter { $0 >= 0 && $0 < datagram.body.count }.sorted()
        for (start, end) in zip(starts, starts.dropFirst() + [datagram.body.count]) {
            guard let packet = PeerPacket(v2: Array(datagram.body[start..<end]), hasFooter: true) else { continue }
            read(packet, from: datagram.header.values("From").joined(separator: " "))
        }
    }
}
