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
        var progress = ReplayProgress(path, size: reader.size)
        while try reader.read() {
            if progress.isDue(at: reader.frame.number) {
                progress.show(frames: reader.frame.number, position: reader.position)
            }
            if try judge(&reader, of: path, report: &report) { try copy.append(reader.frame) }
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

    /// Judges a frame, and tells whether it leaves the gateway; it does where it carries nothing that a gateway would be
    /// asked about.
    private mutating func judge(
        _ reader: inout CaptureReader,
        of path: String,
        report: inout Report
    ) throws(OutputError) -> Bool {
        if start == nil { start = reader.frame.time }
        switch reader.frame.content {
        case .notIP:
            frames.notIP += 1
            return true
        case .cut:
            frames.cut += 1
            return true
        case .packet(let range):
            guard reader.edit(range, { Fragment.isRuledOut(by: $0.span) }) else {
                return try judgeFragment(&reader, range, of: path, report: &report)
            }
            return try judge(&reader, range, of: path, report: &report)
        }
    }

    private mutating func judge(
        _ reader: inout CaptureReader,
        _ range: Range<Int>,
        of path: String,
        report: inout Report
    ) throws(OutputError) -> Bool {
        if schedule.advance(to: reader.frame.time) { classifier.adopt(schedule.policy) }
        let time = Duration.nanoseconds(reader.frame.time)
        let decision = reader.edit(range) { classifier.classify(&$0, checksums: checksums, at: time) }
        if report.wants(decision) { try tell(decision, reader.frame, of: path, report: &report) }
        return decision.isForwarded
    }

    /// A fragment that waits for others is accepted and stays here: its bytes leave with the whole packet, or never.
    private mutating func judgeFragment(
        _ reader: inout CaptureReader,
        _ range: Range<Int>,
        of path: String,
        report: inout Report
    ) throws(OutputError) -> Bool {
        let time = Duration.nanoseconds(reader.frame.time)
        let verdict: Verdict
        switch reader.edit(range, { defragmentation.take($0.span, at: time) }) {
        case .unchanged: return try judge(&reader, range, of: path, report: &report)
        case .completed(let packet):
            reader.replacePacket(with: packet)
            let whole = range.lowerBound..<(range.lowerBound + packet.count)
            return try judge(&reader, whole, of: path, report: &report)
        case .held: verdict = .accept
        case .refused: verdict = .drop
        }
        if report.wants(.fragment(verdict)) { try tell(.fragment(verdict), reader.frame, of: path, report: &report) }
        return false
    }

    private func tell(
        _ decision: Decision,
        _ frame: borrowing CaptureFrame,
        of path: String,
        report: inout Report
    ) throws(OutputError) {
        let place = PacketPlace(capture: path, frame: frame.number, time: frame.time, start: start ?? frame.time)
        try report.add(decision, place)
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
