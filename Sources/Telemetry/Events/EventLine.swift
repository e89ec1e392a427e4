import Gateway
import MSNP
import PacketHeaders

/// One event as a JSON object on a line; members that say nothing are left out.
package struct EventLine: Sendable, Equatable {
    /// The line, ended by a line feed; peers' texts are escaped, so there is no other in it.
    package let bytes: [UInt8]

    /// The line for an event that happened at `time`.
    package init(_ event: Event, at time: Timestamp, on grounds: EventGrounds = EventGrounds()) {
        var json = JSONText()
        json.object { json in
            json.member("timestamp", time.description)
            json.member("event_type", event.type)
            Self.write(event, to: &json)
            json.known("group", grounds.group)
            json.known("rule", grounds.rule)
        }
        json.newline()
        bytes = json.bytes
    }

    private static func write(_ event: Event, to json: inout JSONText) {
        switch event {
        case .transfer(let sighting, let decision): write(sighting, in: decision, to: &json)
        case .outcome(let report): write(report, to: &json)
        case .policy(let outcome): write(outcome, to: &json)
        case .queue(let number, let event):
            json.member("queue", number)
            write(event, to: &json)
        case .daemon(let event, let version):
            json.member("daemon", event.rawValue)
            json.member("version", version)
        }
    }

    private static func write(_ sighting: TransferSighting, in decision: Decision, to json: inout JSONText) {
        if let (source, destination) = decision.endpoints {
            json.member("src_ip", source.address.description)
            json.member("src_port", source.port)
            json.member("dest_ip", destination.address.description)
            json.member("dest_port", destination.port)
            json.member("proto", "TCP")
            json.member("community_id", CommunityID(source, destination).description)
        }
        json.key("transfer")
        json.object { json in
            json.member("id", sighting.transfer)
            json.member("stage", sighting.stage.name)
            json.member("carrier", sighting.details.carrier.word)
            write(sighting.details, to: &json)
        }
        json.member("action", decision.action?.word ?? "none")
        json.member("verdict", decision.verdict.name)
        json.member("reason", decision.reason.name)
    }

    private static func write(_ report: TransferReport, to json: inout JSONText) {
        json.key("transfer")
        json.object { json in
            json.member("id", report.transfer)
            json.member("outcome", report.outcome.name)
            json.key("carriers")
            json.array { json in for carrier in report.carriers { json.string(carrier.word) } }
            write(report.details, to: &json)
            json.member("seconds", (report.last - report.first).components.seconds)
        }
    }

    private static func write(_ details: TransferDetails, to json: inout JSONText) {
        json.member("kind", details.kind.word)
        json.known("from", details.from)
        json.known("to", details.to)
        json.known("file", details.file)
        if let size = details.size { json.member("size", size) }
    }

    private static func write(_ outcome: ReloadOutcome, to json: inout JSONText) {
        let (word, text) =
            switch outcome {
            case .done(let text): ("reloaded", text)
            case .refused(let text): ("refused", text)
            case .failed(let text): ("failed", text)
            }
        json.member("policy", word)
        json.member("message", text)
    }

    private static func write(_ event: Event.QueueEvent, to json: inout JSONText) {
        switch event {
        case .bound: json.member("state", "bound")
        case .failed(let cause):
            json.member("state", "failed")
            json.member("message", cause)
        case .lost(let packets):
            json.member("state", "losing")
            json.member("lost_packets", packets)
        }
    }
}

extension Event {
    fileprivate var type: String {
        switch self {
        case .transfer: "transfer"
        case .outcome: "outcome"
        case .policy: "policy"
        case .queue: "queue"
        case .daemon: "daemon"
        }
    }
}

extension JSONText {
    /// A member that is left out where nothing is known.
    fileprivate mutating func known(_ name: String, _ text: String?) {
        guard let text else { return }
        member(name, text)
    }
}
