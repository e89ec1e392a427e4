/// Reads the body of one `MSG` that carries an invitation, or a part of one (reference, section 3.4, chunked messages).
///
/// The parts of a message may come in any order and more than once, each time with other bytes, and clients differ in how
/// they join them: in the order of their numbers, or as they come. So what the parts name counts together, whatever their
/// order, and a line that is cut between two parts is read with every version of its other half that is known:
///
/// - the halves that come before it, when its part begins: each is a *trial*, read on until the line ends;
/// - the halves that come behind it, when its part ends: then the last byte is the telling one.
struct InvitationBody {
    /// The reading in the order in which parts come; whole messages have no other.
    private(set) var reader = InvitationReader()
    private var trials: [InvitationReader] = []
    private var part: Part?
    private var isInFirstLine = true
    private var firstLine: [UInt8] = []
    private var lastLine: [UInt8] = []

    /// Which part of a message is being read, and what is known of the others.
    private struct Part {
        var number: Int
        var isLast: Bool
        var assembly: InvitationAssembly
    }

    init() {}

    /// Begins a whole message.
    mutating func begin() {
        reader.clear()
        part = nil
        beginLines()
    }

    /// Begins a part of a message.
    mutating func begin(part number: Int, isLast: Bool, of assembly: InvitationAssembly) {
        reader = assembly.reader
        trials = assembly.remainders(before: number).map { remainder in
            var trial = assembly.reader
            trial.resume(at: remainder)
            return trial
        }
        part = Part(number: number, isLast: isLast, assembly: assembly)
        beginLines()
    }

    private mutating func beginLines() {
        if part == nil { trials.removeAll() }
        isInFirstLine = true
        firstLine.removeAll(keepingCapacity: true)
        lastLine.removeAll(keepingCapacity: true)
    }

    /// Reads one byte; `isLast` tells that the body ends with it.
    mutating func read(_ byte: UInt8, isLast: Bool) -> InvitationReader.Outcome {
        guard let part else { return reader.read(byte, isLast: isLast) }
        var outcome = reader.read(byte, isLast: isLast && part.isLast)
        note(byte)
        for index in trials.indices {
            let other = trials[index].read(byte, isLast: false)
            if outcome.told == nil, reader.stage == nil, let stage = other.told, stage != .cancel {
                reader.condemn(as: stage)
                outcome = other
            }
        }
        if byte.isLineEnd { trials.removeAll() }
        guard isLast, reader.stage == nil, outcome.question == nil else { return outcome }
        return endPart(part, at: byte) ?? outcome
    }

    mutating func answer(isFile: Bool) -> InvitationReader.Outcome {
        reader.answer(isFile: isFile)
    }

    /// What is to be known of this part when others come; nil for a whole message.
    func finished() -> InvitationAssembly? {
        guard var assembly = part?.assembly, let number = part?.number else { return nil }
        assembly.reader = reader
        assembly.keep(first: firstLine, last: lastLine, of: number)
        return assembly
    }

    private mutating func note(_ byte: UInt8) {
        if byte.isLineEnd {
            isInFirstLine = false
            lastLine.removeAll(keepingCapacity: true)
            return
        }
        if isInFirstLine, firstLine.count < InvitationReader.Remainder.maximumLength { firstLine.append(byte) }
        if lastLine.count == InvitationReader.Remainder.maximumLength { lastLine.removeFirst() }
        lastLine.append(byte)
    }

    /// Whether a part that has come before goes on from here to a transfer: then this byte must not join the two.
    private mutating func endPart(_ part: Part, at byte: UInt8) -> InvitationReader.Outcome? {
        for continuation in part.assembly.continuations(behind: part.number) {
            var trial = reader
            for next in continuation.bytes {
                guard let stage = trial.read(next, isLast: false).told, stage != .cancel else { continue }
                reader.condemn(as: stage)
                return InvitationReader.Outcome(told: stage, overwrite: byte == ASCII.zero ? ASCII.one : ASCII.zero)
            }
        }
        return nil
    }
}
