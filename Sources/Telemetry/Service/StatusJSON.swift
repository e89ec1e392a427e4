import Gateway
import MSNP
import PacketHeaders

/// A snapshot as one JSON object on a line; what is unknown is null.
struct StatusJSON {
    let text: String

    init(_ snapshot: DaemonSnapshot) {
        var json = JSONText()
        json.object { json in
            json.member("version", snapshot.version)
            json.member("started", snapshot.started.description)
            json.member("taken", snapshot.taken.description)
            json.key("policy")
            json.object { json in for row in snapshot.policy { json.member(row.key, row.value) } }
            json.key("counters")
            json.array { json in for row in snapshot.counters where row.count > 0 { Self.write(row, to: &json) } }
            json.key("queues")
            json.array { json in for queue in snapshot.queues { Self.write(queue, to: &json) } }
            json.member("flows", snapshot.flows)
            json.member("conversations", snapshot.conversations)
            json.key("latest_conversations")
            json.array { json in for row in snapshot.latestConversations { Self.write(row, to: &json) } }
            json.member("stored_bytes", snapshot.storedBytes)
            json.key("latest_transfers")
            json.array { json in for entry in snapshot.latestTransfers { Self.write(entry, to: &json) } }
            json.member("events_lost", snapshot.eventsLost)
            json.member("resident_bytes", snapshot.residentBytes)
        }
        json.newline()
        text = String(decoding: json.bytes, as: UTF8.self)
    }

    private static func write(_ row: Counters.Row, to json: inout JSONText) {
        json.object { json in
            json.member("name", row.name)
            for label in row.labels { json.member(label.name, label.value) }
            json.member("count", row.count)
        }
    }

    private static func write(_ queue: QueueState, to json: inout JSONText) {
        json.object { json in
            json.member("queue", queue.number)
            json.member("served", queue.isServed ? 1 : 0)
            json.member("waiting", queue.waiting)
            json.member("length", queue.length)
            json.member("dropped_by_queue", queue.droppedByQueue)
            json.member("dropped_by_user", queue.droppedByUser)
            json.member("overruns", queue.overruns)
            json.member("cut_packets", queue.cutPackets)
            json.member("restarts", queue.restarts)
            json.member("median_microseconds", queue.latency.bound(of: 0.5))
            json.member("p99_microseconds", queue.latency.bound(of: 0.99))
        }
    }

    private static func write(_ row: ConversationState, to json: inout JSONText) {
        json.object { json in
            json.member("originator", row.originator.description)
            json.member("responder", row.responder.description)
            json.member("standing", row.standing)
            json.member("silent_seconds", row.silentSeconds)
        }
    }

    private static func write(_ entry: TransferEntry, to json: inout JSONText) {
        json.object { json in
            json.member("id", entry.number)
            json.member("time", entry.time.description)
            json.member("kind", entry.details.kind.word)
            json.member("carrier", entry.details.carrier.word)
            json.member("from", entry.details.from)
            json.member("to", entry.details.to)
            json.member("file", entry.details.file)
            json.member("size", entry.details.size)
            json.member("stage", entry.stage.name)
            json.member("action", entry.action?.word)
            json.member("outcome", entry.outcome?.name)
            json.member("source", entry.source?.description)
            json.member("destination", entry.destination?.description)
        }
    }
}
