import ArgumentParser
import Gateway
import PacketCapture
import Telemetry

/// `--format`.
enum ReportFormat: String, WordArgument {
    case text, json, summary, html
}

/// Which packets are reported, and in what form.
struct ReportOptions {
    var format: ReportFormat
    /// Plainly accepted packets too.
    var includesPlain: Bool
    /// Text lines name their capture, as grep does, when there are several.
    var namesCaptures: Bool
    /// The run has another purpose than this report, and goes on when nobody reads it any more.
    var mayGoUnread: Bool
}

/// Where in the captures a packet was found.
struct PacketPlace {
    var capture: String
    /// The number of its frame; the first is 1.
    var frame: Int
    /// When it was recorded, in nanoseconds since 1970.
    var time: Int64
    /// The time of the capture's first frame.
    var start: Int64
}

/// What a run tells on the standard output.
struct Report: ~Copyable {
    private let options: ReportOptions
    private var output = ByteOutput.standardOutput()
    private var isUnread = false
    /// The captures of a page, which is written at the end.
    private var timelines: [CaptureTimeline] = []

    init(_ options: ReportOptions) {
        self.options = options
    }

    /// Whether this packet is one of those that somebody asked about.
    @inline(__always)
    func wants(_ decision: borrowing Decision) -> Bool {
        switch options.format {
        case .text, .json: options.includesPlain || !decision.isPlain
        case .summary: false
        case .html: true
        }
    }

    /// Reports one packet.
    mutating func add(_ decision: Decision, _ place: PacketPlace) throws(OutputError) {
        switch options.format {
        case .text:
            try write(textLine(decision, frame: place.frame, elapsed: place.time &- place.start), of: place.capture)
        case .json:
            try write(jsonLine(decision, frame: place.frame, time: place.time, capture: place.capture))
        case .html: timelines[timeline(of: place.capture)].note(decision, frame: place.frame, at: place.time)
        case .summary: break
        }
    }

    /// Reports what has become of one transfer; `start` is the time of the capture's first frame.
    mutating func add(_ transfer: TransferReport, capture: String, since start: Int64) throws(OutputError) {
        switch options.format {
        case .text: try write(textLine(transfer, since: start), of: capture)
        case .json: try write(jsonLine(transfer, capture: capture))
        case .html: timelines[timeline(of: capture)].note(transfer)
        case .summary: break
        }
    }

    /// Ends the report: with every counter, in the formats that tell them.
    mutating func close(with rows: [Counters.Row]) throws(OutputError) {
        switch options.format {
        case .text: break
        case .json: try write(jsonSummary(rows))
        case .summary: try write(counterTable(rows))
        case .html: try write(Array(CapturePage(timelines).html.utf8))
        }
        try flush()
    }

    /// Writes everything reported so far.
    mutating func flush() throws(OutputError) {
        guard !isUnread else { return }
        do {
            try output.flush()
        } catch  where error.isClosedPipe && options.mayGoUnread {
            isUnread = true
        }
    }

    private mutating func timeline(of capture: String) -> Int {
        if timelines.last?.name != capture { timelines.append(CaptureTimeline(name: capture)) }
        return timelines.count - 1
    }

    private mutating func write(_ line: String, of capture: String) throws(OutputError) {
        try write(Array((options.namesCaptures ? "\(capture): \(line)" : line).utf8))
    }

    private mutating func write(_ bytes: [UInt8]) throws(OutputError) {
        guard !isUnread else { return }
        do {
            try output.append(bytes)
        } catch  where error.isClosedPipe && options.mayGoUnread {
            isUnread = true
        }
    }
}

extension Decision {
    /// Whether there is nothing to tell: accepted as it came, and no transfer concerned.
    fileprivate var isPlain: Bool {
        verdict == .accept && action == nil && sightings.isEmpty
    }
}
