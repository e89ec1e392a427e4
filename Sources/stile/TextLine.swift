import Gateway
import MSNP
import Telemetry

/// One packet for a person to read: frame, seconds since the first frame, flow, verdict, action, reason, transfers.
func textLine(_ decision: Decision, frame: Int, elapsed: Int64) -> String {
    let columns = [
        "\(frame)".padded(to: 6, on: .left),
        seconds(elapsed).padded(to: 12, on: .left),
        (decision.flow ?? "no TCP").padded(to: 41),
        decision.verdict.name.padded(to: 6),
        (decision.action?.word ?? "none").padded(to: 7),
        decision.reason.name,
    ]
    let transfers = decision.sightings.map { "  " + text($0) }
    let group = group(decision.group).map { "  " + $0 } ?? ""
    return columns.joined(separator: "  ") + transfers.joined() + group + "\n"
}

/// The group of hosts that has decided.
func group(_ name: String?) -> String? {
    name.map { "group \"\(visible($0))\"" }
}

/// `#3 msnftp invite via switchboard, alice@example.org to bob@example.org, "cat.jpg", 2048 bytes`, as far as known.
private func text(_ sighting: TransferSighting) -> String {
    let details = sighting.details
    let name = "#\(sighting.transfer) \(details.kind.word) \(sighting.stage.name) via \(details.carrier.word)"
    return ([name] + known(details)).joined(separator: ", ")
}

/// Who, which file, how large: what is known of it.
func known(_ details: TransferDetails) -> [String] {
    [
        parties(details),
        details.file.map { "\"\(visible($0))\"" },
        details.size.map { "\($0) bytes" },
    ].compactMap(\.self)
}

private func parties(_ details: TransferDetails) -> String? {
    guard details.from != nil || details.to != nil else { return nil }
    return "\(visible(details.from ?? "unknown")) to \(visible(details.to ?? "unknown"))"
}

func seconds(_ nanoseconds: Int64) -> String {
    let microseconds = (nanoseconds / 1000).magnitude
    let fraction = String(microseconds % 1_000_000)
    let sign = nanoseconds < 0 ? "-" : ""
    return "\(sign)\(microseconds / 1_000_000)." + fraction.padded(to: 6, on: .left, with: "0")
}

/// Peers choose these texts: what would steer a terminal or turn the reading direction round is shown by its number,
/// and what would end the quotation is escaped.
private func visible(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .unassigned, .privateUse:
            result += "\\u{\(String(scalar.value, radix: 16))}"
        default:
            if scalar == "\"" || scalar == "\\" { result += "\\" }
            result.unicodeScalars.append(scalar)
        }
    }
    return result
}
