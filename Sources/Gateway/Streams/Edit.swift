import MSNP
import PacketHeaders

/// What must become of one byte of a stream, in the first copy of it and in every other.
struct Edit {
    /// Where the byte stands.
    var position: SequenceNumber
    /// What it is to be overwritten with; nil if no packet that carries it may pass.
    var replacement: UInt8?
    /// The transfer on whose account.
    var transfer: TransferID
    /// The step of the transfer that the byte belongs to.
    var stage: TransferStage
    /// What the policy chose to do with that step.
    var action: Action
}

/// The edits of one direction, kept also when acknowledged: an acknowledgement can be lost behind us, and the copy that
/// the sender then makes must not show the receiver's side what was hidden from it.
struct Edits {
    private var edits: [Edit] = []

    /// An invitation takes about a dozen edits; this is room for the latest eighty.
    static let maximum = 1024

    var isEmpty: Bool { edits.isEmpty }

    /// How much memory the edits take, for the bound on all of it.
    var storedBytes: Int { edits.count * MemoryLayout<Edit>.stride }

    /// Remembers an edit; the oldest one makes room for it at the limit, by when it is many messages old.
    mutating func append(_ edit: Edit) {
        if edits.count == Self.maximum { edits.removeFirst(Self.maximum / 4) }
        edits.append(edit)
    }

    /// Gives the edits of a transfer to another number, when the two have turned out to be one.
    mutating func renumber(_ transfer: TransferID, to other: TransferID) {
        for index in edits.indices where edits[index].transfer == transfer {
            edits[index].transfer = other
        }
    }

    /// Makes the edits that concern a copy of the stream, which begins at `position` and lies at `range` in the packet.
    ///
    /// Returns the last edit made, and whether one of them forbids the packet; nil if none concerns it.
    func apply(
        to packet: inout MutableSpan<UInt8>,
        _ range: Range<Int>,
        at position: SequenceNumber
    ) -> (last: Edit, isForbidden: Bool)? {
        var result: (last: Edit, isForbidden: Bool)?
        for edit in edits {
            let offset = position.distance(to: edit.position)
            guard offset >= 0, offset < range.count else { continue }
            if let byte = edit.replacement { packet[range.lowerBound + offset] = byte }
            result = (edit, result?.isForbidden == true || edit.replacement == nil)
        }
        return result
    }
}
