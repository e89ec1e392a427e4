/// Reads one MSNSLP text byte by byte, and says of each byte whether it may leave as it is.
///
/// The verdict on a byte rests on that byte and those before it, as in `InvitationReader`, and for the same reasons. Fields
/// are looked for in headers and body alike, and those that decide also in the middle of a line: some clients search the
/// whole text for them.
///
/// A message is *condemned* at the byte that makes it the offer of files (reference, section 12.1, R3 and R8):
///
/// - the last digit of the GUID of files, of shared folders or of photo sharing;
/// - the byte that ends an `AppID` of 2, which until then may go on to be 21; its own last digit where the text ends with it.
///
/// That byte is overwritten, and of those that follow the last digit of every such GUID and every digit of an `AppID`: then
/// no known client takes up the session, and most decline it, which tells the sender (reference, section 12.2). The text that
/// answers or ends a session offers none, unless it says `invite` anywhere, which is all that one client looks for.
struct SessionMessageReader {
    /// What became of one byte. Both can be nil: then the byte passes.
    struct Outcome: Equatable {
        /// The byte makes the message the offer of files, or of others by whose rules it has to be judged anew: what kind
        /// they are is in `message`.
        var told: TransferStage?
        /// What the byte is to be overwritten with.
        var overwrite: UInt8?
    }

    /// What has been told so far.
    private(set) var message = SessionMessage()
    /// The step that this message has turned out to be; nil until condemned.
    private(set) var stage: TransferStage?
    /// Whether backgrounds that travel by the rules of files are told from files. GUID and AppID are the same, only the
    /// context tells them apart: then a file is condemned by the first letter of its context that no background has, or by
    /// the end of a context too short to tell, and a background by the last letter of its type. The rest of the context is
    /// overwritten too.
    var tellsBackgroundsApart = false

    /// What the deciding fields make of it, condemned or not.
    private var offered: SessionKind?
    /// What it was condemned as.
    private var condemned: SessionKind?
    private var hasSaidInvite = false
    /// Of what types the contexts were.
    private var hasBackground = false
    private var hasOtherContext = false

    private var name = InvitationName()
    private var letters = LatestLetters()
    private var isAtLineStart = false
    private var nameIsOpen = false

    private var field: SessionField? = .startLine
    private var valueIsReversed = false
    private var value: [UInt8] = []
    private var valueHasEnded = false
    private var identifier = GUIDDigits()
    private var application = ApplicationNumber()
    private var context = SessionContext()

    /// A reader that stands at the first line.
    init() {}

    /// Forgets everything but what it spares, keeping the storage.
    mutating func clear() {
        message = SessionMessage()
        stage = nil
        offered = nil
        condemned = nil
        hasSaidInvite = false
        hasBackground = false
        hasOtherContext = false
        beginLine()
        isAtLineStart = false
        nameIsOpen = false
        context.clear()
        begin(.startLine)
    }

    /// Begins in the middle of a text: the method is not known, and what is left of the first line belongs to no name.
    mutating func joinInMiddle() {
        clear()
        leaveField()
    }

    /// How many bytes are kept of values.
    var storedBytes: Int { value.count + context.bytes.count + message.storedBytes }

    /// Reads bytes of which none is the last of its packet, up to one of which something comes; answers with how many those
    /// are, and what becomes of the last of them.
    mutating func read(_ bytes: Span<UInt8>) -> (count: Int, outcome: Outcome) {
        var index = 0
        while true {
            index += readPlain(bytes.extracting(droppingFirst: index))
            guard index < bytes.count else { return (index, Outcome()) }
            let outcome = read(bytes[index], isLast: false)
            index += 1
            if outcome.told != nil || outcome.overwrite != nil { return (index, outcome) }
        }
    }

    /// Reads one byte; `isLast` tells that the text ends with it, `endsPacket` that it is the last one in hand: a later
    /// packet may say that the text had ended here, and bring no byte to be overwritten.
    mutating func read(_ byte: UInt8, isLast: Bool, endsPacket: Bool = false) -> Outcome {
        var outcome = byte.endsLine ? endLine() : readLine(byte)
        guard isLast || endsPacket && field == .application else { return outcome }
        let ending = isLast ? endText() : endValue()
        outcome.told = outcome.told ?? ending.told
        outcome.overwrite = outcome.overwrite ?? ending.overwrite
        return outcome
    }
}

// MARK: Lines and names

extension SessionMessageReader {
    private mutating func beginLine() {
        name.clear()
        letters.clear()
        isAtLineStart = true
        nameIsOpen = true
    }

    private mutating func endLine() -> Outcome {
        // Line ends in front of the first line belong to nothing.
        if field == .startLine, value.isEmpty { return Outcome() }
        let outcome = endValue()
        beginLine()
        return outcome
    }

    private mutating func readLine(_ byte: UInt8) -> Outcome {
        if isAtLineStart {
            isAtLineStart = false
            // A folded line goes on with the value before it, for readers that unfold, and begins a name for others.
            if !byte.isBlank, valueHasBegun { leaveField() }
        }
        if byte == ASCII.colon, let named = fieldBeforeColon() {
            let outcome = endValue()
            begin(named.field, isReversed: named.isReversed)
            return outcome
        }
        if byte == ASCII.colon { nameIsOpen = false }
        if nameIsOpen { name.append(byte) }
        letters.append(byte)
        let outcome = readValue(byte)
        guard !hasSaidInvite, letters.end(with: Self.inviteWord) else { return outcome }
        hasSaidInvite = true
        return outcome == Outcome() ? condemn(overwriting: ASCII.letterX) : outcome
    }

    /// Whether the next line belongs to another field, unless it is folded. A client that takes a GUID two bytes behind the
    /// colon, or skips all blank space before a number, finds it in the next line.
    private var valueHasBegun: Bool {
        if field == .identifier { return identifier.count > 0 }
        return field != .application || application.hasBegun
    }

    private func fieldBeforeColon() -> (field: SessionField, isReversed: Bool)? {
        if let searched = SessionField.searched(letters) { return searched }
        return nameIsOpen ? SessionField.named(name) : nil
    }

    private mutating func leaveField() {
        if field == .context { reportContext() }
        field = nil
        value.removeAll(keepingCapacity: true)
        valueHasEnded = false
        valueIsReversed = false
        identifier = GUIDDigits()
        application = ApplicationNumber()
    }

    private mutating func begin(_ field: SessionField, isReversed: Bool = false) {
        leaveField()
        letters.clear()
        nameIsOpen = false
        self.field = field
        valueIsReversed = isReversed
        if field == .context { context.clear() }
    }

    private static let inviteWord = LatestLetters.Word("invite")
}

// MARK: Runs of bytes

extension SessionMessageReader {
    /// Reads the bytes at the beginning of `bytes` that stand inside a line, end no name and decide nothing, and answers with
    /// how many those are. It is nothing but the reading of one byte after the other made short: most of a text is such.
    private mutating func readPlain(_ bytes: Span<UInt8>) -> Int {
        // A `v` may belong to `invite`, which decides.
        guard !isAtLineStart, hasSaidInvite || !letters.endCloseBehind(ASCII.letterV) else { return 0 }
        let undecided = bytes.extracting(first: min(bytes.count, undecidedCount))
        let count = undecided.plainCount(besides: hasSaidInvite ? ASCII.colon : ASCII.letterV)
        guard count > 0 else { return 0 }
        let run = bytes.extracting(first: count)
        if nameIsOpen { name.append(run) }
        letters.append(run)
        switch field {
        case nil, .application: break
        case .identifier: for index in run.indices { identifier.read(run[index]) }
        case .context: readContext(run)
        case .startLine, .to, .from, .via, .callID, .contentType, .sessionID, .listening, .nonce, .hashedNonce,
            .addresses, .port, .endpoints:
            keep(run)
        }
        return count
    }

    /// How many bytes of the value at hand cannot decide anything: a GUID does with its last digit.
    private var undecidedCount: Int {
        switch field {
        case .identifier: max(0, 31 - identifier.count)
        case .application: 0
        case .context: tellsBackgroundsApart || valueIsReversed ? 0 : .max
        case nil, .startLine, .to, .from, .via, .callID, .contentType, .sessionID, .listening, .nonce, .hashedNonce,
            .addresses, .port, .endpoints:
            .max
        }
    }

    private mutating func keep(_ run: Span<UInt8>) {
        guard !valueHasEnded else { return }
        let start = value.isEmpty ? run.trimmed(0..<run.count).lowerBound : 0
        value.append(run.extracting(droppingFirst: start), upTo: SessionMessage.maximumValue)
    }

    /// Reads a part of a context whose type makes no difference.
    private mutating func readContext(_ run: Span<UInt8>) {
        context.read(run)
        if message.size == nil, context.hasWholeName { reportContext() }
    }
}

// MARK: Values

extension SessionMessageReader {
    private mutating func readValue(_ byte: UInt8) -> Outcome {
        switch field {
        case nil: return Outcome()
        case .identifier: return readIdentifier(byte)
        case .application: return readApplication(byte)
        case .context: return readContext(byte)
        case .startLine, .to, .from, .via, .callID, .contentType, .sessionID, .listening, .nonce, .hashedNonce,
            .addresses, .port, .endpoints:
            let isKept = !valueHasEnded && value.count < SessionMessage.maximumValue
            if isKept, !(value.isEmpty && byte.isBlank) { value.append(byte) }
            return Outcome()
        }
    }

    private mutating func readIdentifier(_ byte: UInt8) -> Outcome {
        guard identifier.read(byte), identifier.count >= 32, let kind = SessionKind.named(identifier.value) else {
            return Outcome()
        }
        guard kind.weight > 0 else {
            note(kind)
            return Outcome()
        }
        var outcome = offer(kind, overwriting: ASCII.zero)
        if stage != nil {
            outcome.overwrite = ASCII.zero
            // A GUID that the zero itself completes is one for the receiver.
            identifier.spoilLast()
        }
        return outcome
    }

    private mutating func readApplication(_ byte: UInt8) -> Outcome {
        if valueIsReversed {
            application.readBackwards(byte)
        } else if application.read(byte), application.isFile {
            return offer(.file, overwriting: ASCII.nine)
        }
        return Outcome(overwrite: stage != nil && byte.isDigit ? ASCII.nine : nil)
    }

    private mutating func readContext(_ byte: UInt8) -> Outcome {
        let isLetter = SessionContext.isLetter(byte)
        if valueIsReversed {
            // It tells its type last, which is too late.
            if isLetter { hasOtherContext = true }
        } else if context.read(byte) {
            if message.size == nil, context.isAtEndOfName { reportContext() }
            if tellsBackgroundsApart { noteContextType() }
        } else if !isLetter, !byte.isBlank, context.isBackground == nil {
            // Decoders differ in what they make of a byte that stands for nothing.
            hasOtherContext = true
        }
        let outcome = tellsBackgroundsApart ? condemn(overwriting: ASCII.letterA) : Outcome()
        guard tellsBackgroundsApart, stage != nil, isLetter else { return outcome }
        return Outcome(told: outcome.told, overwrite: ASCII.letterA)
    }

    /// Takes the value in where it ends; the outcome is that of the byte behind it, or of its own last where the text ends.
    private mutating func endValue() -> Outcome {
        guard let field, !valueHasEnded else { return Outcome() }
        switch field {
        case .identifier:
            if identifier.count >= 32 { note(.other) }
            return Outcome()
        case .application:
            return application.isFile ? offer(.file, overwriting: ASCII.nine) : Outcome()
        case .context:
            return endContext()
        case .startLine, .to, .from, .via, .callID, .contentType, .sessionID, .listening, .nonce, .hashedNonce,
            .addresses, .port, .endpoints:
            guard !value.isEmpty else { return Outcome() }
            valueHasEnded = true
            while value.last?.isBlank == true { value.removeLast() }
            if valueIsReversed { value.reverse() }
            let ended = value
            message.set(field, to: ended.span)
            return Outcome()
        }
    }

    /// A context that ends too early to tell its type is not that of a background.
    private mutating func endContext() -> Outcome {
        guard tellsBackgroundsApart, !context.bytes.isEmpty, context.isBackground == nil else { return Outcome() }
        hasOtherContext = true
        return condemn(overwriting: ASCII.letterA)
    }

    private mutating func endText() -> Outcome {
        let outcome = endValue()
        if field == .context { reportContext() }
        guard outcome == Outcome(), tellsBackgroundsApart, !hasBackground else { return outcome }
        hasOtherContext = true
        return condemn(overwriting: ASCII.letterA)
    }
}

// MARK: What it comes to

extension SessionMessageReader {
    /// Whether it says that it answers or ends a session.
    private var isAnswer: Bool {
        switch message.method {
        case .bye, .ack, .status: !hasSaidInvite
        case nil, .invite, .other: false
        }
    }

    /// Whether it offers a file that may yet turn out to be a background, or has.
    private var mayBeBackground: Bool { tellsBackgroundsApart && offered == .file && !hasOtherContext }

    /// Takes in that a deciding field has told this kind.
    private mutating func offer(_ kind: SessionKind, overwriting byte: UInt8) -> Outcome {
        if kind.weight > offered?.weight ?? 0 { offered = kind }
        settleKind()
        reportContext()
        return condemn(overwriting: byte)
    }

    /// Condemns the message at this byte if what it has told makes it an offer, or one of another kind than before.
    private mutating func condemn(overwriting byte: UInt8) -> Outcome {
        guard let kind = settledKind, kind != condemned, !isAnswer else { return Outcome() }
        condemned = kind
        stage = .invite
        settleKind()
        return Outcome(told: .invite, overwrite: byte)
    }

    /// What it offers beyond doubt; nil if nothing, or if it may yet be a file or a background.
    private var settledKind: SessionKind? {
        guard mayBeBackground else { return offered }
        return hasBackground ? .background : nil
    }

    private mutating func settleKind() {
        message.kind = settledKind ?? offered ?? message.kind
    }

    /// Takes in a kind that is never condemned: the first of them counts.
    private mutating func note(_ kind: SessionKind) {
        guard offered == nil, message.kind == nil || message.kind == .other else { return }
        message.kind = kind
        reportContext()
    }

    private mutating func noteContextType() {
        guard let isBackground = context.isBackground else { return }
        if isBackground { hasBackground = true } else { hasOtherContext = true }
        settleKind()
    }

    private mutating func reportContext() {
        if let object = context.object {
            if offered == nil, message.kind == nil || message.kind == .object {
                message.kind = SessionKind(objectType: object.type)
            }
            message.size = message.size ?? object.size
        } else if offered == .file {
            message.size = message.size ?? context.fileSize
            message.file = message.file ?? context.fileName
        }
    }
}
