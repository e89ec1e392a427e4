import Gateway
import PacketCapture

/// One capture on its way through a classifier that knows nothing but this capture.
struct Replay: ~Copyable {
    private let checksums: ChecksumTrust
    private var classifier: PacketClassifier
    private var frames = FrameCounts()

    init(policy: Policy, checksums: ChecksumTrust) {
        classifier = PacketClassifier(policy: policy, ledger: TransferLedger())
        self.checksums = checksums
    }

    /// What has been counted so far.
    var tally: Tally { Tally(gateway: classifier.counters, frames: frames) }

    /// Judges every packet of the capture at `path`, and writes it to `output`, where that is given, as it would have
    /// left the gateway.
    ///
    /// What came before an error has been counted and reported.
    mutating func run(_ path: String, writingTo output: String?, report: inout Report) throws {
        var reader = try CaptureReader(path: path)
        var copy = try CaptureCopy(path: output, like: reader.header)
        var frame = CaptureFrame()
        var start: Int64?
        while try reader.read(into: &frame) {
            let first = start ?? frame.time
            start = first
            guard let range = packet(in: frame) else {
                try copy.append(frame)
                continue
            }
            let decision = classify(&frame.bytes, range, at: frame.time)
            if report.wants(decision) {
                try report.add(
                    decision,
                    PacketPlace(capture: path, frame: frame.number, time: frame.time, start: first)
                )
            }
            if decision.isForwarded { try copy.append(frame) }
        }
        try copy.finish()
    }

    /// Where the packet of a frame lies; nil where the frame carries nothing that a gateway would be asked about.
    private mutating func packet(in frame: borrowing CaptureFrame) -> Range<Int>? {
        switch frame.content {
        case .notIP:
            frames.notIP += 1
            return nil
        case .cut:
            frames.cut += 1
            return nil
        case .packet(let range):
            return range
        }
    }

    private mutating func classify(_ bytes: inout [UInt8], _ range: Range<Int>, at time: Int64) -> Decision {
        var frame = bytes.mutableSpan
        var packet = frame._mutatingExtracting(range)
        return classifier.classify(&packet, checksums: checksums, at: .nanoseconds(time))
    }
}

extension Decision {
    fileprivate var isForwarded: Bool {
        switch verdict {
        case .accept, .edit: true
        case .drop: false
        }
    }
}

/// The capture as it leaves the gateway, where somebody wants it.
private struct CaptureCopy: ~Copyable {
    private var writer: CaptureWriter?

    init(path: String?, like header: CaptureHeader) throws(OutputError) {
        guard let path else { return }
        writer = try CaptureWriter(path: path, like: header)
    }

    mutating func append(_ frame: borrowing CaptureFrame) throws(OutputError) {
        try writer?.append(frame)
    }

    mutating func finish() throws(OutputError) {
        try writer?.finish()
    }
}
