/// What the header lines of a `MSG` payload have told so far (reference, section 3.4).
struct MessageHeaders {
    /// The kind of the content; `.other` until a content type is seen.
    private(set) var kind = MessageKind.other
    /// What names the message that this is a part of; empty if it is whole. At most `maximumMessageID` bytes.
    private(set) var messageID: [UInt8] = []
    /// How many parts the message has, in its first part.
    private(set) var parts: Int?
    /// Which part this is; the first names none.
    private(set) var part: Int?
    /// Whether a line has told of parts, be its number one that we read or not: clients read numbers with liberty.
    private var tellsParts = false
    /// Whether the line before was a `Content-Type` without a value, which a folded line may bring.
    private var awaitsFoldedType = false

    /// Whether they are those of an `SDG`, which say more (reference, section 7.4).
    private(set) var isDatagram = false
    /// The account that the message says it is from, as bytes; only an `SDG` says so.
    private(set) var from: [UInt8] = []
    /// The account that it says it is for: `P2P-Dest`, or `To` in an `SDG`.
    private(set) var to: [UInt8] = []
    /// Whether it names the receiver's machine, by which the two layouts of packets are told apart.
    private(set) var namesMachine = false
    /// Whether it names the sender's machine and not the receiver's: readers differ in which of the two they look at.
    var namesOnlyOwnMachine: Bool { namesOwnMachine && !namesMachine && !isDatagram }
    private var namesOwnMachine = false
    private var hasDestination = false
    /// Where the P2P packets begin in the body of an `SDG`; empty if that is not told.
    private(set) var offsets: [Int] = []
    /// Whether readers differ in what the body is, or where it begins.
    var isAmbiguous = false

    /// Whether the message is a part of one. An identifier alone makes no part of a message that names its type.
    var isPart: Bool { !messageID.isEmpty && (tellsParts || kind == .chunk) }

    /// As much of a header line as is read: more than a whole message of a switchboard, so that no run of blanks
    /// pushes a content type out of sight.
    static let maximumLine = 8192

    private static let contentType: StaticASCII = "content-type"
    private static let contentTypeColon: StaticASCII = "content-type:"
    private static let reversedContentType: StaticASCII = "epyt-tnetnoc"
    private static let reversedInvitation: StaticASCII = "etivnisgsmsm-x/txet"
    private static let reversedPeerToPeer: StaticASCII = "p2prgsmnsm-x/noitacilppa"
    private static let destination: StaticASCII = "p2p-dest"
    private static let reversedDestination: StaticASCII = "tsed-p2p"
    private static let source: StaticASCII = "p2p-src"
    private static let toName: StaticASCII = "to"
    private static let fromName: StaticASCII = "from"
    private static let offsetsName: StaticASCII = "bridging-offsets"
    private static let typeName: StaticASCII = "message-type"
    private static let dataType: StaticASCII = "data"
    private static let inviteType: StaticASCII = "invite"
    private static let signalType: StaticASCII = "signal/p2p"
    private static let sessionPrefix: StaticASCII = "application/x-msnmsgr-"
    private static let messageIDName: StaticASCII = "message-id"
    private static let partsName: StaticASCII = "chunks"
    private static let partName: StaticASCII = "chunk"

    /// Message identifiers are GUIDs of 38 characters; of longer ones the beginning counts.
    static let maximumMessageID = 64
    /// How many packets one `SDG` is taken to hold; in 64 kB fit fifty of the usual size.
    static let maximumOffsets = 64

    /// Forgets everything, keeping the storage.
    mutating func clear(isDatagram: Bool) {
        self.isDatagram = isDatagram
        kind = .other
        namesMachine = false
        namesOwnMachine = false
        hasDestination = false
        isAmbiguous = false
        // Chat has none of these, and to empty what is empty costs as much as a line takes to read.
        if !from.isEmpty { from.removeAll(keepingCapacity: true) }
        if !to.isEmpty { to.removeAll(keepingCapacity: true) }
        if !offsets.isEmpty { offsets.removeAll(keepingCapacity: true) }
        if !messageID.isEmpty { messageID.removeAll(keepingCapacity: true) }
        parts = nil
        part = nil
        tellsParts = false
        awaitsFoldedType = false
    }

    /// Reads one line without its end. The order of lines does not matter, and a second content type does not take an
    /// invitation back: clients differ in which of two they follow.
    mutating func read(_ line: Span<UInt8>) {
        // The nothing between CR and LF is no line.
        guard line.count > 0 else { return }
        guard mayMatter(line, at: 0) else { return awaitsFoldedType = false }
        // What most messages write, at once; the same is done below with whatever else is the same name.
        if line.hasPrefix(Self.contentTypeColon, in: 0..<line.count) {
            let value = line.trimmed(Self.contentTypeColon.count..<line.count)
            awaitsFoldedType = value.isEmpty
            return read(contentType: value, in: line)
        }
        let content = line.trimmed(0..<line.count)
        if awaitsFoldedType, line[0].isBlank { read(contentType: content, in: line) }
        awaitsFoldedType = false
        var colon = content.lowerBound
        while colon < content.upperBound, line[colon] != ASCII.colon { colon &+= 1 }
        guard colon < content.upperBound else { return }
        let name = line.trimmed(content.lowerBound..<colon)
        let value = line.trimmed((colon + 1)..<content.upperBound)
        if line.equals(Self.contentType, in: name) {
            awaitsFoldedType = value.isEmpty
            read(contentType: value, in: line)
        } else if line.equals(Self.reversedContentType, in: name) {
            // One client looks every name up both ways, and then reads the value backwards (reference, section 12.4).
            if line.hasSuffix(Self.reversedInvitation, in: value) { note(.invitation) }
            if line.hasSuffix(Self.reversedPeerToPeer, in: value) { note(.peerToPeer) }
        } else if line.equals(Self.messageIDName, in: name) {
            read(messageID: value, in: line)
        } else if line.equals(Self.partsName, in: name) {
            parts = line.decimal(value)
            tellsParts = true
        } else if line.equals(Self.partName, in: name) {
            part = line.decimal(value)
            tellsParts = true
        } else if line.equals(Self.destination, in: name) {
            readDestination(value, in: line)
        } else if line.equals(Self.reversedDestination, in: name) {
            isAmbiguous = true
        } else if line.equals(Self.source, in: name) {
            if value.contains(where: { line[$0] == ASCII.semicolon }) { namesOwnMachine = true }
        } else if isDatagram {
            readDatagram(name, value, in: line)
        }
    }

    private mutating func readDatagram(_ name: Range<Int>, _ value: Range<Int>, in line: Span<UInt8>) {
        if line.equals(Self.toName, in: name) {
            readReceiver(value, in: line)
        } else if line.equals(Self.fromName, in: name) {
            from = StreamReader.account(value, in: line)
        } else if line.equals(Self.offsetsName, in: name) {
            read(offsets: value, in: line)
        } else if line.equals(Self.typeName, in: name) {
            if line.equals(Self.dataType, in: value) { note(.peerToPeer) }
            if line.equals(Self.inviteType, in: value) { note(.invitation) }
            if line.equals(Self.signalType, in: value) { note(.session) }
        }
    }

    /// Takes in one `P2P-Dest`. Clients differ in which of two they follow, and in whether a semicolon is enough to tell that
    /// a machine is named; no client leaves either open.
    private mutating func readDestination(_ value: Range<Int>, in line: Span<UInt8>) {
        let semicolon = value.first { line[$0] == ASCII.semicolon }
        let isSame = line.isEqual(to: to.span, in: StreamReader.place(ofAccount: value, in: line))
        if hasDestination, !isSame || namesMachine != (semicolon != nil) { isAmbiguous = true }
        hasDestination = true
        readReceiver(value, in: line)
        guard let semicolon else { return }
        if semicolon + 1 == value.upperBound || line[semicolon + 1] != ASCII.leftBrace { isAmbiguous = true }
    }

    private mutating func readReceiver(_ value: Range<Int>, in line: Span<UInt8>) {
        // In place: the storage stays from message to message.
        to.removeAll(keepingCapacity: true)
        to.append(line.extracting(StreamReader.place(ofAccount: value, in: line)), upTo: Session.maximumAccount)
        namesMachine = value.contains { line[$0] == ASCII.semicolon }
    }

    /// The decimal numbers in a list with commas between them; ambiguous if it holds anything else, or too many, or is not
    /// the only list.
    private mutating func read(offsets list: Range<Int>, in line: Span<UInt8>) {
        if !offsets.isEmpty { isAmbiguous = true }
        offsets.removeAll(keepingCapacity: true)
        var start = list.lowerBound
        while start < list.upperBound {
            let end = (start..<list.upperBound).first { line[$0] == ASCII.comma } ?? list.upperBound
            guard let offset = line.decimal(line.trimmed(start..<end)), offsets.count < Self.maximumOffsets else {
                return isAmbiguous = true
            }
            offsets.append(offset)
            start = end + 1
        }
    }

    /// Takes in what a line tells of the kind. One that is to be read is not taken back: clients differ in which of two
    /// lines they follow; and where two ask for different readings there is none that all of them share.
    private mutating func note(_ told: MessageKind) {
        if kind.isRead, told.isRead, kind != told { isAmbiguous = true }
        if !kind.isRead { kind = told }
    }

    /// Whether a line that begins there, of at least one byte, can be one to be read: it begins as those do that are looked
    /// for, with a `C`, `P` or `Me`, is folded, or comes where one that is folded would count.
    @inline(__always)
    func mayMatter(_ bytes: Span<UInt8>, at start: Int) -> Bool {
        guard !isDatagram, !awaitsFoldedType else { return true }
        return switch bytes[start].lowerCased {
        case ASCII.letterC, ASCII.letterE, ASCII.letterP, ASCII.letterT, ASCII.space, ASCII.tab: true
        case ASCII.letterM: start + 1 < bytes.count && bytes[start + 1].lowerCased == ASCII.letterE
        default: false
        }
    }

    private mutating func read(messageID value: Range<Int>, in line: Span<UInt8>) {
        messageID.removeAll(keepingCapacity: true)
        for index in value.prefix(Self.maximumMessageID) { messageID.append(line[index].lowerCased) }
        if kind == .other { kind = .chunk }
    }

    private mutating func read(contentType value: Range<Int>, in line: Span<UInt8>) {
        guard !value.isEmpty else { return }
        let isText = isDatagram && line.hasPrefix(Self.sessionPrefix, in: value)
        note(isText ? .session : MessageKind(contentType: value, in: line))
    }
}
