/// Direct connections between two clients.
extension StreamReader {
    /// Whether the stream consists of frames.
    var isDirect: Bool {
        if case .direct = state { true } else { false }
    }

    /// Takes the stream for one of frames. It `isOpened` here where the next byte begins the first of them; otherwise one is
    /// sought, behind what was read of a line.
    mutating func beginFrames(isOpened: Bool) {
        let unread = carry
        carry = []
        if !rivals.isEmpty { dropRivals() }
        trust = .proven
        prepareForPackets()
        state = .direct
        isInPacket = true
        peerToPeer[0].frames.begin()
        if !isOpened { peerToPeer[0].frames.seek(behind: unread) }
    }

    /// Takes the stream for one of frames because the other direction is. Its own beginning is known only if it has not come
    /// and that of the other was seen.
    mutating func expectFrames(areOpened: Bool) {
        guard !isRecognized else { return }
        switch state {
        case .opening: beginFrames(isOpened: areOpened && carry.isEmpty && firstBytes.isEmpty)
        case .searching, .foreign: beginFrames(isOpened: false)
        case .line, .skipping, .headers, .invitation, .packet, .direct, .dataConnection: break
        }
    }

    /// Looks for frames in what is about to be read as a line, if the beginning of the stream was not seen.
    mutating func findFrames(in bytes: Span<UInt8>, at position: inout Int, limit: Int) -> StreamEvent? {
        guard mayBeFrames else { return nil }
        prepareForPackets()
        let end = endOfLine(in: bytes, from: position, limit: limit)
        let stretch = bytes.extracting(position..<end)
        guard let find = peerToPeer[0].frames.search.find(in: stretch, isCertain: false) else { return nil }
        position += find.end
        carry.removeAll()
        beginFrames(isOpened: false)
        take(find)
        return .directConnection(isOpened: false)
    }

    private var mayBeFrames: Bool { (sideIsGuessed || hasGap) && !isAnnounced }

    /// Behind the line feed that ends the line at hand, or what is read of the line before one comes.
    private func endOfLine(in bytes: Span<UInt8>, from start: Int, limit: Int) -> Int {
        let end = min(bytes.count, start + min(limit, CommandLine.maximumLength - carry.count))
        return min(end, bytes.firstLineFeed(from: start, to: end) + 1)
    }

    mutating func readFrames(in bytes: Span<UInt8>, at position: inout Int) -> StreamEvent? {
        switch peerToPeer[0].frames.place {
        case .length:
            position += 1
            guard let count = peerToPeer[0].frames.readLength(bytes[position - 1]) else { return nil }
            beginPacket(count)
        case .nonce:
            position += 1
            return peerToPeer[0].frames.readNonce(bytes[position - 1]) ? .nonce : nil
        case .packet: readFramedPacket(in: bytes, at: &position)
        case .search:
            let rest = bytes.extracting(droppingFirst: position)
            let find = peerToPeer[0].frames.search.find(in: rest, isCertain: true)
            position += find?.end ?? rest.count
            if let find { take(find) }
        }
        return nil
    }

    private mutating func beginPacket(_ count: Int) {
        let version = peerToPeer[0].frames.version ?? .first
        origin = 0
        peerToPeer[0].packet.begin(version, count: count, origin: origin, footerLength: 0)
    }

    private mutating func readFramedPacket(in bytes: Span<UInt8>, at position: inout Int) {
        let start = position
        let look = peerToPeer[0].frames.bytesBeforeLook
        let end = min(bytes.count, start + (look ?? bytes.count))
        peerToPeer[0].packet.read(in: bytes.extracting(0..<end), at: &position, into: &pending)
        if look != nil {
            peerToPeer[0].frames.look(at: bytes.extracting(start..<position))
            if peerToPeer[0].frames.isFileOtherwise, peerToPeer[0].packet.stage == nil {
                if peerToPeer[0].packet.remaining == 0 { pending.insert(.ended, at: 0) }
                peerToPeer[0].packet.tell(.data, into: &pending)
            }
        }
        if peerToPeer[0].packet.remaining == 0 { peerToPeer[0].frames.endPacket() }
    }

    /// Goes on with a frame of which the headers have been found.
    private mutating func take(_ find: FrameSearch.Find) {
        peerToPeer[0].frames.take(find)
        beginPacket(find.header.length)
        peerToPeer[0].packet.takeUp(Array(find.beginning.dropFirst(4)), into: &pending)
        if peerToPeer[0].packet.remaining == 0 { peerToPeer[0].frames.endPacket() }
    }

    /// Goes on behind bytes that were never seen.
    mutating func skipUnseenFrames(_ count: Int?) {
        if let count, case .harmless(let harmless) = outlook, count <= harmless {
            peerToPeer[0].packet.skip(count)
            if count == harmless { peerToPeer[0].frames.endPacket() }
            return
        }
        peerToPeer[0].packet.skipUnseen()
        peerToPeer[0].frames.seek()
    }

    /// Notes who writes the direction and to whom, as the announcement of the connection told.
    mutating func introduce(from: String?, to: String?) {
        guard isDirect else { return }
        peerToPeer[0].address(from: Array((from ?? "").utf8), to: Array((to ?? "").utf8))
    }
}

extension PacketReader {
    /// Takes in the beginning of a packet, up to the end of its headers, all of which has passed: what follows from it is
    /// told once, behind it, and nothing of it is overwritten.
    mutating func takeUp(_ beginning: [UInt8], into pending: inout [StreamEvent]) {
        var position = 0
        var told: [StreamEvent] = []
        while position < beginning.count {
            var events: [StreamEvent] = []
            read(in: beginning.span, at: &position, into: &events)
            told += events.reversed()
        }
        let hasStage = stage != nil
        told.removeAll { event in
            switch event {
            case .overwrite, .harmless: true
            case .session: hasStage
            default: false
            }
        }
        pending.append(contentsOf: told.reversed())
    }
}
