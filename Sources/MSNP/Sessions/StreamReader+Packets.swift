extension StreamReader {
    /// The account that the message at hand names as the sender's; nil if it names none.
    var namedSender: String? { carrierSender ?? directMessage?.from }

    /// The account that it names as the receiver's.
    var namedReceiver: String? { carrierReceiver ?? directMessage?.to }

    private var carrierSender: String? { isInPacket && !peerToPeer.isEmpty ? Self.text(peerToPeer[0].from) : nil }

    private var carrierReceiver: String? { isInPacket && !peerToPeer.isEmpty ? Self.text(peerToPeer[0].to) : nil }

    /// The accounts of sender and receiver as far as they rest on more than a client's word. Of a message on a notification
    /// server the receiver's does, since there the server delivers it by that name; of a direct connection, both that were
    /// announced.
    ///
    /// `mutating` although it changes nothing, as what `Connection` is asked.
    mutating func confirmedCorrespondents(in session: Session) -> (from: String?, to: String?) {
        guard !isDirect else { return (carrierSender, carrierReceiver) }
        switch side {
        case .client:
            return (session.confirmedOwner, isOnNotificationServer ? carrierReceiver : session.receivers(from: side))
        case .server: return (carrierSender ?? session.sender(from: side), session.confirmedOwner)
        }
    }

    /// Whether the latest packet is the last of its file.
    var endsData: Bool { isInPacket && !peerToPeer.isEmpty && peerToPeer[0].packet.endsData }

    /// The session whose file the packet at hand carries a part of, with its kind; nil if it carries none.
    var dataSession: (number: UInt32, kind: SessionKind?)? {
        guard isInPacket, !peerToPeer.isEmpty, peerToPeer[0].packet.stage == .data,
            !peerToPeer[0].frames.isFileOtherwise
        else { return nil }
        return (peerToPeer[0].packet.header.session, peerToPeer[0].packet.kind)
    }

    /// The MSNSLP text on a direct connection, which alone tells whose connection it is if it was not announced.
    private var directMessage: SessionMessage? { isDirect && isInPacket ? peerToPeer.first?.packet.message : nil }

    private static func text(_ account: [UInt8]) -> String? {
        account.isEmpty ? nil : String(decoding: account, as: UTF8.self)
    }

    /// The account in a token or a header value, as bytes.
    static func account(_ value: Range<Int>, in line: Span<UInt8>) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.append(line.extracting(place(ofAccount: value, in: line)), upTo: Session.maximumAccount)
        return bytes
    }

    /// Where the account lies in a token or a header value, without a network number before it or a machine behind it.
    static func place(ofAccount value: Range<Int>, in line: Span<UInt8>) -> Range<Int> {
        let bounded = value.prefix(Session.maximumAccount)
        var start = bounded.lowerBound
        var end = start
        while end < bounded.upperBound, line[end] != ASCII.semicolon { end &+= 1 }
        if end - start > 2, line[start].isDigit, let colon = (start..<end).first(where: { line[$0] == ASCII.colon }) {
            start = colon + 1
        }
        return start..<end
    }

    /// Takes up the body of a message of the P2P layer, in a `MSG` or in an `SDG`.
    mutating func beginPackets(session: Session) {
        address()
        state = .packet
        isInPacket = true
        guard !headers.isAmbiguous, !headers.namesOnlyOwnMachine,
            let first = peerToPeer[0].cut(remaining, at: headers.offsets)
        else { return beginDisorder() }
        version = headers.isDatagram || headers.namesMachine ? .second : .first
        origin = peerToPeer[0].origin(session, side)
        beginPacket(first)
    }

    /// Notes whom the headers of the message at hand name, whoever was named before.
    mutating func address() {
        prepareForPackets()
        peerToPeer[0].address(from: headers.from, to: headers.to)
    }

    /// Takes up MSNSLP text without a packet around it, of those who were named last, in an `SDG`, a `UUN` or a `UBN`.
    mutating func beginText(session: Session) {
        prepareForPackets()
        state = .packet
        isInPacket = true
        peerToPeer[0].upcoming.removeAll()
        peerToPeer[0].packet.beginText(count: remaining, origin: peerToPeer[0].origin(session, side))
    }

    /// Takes up a body in which receivers would find different things: no client sends such, and nobody gets to read it.
    mutating func beginDisorder() {
        address()
        state = .packet
        isInPacket = true
        peerToPeer[0].upcoming.removeAll()
        peerToPeer[0].packet.beginDisorder(count: remaining)
    }

    mutating func prepareForPackets() {
        if peerToPeer.isEmpty {
            peerToPeer.append(PeerToPeer())
            if hasMissed { peerToPeer[0].packet.skipUnseen() }
        }
        peerToPeer[0].packet.tellsBackgroundsApart = tellsBackgroundsApart
    }

    /// Notes whom the line of a `UUN` or a `UBN` names, and tells whether it carries MSNSLP text (reference, section 7.4).
    mutating func carriesText(_ command: CommandLine, in line: Span<UInt8>) -> Bool {
        // The type stands before the length, which comes last.
        let before = line.extracting(first: command.lastToken(in: line).lowerBound)
        guard let type = line.decimal(before.lastToken), type == 3 || type == 10,
            let account = command.token(side == .client ? 2 : 1)
        else { return false }
        prepareForPackets()
        let named = Self.account(account, in: line)
        peerToPeer[0].address(from: side == .client ? [] : named, to: side == .client ? named : [])
        return true
    }

    private mutating func beginPacket(_ count: Int) {
        let isLast = peerToPeer[0].upcoming.isEmpty
        peerToPeer[0].packet.begin(version, count: count, origin: origin, isFollowed: !isLast)
    }

    mutating func readPacket(in bytes: Span<UInt8>, at position: inout Int) -> StreamEvent? {
        let start = position
        peerToPeer[0].packet.read(in: bytes, at: &position, into: &pending)
        remaining -= position - start
        if remaining == 0 {
            state = .line
        } else if peerToPeer[0].packet.remaining == 0, pending.isEmpty, let next = peerToPeer[0].upcoming.popLast() {
            beginPacket(next)
        }
        return nil
    }
}

extension Connection {
    /// The session whose file the P2P packet being read in a direction carries a part of, with its kind if that is known;
    /// nil if it carries none. The same as `finding` tells, for every packet of a file.
    public mutating func dataSession(_ direction: Direction) -> (number: UInt32, kind: SessionKind?)? {
        direction == .originator ? originator.dataSession : responder.dataSession
    }
}
