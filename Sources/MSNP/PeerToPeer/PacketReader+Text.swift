/// The MSNSLP text in packets.
extension PacketReader {
    private static let invite: StaticASCII = "invite"

    /// Takes up the data behind a complete header.
    mutating func beginData(into pending: inout [StreamEvent]) {
        let count = remaining - footerLength
        dataCount = max(0, count)
        guard stage == nil else { return phase = .file }
        guard count > 0 else { return phase = .footer }
        guard session == 0 || header.content == .unmarked else { return phase = .other }
        let key = SessionAssembly.Key(message: header.message, session: session, origin: origin)
        assembly = assemblies.take(key)
        let isKnown = assembly != nil
        // A client that looks at flags or footer before the session takes unmarked data for text.
        guard session == 0 || isKnown || isAtStart else { return phase = .other }
        isProbing = session != 0 && !isKnown
        if !isKnown { assembly = beginAssembly(key, at: header.offset ?? 0) }
        place = header.offset ?? (header.isFirst ? 0 : assembly?.next ?? 0)
        textLeft = header.length > 0 ? min(header.length, count) : count
        readsFooter = header.length > count
        phase = takesUp(isKnown: isKnown) ? .text : .disorder
        countStored()
        if assembly?.reader.stage != nil {
            stage = .invite
            pending.append(.resumed(.invite))
        }
    }

    /// Reads `count` bytes that are MSNSLP text without a packet around it (reference, section 7.4).
    mutating func beginText(count: Int, origin: UInt64) {
        begin(.second, count: count, origin: origin, footerLength: 0)
        assembly = beginAssembly(SessionAssembly.Key(message: 0, session: 0, origin: origin), at: 0)
        isWithoutPacket = true
        countStored()
        place = 0
        textLeft = count
        phase = .text
    }

    private func beginAssembly(_ key: SessionAssembly.Key, at start: UInt64) -> SessionAssembly {
        SessionAssembly(key: key, start: start, tellsBackgroundsApart: tellsBackgroundsApart)
    }

    /// Whether the packet's data begins a message.
    private var isAtStart: Bool { header.offset.map { $0 == 0 } ?? header.isFirst }

    /// Whether the message ends with the packet, so far as that tells.
    private var endsMessage: Bool {
        guard let total = header.total, total > 0 else { return header.following ?? 0 == 0 }
        return total <= UInt64(textLeft) || place >= total - UInt64(textLeft)
    }

    /// Whether the packet's text stands where a client would send it; prepares the assembly for it.
    ///
    /// Only the last packet of a message may claim to be longer than it is: behind it nothing comes to be put behind the
    /// footer.
    private mutating func takesUp(isKnown: Bool) -> Bool {
        guard !readsFooter || endsMessage else { return false }
        guard let assembly, let offset = header.offset else { return takesUpNext(isKnown: isKnown) }
        // Some clients send the first packet of a message twice, the first time with the length 0.
        let isDenied = header.length == 0
        guard offset < UInt64(SessionAssembly.maximumText), offset == 0 || !isDenied else { return false }
        if isKnown {
            guard offset >= assembly.start, offset <= assembly.next, offset == 0 || !assembly.isUnconfirmed,
                header.total == assembly.total
            else { return false }
            if offset < assembly.next { self.assembly?.beginRepeat() }
        } else {
            guard offset == 0 || assemblies.mayHaveMissed else { return false }
        }
        self.assembly?.total = header.total
        if offset == 0 { self.assembly?.isUnconfirmed = isDenied }
        return true
    }

    /// In the second layout text follows what came before it, or begins a message.
    private mutating func takesUpNext(isKnown: Bool) -> Bool {
        guard let known = assembly else { return false }
        if header.isFirst {
            assembly = beginAssembly(known.key, at: 0)
            assembly?.replace(known)
        }
        guard !header.isFirst, !isKnown else { return true }
        assembly?.reader.joinInMiddle()
        return assemblies.mayHaveMissed
    }

    /// Reads as much text as can be taken at once, or one byte of it; `bytes` begin at `position`.
    mutating func readText(in bytes: Span<UInt8>, at position: inout Int, into pending: inout [StreamEvent]) {
        let most = min(bytes.count, plainCount)
        guard most > 0, let (count, outcome) = assembly?.readNext(bytes.extracting(first: most), at: place), count > 0
        else {
            take(1, at: &position)
            return readText(bytes[0], at: position - 1, into: &pending)
        }
        take(count, at: &position)
        place += UInt64(count)
        textLeft -= count
        if let other = outcome.overwrite, other != bytes[count - 1] {
            pending.append(.overwrite(at: (position - 1)..<position, with: other))
            tell(.invite, into: &pending)
        }
        if let stage = outcome.told { tell(stage, into: &pending) }
    }

    /// How much of the packet's text is sure to be neither the end of the packet nor of the message.
    private var plainCount: Int {
        guard !isProbing, !readsFooter else { return 0 }
        let total = header.total ?? 0
        let limit = min(total > 0 ? total : .max, UInt64(SessionAssembly.maximumText))
        return place < limit ? min(textLeft, Int(limit - place)) - 1 : 0
    }

    private mutating func readText(_ byte: UInt8, at index: Int, into pending: inout [StreamEvent]) {
        if isProbing, leavesText(byte) { return }
        if readsFooter, remaining < footerLength { return readFooterAsText(byte, at: index, into: &pending) }
        guard textLeft > 0, place < header.total ?? .max || header.total == 0,
            place < UInt64(SessionAssembly.maximumText)
        else { return beginDisorder(at: index, into: &pending) }
        let here = place
        place += 1
        textLeft -= 1
        let isLast = isLast(here)
        let endsPacket = textLeft == 0
        let first = assembly?[here]
        var outcome = SessionMessageReader.Outcome(overwrite: first == byte ? nil : first)
        if first == nil { outcome = assembly?.reader.read(byte, isLast: isLast, endsPacket: endsPacket) ?? outcome }
        let left = outcome.overwrite ?? byte
        let other = assembly?.readAppended(left, isLast: isLast, endsPacket: endsPacket)
        let last = other?.overwrite ?? left
        if last != byte {
            pending.append(.overwrite(at: index..<(index + 1), with: last))
            tell(.invite, into: &pending)
        }
        if let stage = outcome.told ?? other?.told { tell(stage, into: &pending) }
        if first == nil { assembly?.append(last) }
        if isLast { assembly?.isComplete = true }
    }

    /// Reads a byte of the footer for those who take it for text. It is kept nowhere: the message ends here.
    private mutating func readFooterAsText(_ byte: UInt8, at index: Int, into pending: inout [StreamEvent]) {
        guard let outcome = assembly?.reader.read(byte, isLast: remaining == 0) else { return }
        if let other = outcome.overwrite { pending.append(.overwrite(at: index..<(index + 1), with: other)) }
        if let stage = outcome.told { tell(stage, into: &pending) }
    }

    /// Whether the byte at a place is the last of its message.
    private func isLast(_ here: UInt64) -> Bool {
        if let total = header.total, total > 0 { return here + 1 >= total }
        return textLeft == 0 && header.following ?? 0 == 0
    }

    /// More text than the packet says it carries, or than the message has: receivers differ in whether they take it.
    private mutating func beginDisorder(at index: Int, into pending: inout [StreamEvent]) {
        phase = .disorder
        spoil(index..<(index + 1), into: &pending)
    }

    /// Whether unmarked data of a session turns out not to be an invitation at its first letters.
    private mutating func leavesText(_ byte: UInt8) -> Bool {
        let read = Int(place)
        guard read < Self.invite.count else {
            isProbing = false
            return false
        }
        guard byte.lowerCased != Self.invite[read] else { return false }
        assembly = nil
        phase = .other
        return true
    }
}
