/// One frame of a capture: a buffer that a reader fills again and again, so that reading allocates nothing.
package struct CaptureFrame: Sendable {
    /// The frame's place in its file; the first is 1.
    package internal(set) var number = 0
    /// When it was recorded, in nanoseconds since 1970.
    package internal(set) var time: Int64 = 0
    /// How long the frame was on the wire, in bytes; more than `bytes.count` where the recorder cut it.
    package internal(set) var originalLength = 0
    /// What lies inside.
    package internal(set) var content = FrameContent.notIP
    /// The frame from its link layer header on; may be edited in place.
    package var bytes: [UInt8] = []

    /// An empty frame, to be filled by `CaptureReader.read(into:)`.
    package init() {}

    /// Puts another IP packet in the place of the one that lies inside, of whatever length.
    ///
    /// The link layer header and the time stay; padding behind the old packet is left out. Does nothing where there is
    /// no whole packet inside.
    package mutating func replacePacket(with packet: [UInt8]) {
        guard case .packet(let range) = content else { return }
        bytes.replaceSubrange(range.lowerBound..., with: packet)
        originalLength = bytes.count
        content = .packet(range.lowerBound..<bytes.count)
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
