package import Gateway
import MSNP

/// One step of one transfer as a line that a person can read: who, to whom, which file, how large, what was done.
package struct TransferLine: CustomStringConvertible {
    /// The line, without a line feed.
    package let description: String

    /// The line for what one packet told of one transfer.
    package init(_ sighting: TransferSighting, in decision: Decision) {
        let details = sighting.details
        let outcome = Self.outcome(decision.action)
        let step = Self.step(sighting.stage, of: details)
        let path = decision.endpoints.map { "\($0.source) > \($0.destination)" } ?? "unknown path"
        description = "transfer \(sighting.transfer) \(outcome): \(step) [\(details.kind), \(details.carrier), \(path)]"
    }

    private static func step(_ stage: TransferStage, of details: TransferDetails) -> String {
        let from = details.from.map { PeerText($0).description } ?? "somebody"
        let to = details.to.map { PeerText($0).description } ?? "somebody"
        let file = details.fileText
        return switch stage {
        case .invite: "\(from) offers \(to) \(file)"
        case .accept: "\(to) accepts \(file) from \(from)"
        case .decline: "\(to) declines \(file) from \(from)"
        case .cancel: "\(file) from \(from) to \(to) is called off"
        case .data: "\(from) sends \(to) \(file)"
        case .finish: "\(file) from \(from) to \(to) has arrived"
        }
    }

    private static func outcome(_ action: Action?) -> String {
        switch action {
        case .decline: "declined"
        case .drop: "dropped"
        case .reset: "reset"
        case .observe: "observed"
        case .pass: "passed"
        case nil: "seen"
        }
    }
}

extension TransferDetails {
    /// The file's name and size, as far as they are known.
    var fileText: String {
        let name = file.map { "the file \(PeerText($0))" } ?? "a file"
        let size = size.map { $0 == 1 ? "1 byte" : "\($0) bytes" } ?? "size unknown"
        return "\(name) (\(size))"
    }
}
