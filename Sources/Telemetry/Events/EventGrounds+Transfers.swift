package import Gateway
import MSNP

extension EventGrounds {
    /// The grounds of what was done to a transfer at one step.
    package init(_ sighting: TransferSighting, in decision: Decision) {
        self.init(group: sighting.group ?? decision.group, sighting.details)
    }

    /// The grounds of what has become of a transfer.
    package init(_ report: TransferReport) {
        self.init(group: report.group, report.details)
    }

    /// The group of hosts that decided, if one did, and the part of the policy file.
    ///
    /// An MSNSLP session may be of several kinds, each with a key of its own; then the table is named.
    private init(group: String?, _ details: TransferDetails) {
        let rule =
            switch (group, details.carrier, details.kind) {
            case (.some, _, _): "hosts"
            case (nil, .msnftpData, _), (nil, .direct, _): "transfers.data-connections"
            case (nil, _, .msnftp): "transfers.files"
            case (nil, _, .msnslp): "transfers"
            }
        self.init(group: group, rule: rule)
    }
}
