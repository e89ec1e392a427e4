/// Reads the body of one `MSG` that carries an invitation, or a part of one (reference, section 3.4, chunked messages).
///
/// Every client sends the parts in the order of their numbers and each of them once, and TCP keeps that order. Receivers
/// differ in how they would join any others: by number or as they come, keeping the first of two versions or the last. So
/// the parts in order are read as one body, and a part out of order is overwritten from its first byte to its last:
/// whatever it is joined to gains no field by it.
struct InvitationBody {
    /// The reading of all parts in order; whole messages have no others.
    private(set) var reader = InvitationReader()
    private var part: Part?

    /// Which part of a message is being read, and what is known of the message.
    private struct Part {
        var number: Int
        var assembly: InvitationAssembly

        var isInOrder: Bool { assembly.expects(number) }
        /// Whether the message ends with the part, as far as the first part, which tells their number, was seen.
        var ending: InvitationReader.Ending {
            assembly.parts.map { number + 1 == $0 ? .here : .later } ?? .unknown
        }
        /// Whether the parts before this one passed where nobody read them.
        var beginsUnseen: Bool { number > 0 && assembly.next == nil }
    }

    init() {}

    /// Begins a whole message.
    mutating func begin() {
        reader.clear()
        part = nil
    }

    /// Begins a part of a message.
    mutating func begin(part number: Int, of assembly: InvitationAssembly) {
        reader = assembly.reader
        let part = Part(number: number, assembly: assembly)
        if part.beginsUnseen { reader.missBeginning() }
        self.part = part
    }

    /// Whether bytes of the body may leave as others whatever they are: it belongs to a transfer, or is a part out of order.
    var isCondemned: Bool { reader.stage != nil || part.map { !$0.isInOrder } ?? false }

    /// Reads one byte; `isLast` tells that the body ends with it.
    mutating func read(_ byte: UInt8, isLast: Bool) -> InvitationReader.Outcome {
        guard let part else { return reader.read(byte, ending: isLast ? .here : .later) }
        return part.isInOrder ? reader.read(byte, ending: isLast ? part.ending : .later) : reader.spoil()
    }

    /// What the message invites to, when all of it has been read; nil if it does not invite, or if other parts may follow.
    var kind: InvitationKind? {
        guard let part else { return reader.kind }
        return part.isInOrder && part.ending == .here ? reader.kind : nil
    }

    mutating func answer(isFile: Bool) -> InvitationReader.Outcome {
        reader.answer(isFile: isFile)
    }

    /// What is to be known of the message when its next part comes; nil for a whole message.
    func finished() -> InvitationAssembly? {
        guard let part else { return nil }
        var assembly = part.assembly
        guard part.isInOrder else { return assembly }
        assembly.reader = reader
        assembly.next = part.number + 1
        return assembly
    }
}
