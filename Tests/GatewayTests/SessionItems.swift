import TestSupport

/// What two ends of a switchboard tell each other in sessions, in spellings, packets and carriers that some client uses.
///
/// Every item is a list of whole commands. Session numbers tell the items and the ends apart.
struct SessionItems {
    private let end: End
    private var generator: SeededGenerator

    init(of end: End, using generator: inout SeededGenerator) {
        self.end = end
        self.generator = SeededGenerator(seed: generator.next())
    }

    /// The commands of one more item.
    mutating func item(_ number: Int) -> [[UInt8]] {
        let session = UInt32(end == .client ? 1000 : 2000) + UInt32(number)
        switch Int.random(in: 0..<5, using: &generator) {
        case 0: return carried(offer(session), number)
        case 1: return carried(offer(session), number) + fileData(session, number)
        case 2: return fileData(session, number)
        case 3: return carried(picture(session), number) + pictureData(session, number)
        default: return interleaved(session, number)
        }
    }

    private func parties(_ isNewer: Bool) -> PeerToPeer.Parties {
        let parties: PeerToPeer.Parties = isNewer ? .v2 : .v1
        return end == .client ? parties : parties.reversed
    }

    private func envelope(_ isNewer: Bool) -> PeerToPeer.Envelope {
        PeerToPeer.Envelope(end, parties(isNewer))
    }

    private func call(_ session: UInt32) -> String { "1A1A1A1A-1B1B-1C1C-1D1D-1E1E0000\(session)" }

    private mutating func offer(_ session: UInt32) -> PeerToPeer.SessionText {
        var text = PeerToPeer.SessionText.invitation(parties(true), session: session, call: call(session))
        if generator.oneIn(4) {
            let guid = "EUF-GUID: {\(PeerToPeer.fileGUID.lowercased())}"
            text = text.replacing("EUF-GUID", with: guid)
        }
        if generator.oneIn(3) { text.body.shuffle(using: &generator) }
        if generator.oneIn(3) { text.body.insert("SChannelState: 0", at: 1) }
        if generator.oneIn(5) { text = text.reversed }
        text.lineEnd = ["\r\n", "\r\n", "\n", "\r"].randomElement(using: &generator) ?? "\r\n"
        return text
    }

    private func picture(_ session: UInt32) -> PeerToPeer.SessionText {
        .pictureInvitation(
            parties(false),
            session: session,
            application: session % 2 == 0 ? "1" : "12",
            call: call(session)
        )
    }

    /// A text in packets of some carrier.
    private mutating func carried(_ text: PeerToPeer.SessionText, _ number: Int) -> [[UInt8]] {
        let cut = [Cut.whole, .every(PeerToPeer.chunkOfAMSN), .every(400), .every(90)].randomElement(using: &generator)
        switch Int.random(in: 0..<7, using: &generator) {
        case 0: return newerPackets(text, number, cut ?? .whole).map { envelope(true).message($0) }
        case 1: return [envelope(true).datagram(newerPackets(text, number, cut ?? .whole))]
        case 2: return [generator.oneIn(2) ? envelope(true).notice(text) : envelope(true).datagram(signal: text)]
        case 3:
            return olderPackets(text, number, cut ?? .whole).asLibpurpleSends.map { envelope(false).message($0.bytes) }
        default: return olderPackets(text, number, cut ?? .whole).map { envelope(false).message($0.bytes) }
        }
    }

    private func olderPackets(_ text: PeerToPeer.SessionText, _ number: Int, _ cut: Cut) -> [PeerToPeer.V1] {
        PeerToPeer.V1(identifier: 3000 + UInt32(number)).split(text.bytes, cut)
    }

    private func newerPackets(_ text: PeerToPeer.SessionText, _ number: Int, _ cut: Cut) -> [[UInt8]] {
        PeerToPeer.V2(package: 100 + UInt16(number)).split(text.bytes, cut).map(\.bytes)
    }

    /// An offer of a file and one of a picture, whose packets take turns.
    private mutating func interleaved(_ session: UInt32, _ number: Int) -> [[UInt8]] {
        let offers = [(offer(session + 500), number + 500), (picture(session), number)].map { text, number in
            olderPackets(text, number, .every(300)).map { envelope(false).message($0.bytes) }
        }
        return (0..<max(offers[0].count, offers[1].count)).flatMap { index in
            offers.compactMap { index < $0.count ? $0[index] : nil }
        }
    }

    private mutating func fileData(_ session: UInt32, _ number: Int) -> [[UInt8]] {
        let count = Int.random(in: 1...2500, using: &generator)
        let bytes = generator.oneIn(2) ? generator.bytes(count) : [UInt8](repeating: 0x61, count: count)
        if generator.oneIn(3) {
            return PeerToPeer.V2.file([], session: session).split(bytes).map { envelope(true).message($0.bytes) }
        }
        let packets = PeerToPeer.V1.file([], session: session, identifier: 4000 + UInt32(number)).split(bytes)
        return packets.asLibpurpleSends.map { envelope(false).message($0.bytes) }
    }

    private mutating func pictureData(_ session: UInt32, _ number: Int) -> [[UInt8]] {
        let bytes = generator.bytes(Int.random(in: 1...2500, using: &generator))
        let identifier = 6000 + UInt32(number)
        let packets = PeerToPeer.V1.picture([], session: session, identifier: identifier).split(bytes)
        return [
            envelope(false).message(PeerToPeer.V1.preparation(session: session, identifier: identifier + 500).bytes)
        ]
            + packets.map { envelope(false).message($0.bytes) }
    }
}
