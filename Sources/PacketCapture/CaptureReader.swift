/// A capture being read, frame by frame: pcap or pcapng, of any byte order and time resolution.
package struct CaptureReader: ~Copyable {
    /// What the capture says about all its frames.
    package let header: CaptureHeader
    private let path: String
    private var file: PcapFile
    private var frames = 0

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

    /// Reads the next frame into `frame`; false at the end of the capture.
    ///
    /// After an error there is nothing more to read.
    package mutating func read(into frame: inout CaptureFrame) throws(CaptureError) -> Bool {
        let start = file.position
        do throws(CaptureError.Fault) {
            guard let record = try file.next(into: &frame.bytes) else { return false }
            frames += 1
            frame.number = frames
            frame.time = record.time
            frame.originalLength = record.originalLength
            frame.content = header.linkLayer.content(of: frame.bytes.span, originalLength: record.originalLength)
            return true
        } catch {
            throw CaptureError(path: path, fault: error, offset: start, frames: frames)
        }
    }
}

private func opening<Part: ~Copyable>(
    _ path: String,
    _ part: () throws(CaptureError.Fault) -> Part
) throws(CaptureError) -> Part {
    do { return try part() } catch { throw CaptureError(path: path, fault: error, offset: 0, frames: 0) }
}
