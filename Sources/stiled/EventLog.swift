import Configuration
import Gateway
import Logging
import NetfilterQueue
import Telemetry

/// The events, as lines of JSON for programs; where the policy names no place for them they cost nothing.
struct EventLog: Sendable {
    /// How long the last lines may take when the daemon ends.
    private static let patience: Int32 = 2

    private let sink: LineSink?

    /// Opens the place that the settings name. Where that fails the daemon goes on without: the network matters more.
    init(to place: Settings.EventSink, logger: Logger) {
        guard let destination = LineDestination(place) else {
            sink = nil
            return
        }
        do throws(SystemError) {
            sink = try LineSink(to: destination)
        } catch {
            logger.error(
                "no events are written, \(destination.name) cannot be opened: \(error) (policy file: events.to)"
            )
            sink = nil
        }
    }

    /// Adds an event; it is lost, and counted, where its line cannot be written.
    func tell(_ event: Event, on grounds: EventGrounds = EventGrounds()) {
        sink?.offer(EventLine(event, at: Timestamp(WallClock.now()), on: grounds).bytes)
    }

    /// Opens a file again that somebody has renamed.
    func reopen() { sink?.reopen() }

    /// How many events were lost.
    var lost: UInt64 { sink?.lost ?? 0 }

    /// Writes what waits; nothing may be told any more.
    func finish() { sink?.finish(withinSeconds: Self.patience) }
}

extension LineDestination {
    /// The place that the settings name; nil for none.
    fileprivate init?(_ place: Settings.EventSink) {
        switch place {
        case .none: return nil
        case .standardOutput: self = .standardOutput
        case .file(let path): self = .file(path)
        case .socket(let path): self = .socket(path)
        }
    }

    fileprivate var name: String {
        switch self {
        case .standardOutput: "standard output"
        case .file(let path), .socket(let path): path
        }
    }
}
