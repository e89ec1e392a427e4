/// An MSNSLP message as far as its packets have come.
///
/// Receivers place a packet's text by its offset, or append it as it comes, and keep the first or the last of two versions
/// of a byte. So that all of them end up with the text that is read here, there is only one: what came first in every
/// place, from the first byte on without a gap. A byte sent again leaves as it left before.
struct SessionAssembly {
    /// What tells one message from another.
    struct Key: Equatable {
        /// What its packets share.
        var message: UInt32
        /// The session that they name; 0 nearly always.
        var session: UInt32
        /// Stands for the one who sends it and the one it is for: identifiers are each sender's own.
        var origin: UInt64
    }

    let key: Key
    /// The reading of the text.
    var reader = SessionMessageReader()
    /// Where the text begins that has been read: not at 0 if the beginning was not seen.
    private(set) var start: UInt64
    /// The text, as it left.
    private(set) var text: [UInt8] = []
    /// Whether the last byte has come.
    var isComplete = false
    /// How long the message is by its first packet; nil where packets do not tell.
    var total: UInt64?
    /// The reading of the text as those find it who join packets as they come, from the first packet on that was sent
    /// again or began a message anew; until then it is no other than `reader`.
    private(set) var appended: SessionMessageReader?
    /// Whether only a packet has come that says it carries nothing, which some receivers believe: then the message begins
    /// again.
    var isUnconfirmed = false

    /// The longest text taken. A picture to be shown in advance makes an invitation some 30 kB long; of a longer one the
    /// rest is overwritten.
    static let maximumText = 65_536

    /// A message of which nothing has come yet; `start` is where its first packet stands.
    init(key: Key, start: UInt64, tellsBackgroundsApart: Bool) {
        self.key = key
        self.start = start
        reader.tellsBackgroundsApart = tellsBackgroundsApart
        if start > 0 { reader.joinInMiddle() }
    }

    /// Where the next byte stands that has not come yet.
    var next: UInt64 { start + UInt64(text.count) }

    /// The byte at `place` as it left; nil if it has not come.
    subscript(place: UInt64) -> UInt8? {
        guard place >= start, place < next else { return nil }
        return text[Int(place - start)]
    }

    /// Reads bytes that stand at `place`, none of which is the last of its packet, up to one that tells something or does
    /// not leave as it is; answers with how many those are, and what becomes of the last of them. None are read unless they
    /// come next, and all readers have the same text before them.
    mutating func readNext(_ bytes: Span<UInt8>, at place: UInt64) -> (
        count: Int, outcome: SessionMessageReader.Outcome
    ) {
        guard place == next, appended == nil else { return (0, SessionMessageReader.Outcome()) }
        let (count, outcome) = reader.read(bytes)
        text.append(bytes.extracting(first: count), upTo: Self.maximumText)
        if let byte = outcome.overwrite { text[text.count - 1] = byte }
        return (count, outcome)
    }

    /// Keeps the byte that comes next, as it leaves.
    mutating func append(_ byte: UInt8) {
        text.append(byte)
    }

    /// Notes that a packet brings again what has come: some receivers put it behind that.
    mutating func beginRepeat() {
        appended = appended ?? reader
    }

    /// Notes that the message begins anew in the place of `other`, which has not come to its end: some receivers put it
    /// behind that.
    mutating func replace(_ other: SessionAssembly) {
        guard !other.isComplete, !other.text.isEmpty else { return }
        appended = other.appended ?? other.reader
    }

    /// Reads the next byte of a packet, as it leaves, the way of those who join packets as they come.
    mutating func readAppended(_ byte: UInt8, isLast: Bool, endsPacket: Bool) -> SessionMessageReader.Outcome {
        appended?.read(byte, isLast: isLast, endsPacket: endsPacket) ?? SessionMessageReader.Outcome()
    }

    /// How much memory the assembly takes, for the bound on all of it.
    var storedBytes: Int {
        MemoryLayout<SessionAssembly>.stride + text.count + reader.storedBytes + (appended?.storedBytes ?? 0)
    }
}

/// The MSNSLP messages of one direction that may go on, or be sent again.
struct SessionAssemblies {
    private var assemblies: [SessionAssembly] = []
    /// Whether a message of which nothing is known may have begun before we came, so that what comes of it is its middle.
    private(set) var mayHaveMissed = false

    /// How many are kept; the one that came first is forgotten for a further one. Clients send one at a time, a server
    /// passes on those of a few clients.
    static let maximum = 8
    /// How much memory they take together: twice the longest text.
    static let maximumBytes = 2 * SessionAssembly.maximumText + 16_384

    init() {}

    /// How much memory they take; kept, since it is asked for with every packet.
    private(set) var storedBytes = 0

    /// Takes out what is known of a message; nil if nothing is.
    mutating func take(_ key: SessionAssembly.Key) -> SessionAssembly? {
        guard let index = assemblies.lastIndex(where: { $0.key == key }) else { return nil }
        return remove(at: index)
    }

    private mutating func remove(at index: Int) -> SessionAssembly {
        let assembly = assemblies.remove(at: index)
        storedBytes -= assembly.storedBytes
        return assembly
    }

    /// Keeps what is known of a message until its next packet comes.
    mutating func keep(_ assembly: SessionAssembly) {
        assemblies.append(assembly)
        storedBytes += assembly.storedBytes
        while assemblies.count > Self.maximum || storedBytes > Self.maximumBytes {
            _ = remove(at: 0)
            mayHaveMissed = false
        }
    }

    /// Notes that bytes of the stream were never seen: any message may have gone on, or begun, in them.
    mutating func skipUnseen() {
        assemblies.removeAll()
        storedBytes = 0
        mayHaveMissed = true
    }
}
