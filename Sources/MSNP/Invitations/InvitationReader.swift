/// Reads the body of a text invitation byte by byte, and says of each byte whether it may leave as it is.
///
/// The verdict on a byte rests on that byte and those before it, never on those behind: so what leaves is the same
/// however the stream is cut into segments, and a byte sent again gets the same answer. The price is that only the
/// last digit of a GUID is overwritten where the whole of it has been seen; it hides the GUID as well as 32 zeros would.
///
/// An invitation is *condemned* at the byte that makes it a file transfer (reference, section 12.1, R1 and R2):
///
/// - the last digit of the file GUID;
/// - the colon behind the second of `Application-File` and `Application-FileSize`;
/// - the colon behind the third of `IP-Address`, `Port` and `AuthCookie`;
/// - the byte that ends the cookie of a known offer, or, if the command follows the cookie, the first letter of a
///   command other than `CANCEL`.
///
/// That byte is overwritten, and of those that follow: the command, which becomes `CANCEL`, the last digit of a GUID, and
/// a letter of each deciding name. No known client acts on what remains (reference, sections 4.2 and 12.2).
struct InvitationReader {
    /// What became of one byte. All three can be nil: then the byte passes.
    struct Outcome: Equatable {
        /// The byte makes the message this step of a transfer.
        var told: TransferStage?
        /// What the byte is to be overwritten with.
        var overwrite: UInt8?
        /// The byte ends a cookie: whether it is that of an offered file must be told by `answer` before more is read.
        var question: UInt32?
    }

    /// Whether the body ends with a byte.
    enum Ending {
        case later
        case here
        /// It is the last byte of a part, and nobody knows whether another part follows.
        case unknown
    }

    /// What has been told so far.
    private(set) var invitation = Invitation()
    /// The step that this message has turned out to be; nil until condemned.
    private(set) var stage: TransferStage?

    fileprivate enum Command { case unread, cancel, accept, other }

    private var command = Command.unread
    private var cookieIsKnown = false
    /// Whether a command may have been given before we came.
    private var beginsUnseen = false
    /// Whether a cookie or a GUID is that of a file: a harmless command does not make the next one harmless.
    private var belongsToFile = false
    private var named: InvitationFields = []
    private var name = InvitationName()
    private var field: InvitationField?
    private var valueIsReversed = false
    private var isInValue = false
    private var value: [UInt8] = []
    private var valueHasEnded = false
    private var guid = FileGUID()
    private var digits = GUIDDigits()
    /// What the GUID says that the invitation is for.
    private var namedKind: InvitationKind?
    private var hasInvited = false
    /// Whether it calls off the transfer of a file, and what its code says.
    private var callsOff = false
    private var isRejection = false
    private var hasEnded = false
    private var spoiledCookieByte = ASCII.one

    init() {}

    /// Forgets everything, keeping the storage.
    mutating func clear() {
        invitation = Invitation()
        stage = nil
        command = .unread
        cookieIsKnown = false
        beginsUnseen = false
        belongsToFile = false
        namedKind = nil
        hasInvited = false
        callsOff = false
        isRejection = false
        hasEnded = false
        named = []
        beginLine()
        leaveField()
    }

    /// What it invites to, as far as it has been read; nil if it does not invite.
    var kind: InvitationKind? {
        if stage == .invite { return .file }
        return hasInvited ? namedKind ?? .other : nil
    }

    /// How many bytes are kept of the latest value and of the name of a file.
    var storedBytes: Int { value.count + (invitation.file?.utf8.count ?? 0) }

    /// Notes that the beginning of the body was not seen.
    mutating func missBeginning() {
        beginsUnseen = true
    }

    /// Reads one byte; `ending` tells whether the body ends with it.
    mutating func read(_ byte: UInt8, ending: Ending) -> Outcome {
        hasEnded = ending != .later
        var outcome = readOn(byte, ending)
        if hasEnded { outcome.told = outcome.told ?? cancellation }
        return outcome
    }

    /// What a message that calls a transfer off says when all of it has been read: nothing in it is overwritten, so it need
    /// not be told before.
    private var cancellation: TransferStage? {
        guard callsOff, stage == nil else { return nil }
        return isRejection ? .decline : .cancel
    }

    private mutating func readOn(_ byte: UInt8, _ ending: Ending) -> Outcome {
        var outcome = Outcome()
        if byte.isLineEnd {
            outcome = endValue(at: byte)
            beginLine()
            return outcome
        }
        if isInValue {
            outcome = readValue(byte)
        } else {
            outcome = readName(byte)
        }
        guard outcome == Outcome() else { return outcome }
        return switch ending {
        case .later: outcome
        case .here: endValue(at: byte)
        case .unknown: endCookieForNow(at: byte)
        }
    }

    /// Tells whether the cookie just asked about belongs to an offered file; the outcome is that of the same byte.
    mutating func answer(isFile: Bool) -> Outcome {
        guard isFile, stage == nil else { return Outcome() }
        cookieIsKnown = true
        belongsToFile = true
        switch command {
        case .unread where !beginsUnseen: return Outcome()
        case .cancel:
            callsOff = true
            return Outcome(told: hasEnded ? cancellation : nil)
        case .accept, .other, .unread: return condemn(as: .accept, overwriting: spoiledCookieByte)
        }
    }

    /// Takes a byte that no client would send where it stands: it leaves as one that belongs to no field.
    mutating func spoil() -> Outcome {
        guard stage == nil else { return Outcome(overwrite: ASCII.letterX) }
        return condemn(as: .invite, overwriting: ASCII.letterX)
    }

    // MARK: Names

    private mutating func beginLine() {
        name.clear()
        isInValue = false
    }

    private mutating func leaveField() {
        field = nil
        value.removeAll(keepingCapacity: true)
        valueHasEnded = false
        valueIsReversed = false
        guid.clear()
        digits = GUIDDigits()
    }

    private mutating func readName(_ byte: UInt8) -> Outcome {
        guard byte == ASCII.colon else {
            // A folded line goes on with the value before it, for readers that unfold, and begins a name for others.
            if field == .applicationGUID, stage == nil, guid.isCompleted(by: byte) {
                return condemn(as: .invite, overwriting: ASCII.zero)
            }
            name.append(byte)
            return Outcome(overwrite: stage != nil && name.isAtSpoiledLetter ? ASCII.letterX : nil)
        }
        isInValue = true
        leaveField()
        guard let (field, isReversed) = InvitationField.named(name) else { return Outcome() }
        self.field = field
        valueIsReversed = isReversed
        named.insert(InvitationFields(field))
        guard stage == nil else { return Outcome() }
        if named.isSuperset(of: .offer) { return condemn(as: .invite, overwriting: ASCII.letterX) }
        if named.isSuperset(of: .meetingPlace) { return condemn(as: .accept, overwriting: ASCII.letterX) }
        return Outcome()
    }

    // MARK: Values

    private mutating func readValue(_ byte: UInt8) -> Outcome {
        switch field {
        case nil: return Outcome()
        case .applicationGUID: return readGUID(byte)
        case .command: return readCommand(byte)
        case .cookie where !value.isEmpty && !byte.isDigit: return endValue(at: byte)
        case .cookie, .file, .fileSize, .address, .internalAddress, .port, .obfuscatedPort, .obfuscatedInternalPort,
            .authCookie, .cancelCode:
            if value.count < Invitation.maximumFileName, !(value.isEmpty && byte.isBlank) { value.append(byte) }
            return Outcome()
        }
    }

    private mutating func readGUID(_ byte: UInt8) -> Outcome {
        if digits.read(byte) { namedKind = namedKind ?? InvitationKind.named(digits) }
        guard guid.isCompleted(by: byte) else { return Outcome() }
        if stage != nil { return Outcome(overwrite: ASCII.zero) }
        guard command != .cancel else {
            belongsToFile = true
            return Outcome()
        }
        return condemn(as: command == .accept ? .accept : .invite, overwriting: ASCII.zero)
    }

    private mutating func readCommand(_ byte: UInt8) -> Outcome {
        guard !byte.isBlank else { return Outcome() }
        let index = value.count
        if index < Invitation.maximumFileName { value.append(byte) }
        if stage == nil, belongsToFile, index == 0, byte.lowerCased != Self.cancelSpelling(isReversed: valueIsReversed)
        {
            return condemn(as: .accept, overwriting: Self.cancel[0])
        }
        guard stage != nil, index < Self.cancel.count else { return Outcome() }
        return Outcome(overwrite: Self.cancel[index])
    }

    /// Takes the value in at the byte that ends it: the one behind it, or its own last where the body ends.
    private mutating func endValue(at byte: UInt8) -> Outcome {
        guard let field, !valueHasEnded, !value.isEmpty else { return Outcome() }
        valueHasEnded = true
        guid.clear()
        while value.last?.isBlank == true { value.removeLast() }
        if valueIsReversed { value.reverse() }
        let word = value
        invitation.set(field, to: word.span)
        switch field {
        case .command: return endCommand(at: byte)
        case .cookie where stage == nil && !cookieIsKnown: return ask(at: byte)
        // A command that passed before the message was condemned must not find the transfer that it belongs to.
        case .cookie where stage != nil && (command == .accept || command == .other):
            return Outcome(overwrite: spoil(cookieEndingAt: byte))
        case .cookie, .applicationGUID, .file, .fileSize, .address, .internalAddress, .port, .obfuscatedPort,
            .obfuscatedInternalPort, .authCookie:
            return Outcome()
        case .cancelCode:
            isRejection = word.span.hasPrefix(Self.rejection, in: 0..<word.count)
            return Outcome()
        }
    }

    /// Asks about a cookie that may end with its part. Should it go on in another, a digit of it is all that is lost.
    private mutating func endCookieForNow(at byte: UInt8) -> Outcome {
        guard field == .cookie, !valueHasEnded else { return Outcome() }
        let digits = value
        let outcome = endValue(at: byte)
        value = digits
        valueHasEnded = false
        return outcome
    }

    private mutating func endCommand(at byte: UInt8) -> Outcome {
        guard stage == nil else { return Outcome() }
        let word = value
        let told = Command(word.span)
        if word.span.equals(Self.invite, in: 0..<word.count) { hasInvited = true }
        // Of two commands clients differ in which they follow, so a cancellation takes nothing back.
        if command == .unread || told != .cancel { command = told }
        guard belongsToFile else { return Outcome() }
        callsOff = command == .cancel
        return callsOff ? Outcome() : condemn(as: .accept, overwriting: ASCII.letterX)
    }

    private mutating func ask(at byte: UInt8) -> Outcome {
        spoiledCookieByte = spoil(cookieEndingAt: byte)
        return Outcome(question: invitation.cookie)
    }

    /// What makes the cookie another number: one more digit in the place of the byte behind it, or another last digit where
    /// that is the last byte of the body.
    private func spoil(cookieEndingAt byte: UInt8) -> UInt8 {
        byte == ASCII.one ? ASCII.one + 1 : ASCII.one
    }

    private mutating func condemn(as stage: TransferStage, overwriting byte: UInt8) -> Outcome {
        self.stage = stage
        return Outcome(told: stage, overwrite: byte)
    }

    /// `CANCEL` has as many letters as `INVITE` and `ACCEPT`.
    private static let cancel: StaticASCII = "CANCEL"

    /// Both codes of one who will not have the file begin with it (reference, section 4.1).
    private static let rejection: StaticASCII = "reject"
    private static let invite: StaticASCII = "invite"

    private static func cancelSpelling(isReversed: Bool) -> UInt8 {
        isReversed ? cancel[cancel.count - 1].lowerCased : cancel[0].lowerCased
    }
}

extension InvitationReader.Command {
    private static let cancelWord: StaticASCII = "cancel"
    private static let acceptWord: StaticASCII = "accept"

    fileprivate init(_ word: Span<UInt8>) {
        let whole = 0..<word.count
        if word.count == 6, word.hasPrefix(Self.cancelWord, in: whole) {
            self = .cancel
        } else if word.count == 6, word.hasPrefix(Self.acceptWord, in: whole) {
            self = .accept
        } else {
            self = .other
        }
    }
}
