import Configuration
import Logging
import NetfilterQueue
import Telemetry

/// The events, on their way to where the settings want them.
///
/// A daemon whose events cannot be written goes on without: the network matters more.
struct EventLog {
    /// How many seconds the last events may take.
    private static let patience: Int32 = 2

    private let sink: LineSink?

    /// Opens what the settings name, as far as that is possible.
    init(_ settings: Settings.EventSink, logger: Logger) {
        guard let destination = settings.destination else {
            sink = nil
            return
        }
        do throws(SystemError) {
            sink = try LineSink(to: destination)
        } catch {
            sink = nil
            logger.error(
                "no events are written: cannot open \(destination): \(error); mend `events` and start stiled again"
            )
        }
    }

    /// Tells of something that happens now.
    func tell(_ event: Event) {
        sink?.offer(EventLine(event, at: Timestamp(WallClock.now())).bytes)
    }

    /// Opens a file again that somebody has renamed.
    func reopen() { sink?.reopen() }

    /// Writes what is left.
    func finish() { sink?.finish(withinSeconds: Self.patience) }

    /// How many events were lost.
    var lost: UInt64 { sink?.lost ?? 0 }
}

extension Settings.EventSink {
    fileprivate var destination: LineDestination? {
        switch self {
        case .none: nil
        case .standardOutput: .standardOutput
        case .file(let path): .file(path)
        case .socket(let path): .socket(path)
        }
    }
}
