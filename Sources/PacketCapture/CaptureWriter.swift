import CPcap

/// A pcap file being written, in little-endian byte order, with the link layer, snap length and time resolution of
/// the capture that it is made from; the snap length grows with a frame that is longer.
///
/// The file takes its name only when `finish()` has written all of it: a run that fails leaves an older file of that
/// name as it was, and a capture may be written over itself.
package struct CaptureWriter: ~Copyable {
    private var output: ByteOutput
    private let resolution: TimeResolution
    private let destination: OutputPath
    private let snapLength: Int
    private var longestFrame = 0
    private var isFinished = false

    /// Begins the file that shall be at `path` in the end.
    package init(path: String, like header: CaptureHeader) throws(OutputError) {
        destination = OutputPath(path)
        output = try ByteOutput(path: destination.temporary, flags: destination.flags)
        resolution = header.resolution
        snapLength = header.snapLength
        output.append(littleEndian: header.resolution == .nanoseconds ? 0xA1B2_3C4D : 0xA1B2_C3D4)
        output.append(littleEndian: 0x0004_0002)  // version 2.4
        output.append(littleEndian: 0)
        output.append(littleEndian: 0)
        output.append(littleEndian: UInt32(truncatingIfNeeded: header.snapLength))
        // Of the link layers read here, raw IP alone has another number in files than in libpcap.
        output.append(littleEndian: header.linkNumber == DLT_RAW ? 101 : UInt32(truncatingIfNeeded: header.linkNumber))
    }

    deinit {
        if !isFinished { destination.discard() }
    }

    /// Adds a frame as it stands in its buffer, with its own time and original length.
    package mutating func append(_ frame: borrowing CaptureFrame) throws(OutputError) {
        let (seconds, nanoseconds) = frame.time.quotientAndRemainder(dividingBy: 1_000_000_000)
        let fraction =
            switch resolution {
            case .microseconds: nanoseconds / 1000
            case .nanoseconds: nanoseconds
            }
        output.append(littleEndian: UInt32(truncatingIfNeeded: seconds))
        output.append(littleEndian: UInt32(truncatingIfNeeded: fraction))
        output.append(littleEndian: UInt32(truncatingIfNeeded: frame.count))
        longestFrame = max(longestFrame, frame.count)
        output.append(littleEndian: UInt32(truncatingIfNeeded: frame.originalLength))
        try output.append(frame)
    }

    /// Writes what is left and gives the file its name.
    package mutating func finish() throws(OutputError) {
        try output.flush()
        // Of frames that are longer than the header says readers may take only so much.
        if longestFrame > snapLength {
            output.overwrite(littleEndian: UInt32(truncatingIfNeeded: longestFrame), at: 16)
        }
        try destination.settle()
        isFinished = true
    }
}
