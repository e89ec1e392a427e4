import Gateway
import PacketCapture
import PacketHeaders

/// One capture on its way through a classifier that knows nothing but this capture.
struct Replay: ~Copyable {
    private let checksums: ChecksumTrust
    private let ledger = TransferLedger()
    private var classifier: PacketClassifier
    private var schedule: PolicySchedule
    private var outcomes = OutcomeCounts()
    /// The time of the first frame.
    private var start: Int64?
    private var frames = FrameCounts()
    private var defragmentation: Defragmentation

    init(_ schedule: PolicySchedule, checksums: ChecksumTrust) {
        self.schedule = schedule
        classifier = PacketClassifier(policy: schedule.policy, limits: schedule.limits, ledger: ledger)
        defragmentation = Defragmentation(checksums: checksums)
        self.checksums = checksums
    }

    /// What has been counted so far.
    var tally: Tally {
        Tally(
            gateway: classifier.counters,
            outcomes: outcomes,
            frames: frames,
            fragments: defragmentation.counts
        )
    }

    /// Judges every packet of the capture at `path`, and writes it to `output`, where that is given, as it would have
    /// left the gateway.
    ///
    /// What came before an error has been counted and reported.
    mutating func run(_ path: String, writingTo output: String?, report: inout Report) throws {
        var reader = try CaptureReader(path: path)
        var copy = try CaptureCopy(path: output, like: reader.header)
        var frame = CaptureFrame()
        while try reader.read(into: &frame) {
            let first = start ?? frame.time
            start = first
            let (decision, leaves) = judge(&frame)
            if let decision, report.wants(decision) {
                try report.add(
                    decision,
                    PacketPlace(capture: path, frame: frame.number, time: frame.time, start: first)
                )
            }
            if leaves { try copy.append(frame) }
        }
        try copy.finish()
    }

    /// Reports what has become of the transfers of the capture at `path`, as far as it goes.
    mutating func close(_ path: String, report: inout Report) throws(OutputError) {
        for transfer in ledger.remainder() {
            outcomes.record(transfer.outcome)
            try report.add(transfer, capture: path, since: start ?? 0)
        }
    }

    /// Decides a frame, and tells whether it leaves the gateway; no decision where it carries nothing that a gateway
    /// would be asked about.
    private mutating func judge(_ frame: inout CaptureFrame) -> (decision: Decision?, leaves: Bool) {
        switch frame.content {
        case .notIP:
            frames.notIP += 1
            return (nil, true)
        case .cut:
            frames.cut += 1
            return (nil, true)
        case .packet(let range):
            return judge(&frame, range)
        }
    }

    /// A fragment that waits for others is accepted and stays here: its bytes leave with the whole packet, or never.
    private mutating func judge(_ frame: inout CaptureFrame, _ range: Range<Int>) -> (decision: Decision?, leaves: Bool)
    {
        switch defragmentation.take(frame.bytes.span.extracting(range), at: .nanoseconds(frame.time)) {
        case .held: return (.fragment(.accept), false)
        case .refused: return (.fragment(.drop), false)
        case .unchanged: break
        case .completed(let packet): frame.replacePacket(with: packet)
        }
        guard case .packet(let range) = frame.content else { return (nil, true) }
        let decision = classify(&frame.bytes, range, at: frame.time)
        return (decision, decision.isForwarded)
    }

    private mutating func classify(_ bytes: inout [UInt8], _ range: Range<Int>, at time: Int64) -> Decision {
        if schedule.advance(to: time) { classifier.adopt(schedule.policy) }
        var frame = bytes.mutableSpan
        var packet = frame._mutatingExtracting(range)
        return classifier.classify(&packet, checksums: checksums, at: .nanoseconds(time))
    }
}

extension Decision {
    /// Told apart by a switch: `!=` on a type of another module is a call through its conformance, for every packet.
    fileprivate var isForwarded: Bool {
        switch verdict {
        case .accept, .edit: true
        case .drop: false
        }
    }

    /// What is said of a fragment for itself.
    fileprivate static func fragment(_ verdict: Verdict) -> Decision {
        Decision(verdict: verdict, reason: .fragment, action: nil, mark: .unchanged, endpoints: nil, sightings: [])
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
