import CNetfilterQueue
import Gateway

/// A packet that waits for its verdict.
///
/// Giving the verdict consumes the value, so there is never a second one; a value that goes out of scope without one
/// gives the default, so there is never none.
@safe struct QueuedPacket: ~Copyable {
    private var packet: cnfq_packet
    private let queue: OpaquePointer
    private let acceptedByDefault: Bool

    /// A packet of the batch in hand; not to be kept beyond the next `receive`.
    @unsafe init(_ packet: cnfq_packet, queue: OpaquePointer, acceptedByDefault: Bool) {
        unsafe self.packet = packet
        unsafe self.queue = queue
        self.acceptedByDefault = acceptedByDefault
    }

    deinit {
        unsafe answer(accept: acceptedByDefault && !packet.cut, mark: packet.mark, edited: false)
    }

    /// Whether the kernel handed out less than the whole packet: nothing can be decided about it.
    var isCut: Bool { unsafe packet.cut }

    /// What the kernel says about the packet's checksums.
    var checksums: ChecksumTrust {
        // Those made later, by the kernel or the card, cannot be wrong yet.
        unsafe packet.checksums == CNFQ_CHECKSUMS_NOT_VERIFIED ? .unverified : .vouched
    }

    /// Lets the classifier look at the packet, from its IP header on, and edit it in place.
    mutating func classify(with classifier: inout PacketClassifier, at time: Duration) -> Decision {
        var bytes = unsafe MutableSpan(_unsafeStart: packet.payload, count: Int(packet.length))
        return unsafe classifier.classify(&bytes, checksums: checksums, interface: packet.interface, at: time)
    }

    /// Gives the verdict; it leaves with the next flush at the latest.
    consuming func give(_ verdict: Verdict, mark: Mark, bits: MarkBits) {
        let combined = unsafe bits.combined(with: packet.mark, for: mark)
        switch verdict {
        case .accept: answer(accept: true, mark: combined, edited: false)
        case .edit: answer(accept: true, mark: combined, edited: true)
        case .drop: unsafe answer(accept: false, mark: packet.mark, edited: false)
        }
        discard self
    }

    /// Drops the packet without a decision.
    consuming func drop() {
        unsafe answer(accept: false, mark: packet.mark, edited: false)
        discard self
    }

    // An error is kept in the queue and surfaces at the next flush.
    private func answer(accept: Bool, mark: UInt32, edited: Bool) {
        var packet = unsafe packet
        _ = unsafe cnfq_give_verdict(queue, &packet, accept, mark, edited)
    }
}
