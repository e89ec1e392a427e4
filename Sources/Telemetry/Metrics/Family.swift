/// The name, type and meaning that all samples of one metric share.
struct Family: Equatable {
    enum Kind: String {
        case counter, gauge, histogram
    }

    let name: String
    let kind: Kind
    let help: String

    init(_ name: String, _ kind: Kind, _ help: String) {
        self.name = name
        self.kind = kind
        self.help = help
    }

    /// The family of the rows that reports call `row`.
    init(counter row: String) {
        self.init("stile_\(row == "outcomes" ? "transfer_outcomes" : row)_total", .counter, Self.help(row))
    }

    private static func help(_ row: String) -> String {
        switch row {
        case "packets": "Packets by verdict and reason."
        case "packets_checksum_trusted":
            "Packets with payload whose checksum was still to be made by the sender's hardware."
        case "flows_begun": "Connections that were followed."
        case "flows_expired": "Connections that were forgotten after silence."
        case "flows_evicted": "Connections that were forgotten to make room."
        case "flows_recognized": "Connections that turned out to be MSN."
        case "directions_foreign": "Directions of connections that turned out not to be MSN."
        case "gateway_requests": "Requests to the HTTP gateway of MSN."
        case "commands": "Commands of the protocol by kind."
        case "messages": "Messages by kind."
        case "session_invitations": "Invitations to P2P sessions by kind, each on every leg."
        case "text_invitations": "Text invitations by kind, each on every leg."
        case "transfers": "Steps of file transfers, each counted once, by what was done."
        case "outcomes": "File transfers by what has become of them."
        case "queue_losses": "What queues lost or could not use, by kind."
        default: "Counted by the gateway under this name."
        }
    }
}
