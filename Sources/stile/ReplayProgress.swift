import Glibc
import PacketCapture

/// How far a replay has come, on one line of the terminal at standard error that is gone in the end; nothing in a pipe,
/// and nothing in the first second.
struct ReplayProgress: ~Copyable {
    /// The clock is asked once in so many frames.
    private static let framesPerLook = 4096
    private static let patience = Duration.milliseconds(1000)
    private static let interval = Duration.milliseconds(200)

    private let path: String
    private let size: Int64?
    private let isShown = isatty(STDERR_FILENO) == 1
    private let start = ContinuousClock.now
    private var next: ContinuousClock.Instant
    private var hasWritten = false

    init(_ path: String, size: Int64?) {
        self.path = path
        self.size = size
        next = start + Self.patience
    }

    deinit {
        if hasWritten { Self.write("\r\u{1B}[K") }
    }

    /// Whether it is time to look at the clock.
    func isDue(at frame: Int) -> Bool { isShown && frame % Self.framesPerLook == 0 }

    /// Shows, where somebody has waited long enough, that so many frames were read, and where in the file that is.
    mutating func show(frames: Int, position: Int64) {
        let now = ContinuousClock.now
        guard now >= next else { return }
        next = now + Self.interval
        hasWritten = true
        Self.write("\r\u{1B}[K\(Self.text(path, frames: frames, position: position, size: size))")
    }

    /// `big.pcap: 12% of 340 MB, 123456 packets`.
    static func text(_ path: String, frames: Int, position: Int64, size: Int64?) -> String {
        let megabytes = { (bytes: Int64) in "\(bytes / 1_000_000) MB" }
        let part = size.flatMap { size in size > 0 ? "\(position * 100 / size)% of \(megabytes(size))" : nil }
        return "\(path): \(part ?? megabytes(position)), \(frames) packets"
    }

    private static func write(_ text: String) {
        var output = ByteOutput.standardError()
        try? output.append(Array(text.utf8))
        try? output.flush()
    }
}
