/// A capture being read, frame by frame: pcap or pcapng, of any byte order and time resolution.
public struct CaptureReader: ~Copyable {
    /// What the capture says about all its frames.
    package let header: CaptureHeader
    /// The frame that was read last.
    @usableFromInline
    package internal(set) var frame = CaptureFrame()
    private let path: String
    private let file: PcapFile

    /// Opens the capture at `path`, where `-` stands for the standard input.
    package init(path: String) throws(CaptureError) {
        let file = try opening(path) { () throws(CaptureError.Fault) in try PcapFile(path: path) }
        header = try opening(path) { () throws(CaptureError.Fault) in try file.header }
        self.file = file
        self.path = path
    }

    /// Where in the file the next frame begins, in bytes.
    package var position: Int64 { file.position }

    /// How many bytes the file has; nil where that cannot be known before its end.
    package var size: Int64? { file.size }

    /// Reads the next frame, which takes the place of the last one; false at the end of the capture.
    ///
    /// After an error there is nothing more to read.
    package mutating func read() throws(CaptureError) -> Bool {
        if !file.takeAhead(&frame) {
            guard try readByLibpcap() else { return false }
        }
        frame.number += 1
        frame.content = header.linkLayer.content(of: frame)
        return true
    }

    /// Gives `body` the bytes of the frame at these offsets, to be edited in place.
    ///
    /// Public, and so the two types that it stands on: the compiler takes nothing that is `package` over into another module.
    @inlinable @inline(__always)
    public mutating func edit<Answer>(
        _ range: Range<Int>,
        _ body: (inout MutableSpan<UInt8>) throws -> Answer
    ) rethrows -> Answer {
        // The frame's own memory, and checked: the range lies inside it.
        var bytes = unsafe frame.memory.mutableSpan
        var part = bytes._mutatingExtracting(range)
        return try body(&part)
    }

    /// Puts another IP packet in the place of the one that lies in the frame, of whatever length.
    ///
    /// The link layer header and the time stay; padding behind the old packet is left out. Does nothing where there is
    /// no whole packet inside.
    package mutating func replacePacket(with packet: [UInt8]) {
        frame.replacePacket(with: packet)
    }

    @inline(never)
    private mutating func readByLibpcap() throws(CaptureError) -> Bool {
        let start = file.position
        do throws(CaptureError.Fault) {
            return try file.read(&frame)
        } catch {
            throw CaptureError(path: path, fault: error, offset: start, frames: frame.number)
        }
    }
}

private func opening<Part: ~Copyable>(
    _ path: String,
    _ part: () throws(CaptureError.Fault) -> Part
) throws(CaptureError) -> Part {
    do { return try part() } catch { throw CaptureError(path: path, fault: error, offset: 0, frames: 0) }
}
