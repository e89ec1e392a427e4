import MSNP
import PacketHeaders

/// A step of a transfer, and what the policy chose to do with it.
struct TransferStep: Equatable {
    var transfer: TransferID
    var stage: TransferStage
    var action: Action
}

/// What must become of a stretch of a stream, in the first copy of it and in every other.
struct Edit {
    /// Where its first byte stands.
    var position: SequenceNumber
    /// How many bytes it has, at least one.
    var count: Int
    /// What each of them is to be overwritten with; nil if no packet that carries one may pass.
    var replacement: UInt8?
    /// The step of a transfer on whose account; nil if it belongs to none, and only goes with an edit elsewhere.
    var step: TransferStep?

    var end: SequenceNumber { position + count }

    /// Whether the edit goes on, in the same way and on the same account, where `other` ends.
    fileprivate func continues(_ other: Edit) -> Bool {
        position == other.end && replacement == other.replacement && step == other.step
    }
}

/// The edits of one direction, kept also when acknowledged: an acknowledgement can be lost behind us, and the copy that
/// the sender then makes must not show the receiver's side what was hidden from it.
struct Edits {
    private var edits: [Edit] = []

    /// An invitation takes about a dozen edits; this is room for the latest eighty.
    static let maximum = 1024

    var isEmpty: Bool { edits.isEmpty }

    /// How much memory the edits take, for the bound on all of it.
    @inline(__always)
    var storedBytes: Int { edits.count * MemoryLayout<Edit>.stride }

    /// Remembers an edit, joined with the latest one where it continues that; the oldest one makes room for it at the
    /// limit, by when it is many messages old.
    mutating func append(_ edit: Edit) {
        if let last = edits.last, edit.continues(last) { return edits[edits.count - 1].count += edit.count }
        if edits.count == Self.maximum { edits.removeFirst(Self.maximum / 4) }
        edits.append(edit)
    }

    /// Gives the edits of a transfer to another number, when the two have turned out to be one.
    mutating func renumber(_ transfer: TransferID, to other: TransferID) {
        for index in edits.indices where edits[index].step?.transfer == transfer {
            edits[index].step?.transfer = other
        }
    }

    /// Makes the edits that concern a copy of the stream, which begins at `position` and lies at `range` in the packet.
    ///
    /// Returns the latest step on whose account one is made, and whether one forbids the packet; nil if none concerns it.
    func apply(
        to packet: inout MutableSpan<UInt8>,
        _ range: Range<Int>,
        at position: SequenceNumber
    ) -> (step: TransferStep?, isForbidden: Bool)? {
        var result: (step: TransferStep?, isForbidden: Bool)?
        for edit in edits {
            let low = max(0, position.distance(to: edit.position))
            let high = min(range.count, position.distance(to: edit.end))
            guard low < high else { continue }
            if let byte = edit.replacement {
                for index in low..<high { packet[range.lowerBound + index] = byte }
            }
            result = (edit.step ?? result?.step, result?.isForbidden == true || edit.replacement == nil)
        }
        return result
    }
}
