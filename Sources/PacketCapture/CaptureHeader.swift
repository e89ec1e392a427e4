/// What a capture says about all its frames.
package struct CaptureHeader: Sendable {
    /// The link layer that every frame begins with.
    package let linkLayer: LinkLayer
    /// The same as libpcap numbers it (`DLT_…`).
    let linkNumber: CInt
    /// The most bytes of a frame that the recorder kept.
    package let snapLength: Int
    /// How fine the times of the file are.
    package let resolution: TimeResolution
}

/// How fine a capture's times are.
package enum TimeResolution: UInt8, Sendable {
    /// A millionth of a second.
    case microseconds
    /// A thousand-millionth of a second; assumed of every pcapng file, where each interface may have its own.
    case nanoseconds
}
