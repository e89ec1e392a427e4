import Logging
import NetfilterQueue

/// Log lines for systemd's journal, which notes time and program itself and takes the priority from the front of a line
/// (sd-daemon(3)).
struct JournalLines: LogHandler {
    var logLevel = Logger.Level.info
    var metadata = Logger.Metadata()

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        StandardStream.error.write(Self.line(event.level, "\(event.message)"))
    }

    /// A message as the journal takes it: of several lines each has the priority.
    static func line(_ level: Logger.Level, _ message: String) -> String {
        message.split(separator: "\n", omittingEmptySubsequences: false)
            .map { "<\(level.priority)>\($0)\n" }.joined()
    }

    /// Lines for the journal if that is where standard error goes, and lines with a time of their own otherwise.
    static func orStandardError(label: String) -> any LogHandler {
        guard Environment.value("JOURNAL_STREAM") == nil else { return JournalLines() }
        return StreamLogHandler.standardError(label: label)
    }
}

extension Logger.Level {
    /// As syslog numbers them (RFC 5424, section 6.2.1).
    fileprivate var priority: Int {
        switch self {
        case .critical: 2
        case .error: 3
        case .warning: 4
        case .notice: 5
        case .info: 6
        case .debug, .trace: 7
        }
    }
}
