import TestSupport

/// Offers of a modified sender to unmodified receivers, which differ in how they put packets together.
enum Attacks {
    private static let envelope = PeerToPeer.Envelope()
    private static let text = PeerToPeer.SessionText.invitation().bytes

    /// The text up to a word of it, and the rest.
    private static func halves(_ text: [UInt8], at word: String) -> ([UInt8], [UInt8]) {
        let place = text.firstRange(ofText: word)?.lowerBound ?? 0
        return (Array(text[..<place]), Array(text[place...]))
    }

    /// Those who believe the length find the end of the GUID where others find the footer.
    static var footerAsText: [UInt8] {
        let body = ["SessionID: 9", "AppID: 1", "Context: \(PeerToPeer.FileContext().base64)"]
        var spelled = PeerToPeer.SessionText.invitation()
        spelled.body = body
        spelled.end = [UInt8](text: "EUF-GUID: {\(PeerToPeer.fileGUID)}")
        let whole = spelled.bytes
        var packet = PeerToPeer.V1(whole)
        packet.chunk.removeLast(4)
        packet.footer = whole.suffix(4).reduce(0) { $0 << 8 | UInt32($1) }
        return envelope.message(packet.bytes)
    }

    /// Those who join packets as they come find the end of the GUID, which came before, behind its beginning.
    static var repeatedPieces: [UInt8] {
        let hidden = PeerToPeer.SessionText.invitation(guid: PeerToPeer.objectGUID, extra: ["X-Rest: 4F795683}"]).bytes
        let moved = PeerToPeer.SessionText(
            "INVITE MSNMSGR:bob@example.com MSNSLP/1.0",
            header: ["X: 4F795683}"],
            body: []
        )
        let (front, _) = halves(moved.bytes, at: "\r\n\r\n")
        let (begin, end) = halves(hidden, at: "EUF-GUID")
        let whole =
            front + begin.drop { $0 != 0x0A } + [UInt8](text: "EUF-GUID: {5D3E02AB-6190-11D3-BBBB-00C0") + [0x0D, 0x0A]
            + end
        guard let rest = whole.firstRange(ofText: "4F795683}"), let cut = whole.firstRange(ofText: "BBBB-00C0") else {
            return []
        }
        let (first, last) = (0..<cut.upperBound, cut.upperBound..<whole.count)
        return envelope.messages(
            [first, rest, last].map { range in
                PeerToPeer.V1(Array(whole[range]), offset: UInt64(range.lowerBound), total: UInt64(whole.count))
            }
        )
    }

    /// The same in the second layout, by two packets that both say they are the first.
    static var begunAnew: [UInt8] {
        let whole = PeerToPeer.SessionText.invitation(.v2).bytes
        let (begin, end) = halves(whole, at: "4F795683")
        var (first, second) = (PeerToPeer.V2(begin), PeerToPeer.V2(end))
        first.dataOptions = [.remaining(UInt64(end.count))]
        second.dataOptions = []
        return PeerToPeer.Envelope(.client, .v2).messages([first, second])
    }

    /// The text ends with a number that might go on, and only an empty packet says that it does not.
    static var openNumber: [UInt8] {
        var spelled = PeerToPeer.SessionText.invitation(guid: PeerToPeer.objectGUID)
        spelled.body.removeAll { $0.hasPrefix("AppID") }
        spelled.end = [UInt8](text: "AppID: 2")
        let packet = PeerToPeer.V1(spelled.bytes, total: UInt64(spelled.bytes.count) + 100)
        let end = UInt64(spelled.bytes.count)
        let last = PeerToPeer.V1([0], offset: end, total: end + 1)
        return envelope.messages([packet, last])
    }

    /// The second packet names another receiver too.
    static var changedReceiver: [UInt8] {
        let (begin, end) = halves(text, at: "4F795683")
        let packets = [(begin, 0), (end, begin.count)].map { chunk, offset in
            PeerToPeer.V1(chunk, offset: UInt64(offset), total: UInt64(text.count)).bytes
        }
        let header = "Content-Type: application/x-msnmsgrp2p\r\nP2P-Dest: bob@example.com\r\n"
        return message(header, packets[0]) + message("P2P-Dest: eve@example.com\r\n" + header, packets[1])
    }

    /// The second packet says that the message is longer than the first one said.
    static var changedTotal: [UInt8] {
        let (begin, end) = halves(text, at: "4F795683")
        let first = PeerToPeer.V1(begin, total: UInt64(begin.count))
        let second = PeerToPeer.V1(end, offset: UInt64(begin.count), total: UInt64(text.count))
        return envelope.messages([first, second])
    }

    /// A `MSG` with these header lines.
    static func message(_ header: String, _ body: [UInt8]) -> [UInt8] {
        let payload = [UInt8](text: header + "\r\n") + body
        return [UInt8](text: "MSG 6 D \(payload.count)\r\n") + payload
    }
}
