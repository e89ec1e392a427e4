import Gateway
import MSNP
import Telemetry

/// One packet as a JSON object on a line; what is unknown is null.
func jsonLine(_ decision: Decision, frame: Int, time: Int64, capture: String) -> [UInt8] {
    var json = JSONText()
    json.object { json in
        json.member("capture", capture)
        json.member("packet", frame)
        json.member("time", String(time))
        json.member("flow", decision.flow)
        json.member("verdict", decision.verdict.name)
        json.member("action", decision.action?.word ?? "none")
        json.member("reason", decision.reason.name)
        json.member("group", decision.group)
        json.key("transfers")
        json.array { json in
            for sighting in decision.sightings { write(sighting, to: &json) }
        }
    }
    json.newline()
    return json.bytes
}

/// Every counter as one JSON object on a line, nested by the values of its labels.
func jsonSummary(_ rows: [Counters.Row]) -> [UInt8] {
    var tree = CounterTree()
    for row in rows {
        tree.insert(row.count, at: [row.name] + row.labels.map(\.value))
    }
    var json = JSONText()
    json.object { json in
        json.key("summary")
        tree.write(to: &json)
    }
    json.newline()
    return json.bytes
}

private func write(_ sighting: TransferSighting, to json: inout JSONText) {
    let details = sighting.details
    json.object { json in
        json.member("id", sighting.transfer)
        json.member("kind", details.kind.word)
        json.member("carrier", details.carrier.word)
        json.member("stage", sighting.stage.name)
        json.member("from", details.from)
        json.member("to", details.to)
        json.member("file", details.file)
        json.member("size", details.size)
    }
}
