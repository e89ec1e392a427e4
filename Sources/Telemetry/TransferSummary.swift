package import Gateway
import MSNP

/// One whole transfer as a line that a person can read: what became of it, who, to whom, which file, by what ways, how long.
package struct TransferSummary: CustomStringConvertible {
    /// The line, without a line feed.
    package let description: String

    /// The line for a transfer of which nothing more is expected.
    package init(_ report: TransferReport) {
        let details = report.details
        let from = details.from.map { PeerText($0).description } ?? "somebody"
        let to = details.to.map { PeerText($0).description } ?? "somebody"
        let ways = ([String(describing: details.kind)] + report.carriers.map { String(describing: $0) })
            .joined(separator: ", ")
        let seconds = (report.last - report.first).components.seconds
        description =
            "transfer \(report.transfer) \(Self.outcome(report.outcome)): "
            + "\(details.fileText) from \(from) to \(to) [\(ways), \(seconds) s]"
    }

    private static func outcome(_ outcome: TransferOutcome) -> String {
        switch outcome {
        case .declined: "was declined by the gateway"
        case .dropped: "was dropped by the gateway"
        case .reset: "was reset by the gateway"
        case .refused: "was declined by the other side"
        case .cancelled: "was cancelled"
        case .finished: "has finished"
        case .unanswered: "was never answered"
        case .neverConnected: "was accepted, but never connected"
        case .unfinished: "began and did not end"
        }
    }
}
