/// Reads P2P packets of one direction, whatever carries them, and says of each byte whether it may leave as it is.
///
/// A packet of session 0 carries MSNSLP text, which is read as one message with the packets before it (`SessionAssembly`).
/// One of another session carries data: a file if the session was offered as one, if the flags say so, or if the footer
/// does (reference, section 12.1, R4 and R5). File data is made *void*:
///
/// | in hand when it is told           | first layout                        | second layout         |
/// | --------------------------------- | ----------------------------------- | --------------------- |
/// | the session                       | session and data zeroed             | session, data zeroed  |
/// | no longer all of it, but the flags| the rest of it zeroed, flags an error, data zeroed | (the flags come first) |
/// | neither                           | data zeroed                         | data zeroed           |
/// | nothing of the packet             | the session is noted, its next packets made void | the same |
///
/// A receiver finds no session for such a packet, or nothing in it.
struct PacketReader {
    enum Phase {
        case header
        /// Text that is read.
        case text
        /// Text that no client would send where it stands.
        case disorder
        case file
        /// Data that is nobody's concern.
        case other
        case footer
    }

    /// How many bytes of the packet are to come.
    private(set) var remaining = 0
    /// The step of a transfer that the packet has turned out to be.
    var stage: TransferStage?
    var header = PacketHeader()
    var phase = Phase.header
    private(set) var footerLength = 0
    private var footer: UInt32 = 0
    private(set) var origin: UInt64 = 0
    /// What the session is known to carry; then the footer decides nothing.
    private(set) var kind: SessionKind?
    /// Whether backgrounds that travel by the rules of files are told from files.
    var tellsBackgroundsApart = false
    /// Whether the flags are to be made an error, because the session has left.
    private var spoilsFlags = false
    /// Whether another packet comes behind this one in the same message.
    private var isFollowed = false

    /// How much data the packet carries.
    var dataCount = 0

    // Of text.
    var assemblies = SessionAssemblies()
    var assembly: SessionAssembly?
    /// Where the next byte of text stands in its message.
    var place: UInt64 = 0
    /// How much of the text is still to come.
    var textLeft = 0
    /// Whether the packet claims more text than stands before its footer: then the footer is text to those who believe it.
    var readsFooter = false
    /// Whether unmarked data of a session may be an invitation: until its first letters tell.
    var isProbing = false
    /// Whether the text came without a packet, so that no other goes on with it.
    var isWithoutPacket = false

    init() {}

    /// The latest MSNSLP message, as far as it has been read.
    var message: SessionMessage { assembly?.reader.message ?? SessionMessage() }

    /// Whether what the packet carries is the end of a file. The header's own length is not believed: some clients write
    /// none in the first packet, and too much in the last.
    var endsData: Bool {
        guard stage == .data else { return false }
        guard let offset = header.offset, let total = header.total else { return header.following ?? 0 == 0 }
        return total > 0 && offset <= total && total - offset <= UInt64(dataCount)
    }

    /// The session that the packet belongs to.
    var session: UInt32 { header.session }

    /// How much memory the texts take; kept, since it is asked for with every packet, and counted when text is read.
    private(set) var storedBytes = 0

    /// Begins a packet of `count` bytes. `origin` stands for its sender and its receiver, the footer is not there on direct
    /// connections, and `isFollowed` tells that another packet comes behind it in the same message.
    mutating func begin(
        _ version: PacketHeader.Version,
        count: Int,
        origin: UInt64,
        footerLength: Int = 4,
        isFollowed: Bool = false
    ) {
        header.begin(version)
        phase = .header
        remaining = count
        self.footerLength = footerLength
        self.origin = origin
        footer = 0
        dataCount = 0
        stage = nil
        kind = nil
        spoilsFlags = false
        readsFooter = false
        self.isFollowed = isFollowed
        if assembly != nil { putAway() }
        isProbing = false
        isWithoutPacket = false
    }

    /// Begins a packet of `count` bytes of which readers differ in where it begins: no client sends such.
    mutating func beginDisorder(count: Int) {
        begin(.first, count: count, origin: 0, footerLength: 0)
        phase = .disorder
    }

    mutating func skipUnseen() {
        assembly = nil
        assemblies.skipUnseen()
        storedBytes = 0
        remaining = 0
    }

    /// Goes on behind `count` bytes of data that is nobody's concern, and perhaps of its footer, which were never seen.
    mutating func skip(_ count: Int) {
        remaining -= count
        leavePhase()
    }

    private mutating func putAway() {
        guard let text = assembly.take() else { return }
        if !isWithoutPacket { assemblies.keep(text) }
        countStored()
    }

    mutating func countStored() {
        storedBytes = assemblies.storedBytes + (assembly?.storedBytes ?? 0)
    }

    // MARK: Reading

    /// Reads on from `position` for at least one byte, until something is to be told or the bytes are used up. What is
    /// told is added to `pending`, the last of it first.
    mutating func read(in bytes: Span<UInt8>, at position: inout Int, into pending: inout [StreamEvent]) {
        let end = position + min(remaining, bytes.count - position)
        while position < end, pending.isEmpty {
            let start = position
            switch phase {
            case .header: readHeader(in: bytes.extracting(start..<end), at: &position, into: &pending)
            case .text:
                readText(in: bytes.extracting(start..<end), at: &position, into: &pending)
                countStored()
            case .disorder, .file, .other:
                // Bytes out of order are told one by one, however many are in hand.
                let most = phase == .disorder ? 1 : remaining - footerLength(of: phase)
                take(min(most, end - start), at: &position)
                pass(start..<position, into: &pending)
            case .footer:
                for index in start..<end { footer = footer << 8 | UInt32(bytes[index]) }
                take(end - start, at: &position)
            }
            if remaining == 0 { finish(into: &pending) } else { leavePhase() }
        }
    }

    /// Notes that the next `count` bytes are being read.
    mutating func take(_ count: Int, at position: inout Int) {
        position += count
        remaining -= count
    }

    /// Void data ends with the packet, and its footer with it.
    private func footerLength(of phase: Phase) -> Int {
        switch phase {
        case .other: footerLength
        case .header, .text, .disorder, .file, .footer: 0
        }
    }

    private mutating func leavePhase() {
        switch phase {
        case .header where header.mayEnd && remaining <= footerLength: phase = .footer
        case .text where remaining <= footerLength && !readsFooter: phase = .footer
        case .other where remaining <= footerLength: phase = .footer
        case .header, .text, .disorder, .file, .other, .footer: break
        }
    }

    private mutating func pass(_ range: Range<Int>, into pending: inout [StreamEvent]) {
        pending.append(.harmless(range))
        switch phase {
        case .file: pending.append(.overwrite(at: range, with: 0))
        case .disorder: spoil(range, into: &pending)
        case .header, .text, .other, .footer: break
        }
    }

    /// Overwrites text that no client would send where it stands. The last byte becomes the end of a line: behind it are those
    /// at one again who have read lines, and those who have counted bytes.
    mutating func spoil(_ range: Range<Int>, into pending: inout [StreamEvent]) {
        pending.append(.overwrite(at: range, with: remaining == 0 ? ASCII.lineFeed : ASCII.letterX))
        tell(.invite, into: &pending)
    }

    /// Tells once what the packet is.
    mutating func tell(_ stage: TransferStage, into pending: inout [StreamEvent]) {
        guard self.stage == nil else { return }
        self.stage = stage
        pending.append(.told(stage))
    }

    private mutating func finish(into pending: inout [StreamEvent]) {
        // With footer 2 and a session of its own it was a file (R4, R5): too late for this packet.
        if phase == .footer, footer == 2, session != 0, kind == nil, stage == nil {
            pending.insert(.fileSession(session), at: 0)
        }
        if assembly?.isComplete == true, phase != .disorder { pending.insert(.sessionMessage, at: 0) }
        if stage != nil { pending.insert(.ended, at: 0) }
    }

    // MARK: The header

    /// Reads as much of the header as can be taken at once, or one byte of it; `bytes` begin at `position`.
    private mutating func readHeader(in bytes: Span<UInt8>, at position: inout Int, into pending: inout [StreamEvent]) {
        let start = position
        let isVoided = spoilsFlags || stage != nil && header.count == 0
        let count = isVoided ? 0 : header.readAtOnce(bytes, mayBeFile: stage != nil)
        take(max(1, count), at: &position)
        if count == 0 {
            readHeader(bytes[0], at: start, into: &pending)
        } else if header.isComplete {
            beginData(into: &pending)
        } else if session != 0 {
            pending.append(.session(session))
        }
    }

    private mutating func readHeader(_ byte: UInt8, at index: Int, into pending: inout [StreamEvent]) {
        let field = header.count
        header.read(byte)
        guard stage != nil || !isMisleading else { return phase = .disorder }
        let isInSession = header.sessionRange.contains(field)
        if stage != nil {
            voidHeader(field, at: index, into: &pending)
        } else if header.content == .file,
            header.version == .first || isInSession && session != 0 && !tellsBackgroundsApart
        {
            // In the first layout the flags come behind the session, in the second before it.
            void(at: index, into: &pending)
        } else if isInSession, header.count == header.sessionRange.upperBound, session != 0 {
            pending.append(.session(session))
        }
        if header.isComplete { beginData(into: &pending) }
    }

    /// Whether receivers differ in where the data of the packet begins or ends: no client sends such headers. One that does
    /// not heed where the next packet begins goes on reading over it, if this one claims to reach so far.
    private var isMisleading: Bool {
        guard !header.isTooShort else { return true }
        guard isFollowed, header.count == PacketHeader.leastLength, let end = header.claimedEnd else { return false }
        return end > remaining + header.count - footerLength
    }

    /// Answers `StreamEvent.session`: what is known of the session; nil for nothing. `index` is that of the byte read last.
    mutating func answer(_ kind: SessionKind?, at index: Int, into pending: inout [StreamEvent]) {
        self.kind = kind
        // Flags that came before the session have waited for the answer.
        guard kind?.carriesFiles ?? false || header.content == .file, stage == nil else { return }
        void(at: index, into: &pending)
    }

    /// Makes the packet void from the byte at `index` on, and what is in hand of its session as well.
    private mutating func void(at index: Int, into pending: inout [StreamEvent]) {
        let begin = index - (header.count - 1)
        let session = header.sessionRange
        let low = max(0, begin + session.lowerBound)
        let range = low..<max(low, min(index + 1, begin + session.upperBound))
        spoilsFlags = begin + session.lowerBound < 0
        if spoilsFlags, header.version == .first, header.count - 1 == PacketHeader.firstFlags {
            pending.append(.overwrite(at: index..<(index + 1), with: PacketHeader.errorFlag))
        }
        if !range.isEmpty { pending.append(.overwrite(at: range, with: 0)) }
        tell(.data, into: &pending)
    }

    /// The rest of the header of a packet that has been made void.
    private mutating func voidHeader(_ field: Int, at index: Int, into pending: inout [StreamEvent]) {
        if header.sessionRange.contains(field) {
            pending.append(.overwrite(at: index..<(index + 1), with: 0))
        } else if spoilsFlags, header.version == .first, field == PacketHeader.firstFlags {
            pending.append(.overwrite(at: index..<(index + 1), with: PacketHeader.errorFlag))
        }
    }
}

extension SessionKind {
    /// Whether data of such a session is a file, or the like.
    public var carriesFiles: Bool { weight > 0 }
}
