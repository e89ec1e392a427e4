/// One frame of a capture, where its reader has it: nothing is copied or allocated for it.
///
/// Only a reader has a frame, in its keeping alone, so that the memory is there as long as the frame is. What the reader reads
/// next takes the frame's place.
@safe
public struct CaptureFrame: ~Copyable {
    /// The frame's place in its file; the first is 1.
    package internal(set) var number = 0
    /// When it was recorded, in nanoseconds since 1970.
    package internal(set) var time: Int64 = 0
    /// How long the frame was on the wire, in bytes; more than `bytes` has where the recorder cut it.
    package internal(set) var originalLength = 0
    /// What lies inside.
    package internal(set) var content = FrameContent.notIP
    /// The frame from its link layer header on: in the reader's stream, or in `kept`.
    @usableFromInline
    internal var memory: UnsafeMutableBufferPointer<UInt8>
    /// Memory of the frame's own, for what has no place in a stream. Of no bytes at first, but an address all the same: a span
    /// cannot be had without one.
    private var kept: UnsafeMutableBufferPointer<UInt8>

    init() {
        unsafe kept = .allocate(capacity: 0)
        unsafe memory = kept
    }

    deinit {
        unsafe kept.deallocate()
    }

    /// How many bytes of it there are.
    var count: Int { unsafe memory.count }

    /// The frame from its link layer header on, copied.
    package var bytes: [UInt8] { unsafe Array(memory) }

    /// Puts another IP packet in the place of the one that lies inside.
    mutating func replacePacket(with packet: [UInt8]) {
        guard case .packet(let range) = content else { return }
        let whole = bytes[..<range.lowerBound] + packet
        unsafe whole.withUnsafeBufferPointer { unsafe keepCopy(of: $0) }
        originalLength = whole.count
        content = .packet(range.lowerBound..<whole.count)
    }

    /// Takes a copy of these bytes in the place of what the frame holds.
    mutating func keepCopy(of source: UnsafeBufferPointer<UInt8>) {
        if unsafe source.count > kept.count {
            unsafe kept.deallocate()
            unsafe kept = .allocate(capacity: source.count)
        }
        // There is room now, and the source is not in this memory, which nobody else has.
        _ = unsafe kept.update(fromContentsOf: source)
        unsafe memory = UnsafeMutableBufferPointer(rebasing: kept[..<source.count])
    }
}

/// What a frame carries, as far as a gateway is concerned.
package enum FrameContent: Sendable, Equatable {
    /// Something else than IP (ARP, spanning tree), or too short for its own link layer header.
    case notIP
    /// An IP packet of which the recorder kept only the beginning (its snap length): nobody can judge it as a whole.
    case cut
    /// An IP packet, at these offsets of the frame. Padding and frame check sequence behind it are left out, as the
    /// kernel leaves them out of what it queues. A packet that claims more bytes than there were is not cut but
    /// malformed, and comes as it is.
    case packet(Range<Int>)
}
