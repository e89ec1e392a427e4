import Gateway
import MSNP

/// A transfer for a person to read: number, outcome, seconds since the first frame, what it travelled on, who, which file.
func textLine(_ report: TransferReport, since start: Int64) -> String {
    let carriers = report.carriers.map(\.word).joined(separator: ", ")
    let columns = [
        "transfer #\(report.transfer)".padded(to: 14),
        report.outcome.name.padded(to: 15),
        seconds(report.first.nanoseconds &- start).padded(to: 12, on: .left),
        seconds(report.last.nanoseconds &- start).padded(to: 12, on: .left),
        "\(report.details.kind.word) via \(carriers)",
    ]
    return ([columns.joined(separator: "  ")] + known(report.details) + [group(report.group)].compactMap(\.self))
        .joined(separator: ", ") + "\n"
}

/// A transfer as a JSON object on a line; what is unknown is null.
func jsonLine(_ report: TransferReport, capture: String) -> [UInt8] {
    var json = JSONText()
    json.object { json in
        json.member("capture", capture)
        json.key("transfer")
        json.object { json in write(report, to: &json) }
    }
    json.newline()
    return json.bytes
}

private func write(_ report: TransferReport, to json: inout JSONText) {
    json.member("id", report.transfer)
    json.member("kind", report.details.kind.word)
    json.key("carriers")
    json.array { json in
        for carrier in report.carriers { json.string(carrier.word) }
    }
    json.member("from", report.details.from)
    json.member("to", report.details.to)
    json.member("file", report.details.file)
    json.member("size", report.details.size)
    json.member("outcome", report.outcome.name)
    json.member("group", report.group)
    json.member("first", String(report.first.nanoseconds))
    json.member("last", String(report.last.nanoseconds))
}

extension Duration {
    /// The time in nanoseconds, as frames have it.
    fileprivate var nanoseconds: Int64 {
        components.seconds &* 1_000_000_000 &+ components.attoseconds / 1_000_000_000
    }
}
