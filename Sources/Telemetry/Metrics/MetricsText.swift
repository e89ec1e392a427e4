import Gateway

/// A snapshot in the text format of Prometheus, version 0.0.4.
///
/// Every label has a bounded number of values, none of which a peer chooses.
package struct MetricsText {
    /// The media type of the format.
    package static let type = "text/plain; version=0.0.4; charset=utf-8"

    /// All families, each with its help and type, then its samples.
    package private(set) var text = ""

    /// The metrics of a snapshot.
    package init(_ snapshot: DaemonSnapshot) {
        appendBuild(snapshot)
        appendCounters(snapshot.counters)
        appendGauges(snapshot)
        appendQueues(snapshot.queues)
        appendLatency(snapshot.queues)
    }

    private mutating func appendBuild(_ snapshot: DaemonSnapshot) {
        append(
            Family("stile_build_info", .gauge, "The version of the daemon, as a label of a constant 1."),
            [
                Sample([("version", snapshot.version)], "1")
            ]
        )
        append(
            Family("process_start_time_seconds", .gauge, "When the daemon started, in seconds since 1970."),
            [
                Sample([], "\(Double(snapshot.started.microseconds) / 1_000_000)")
            ]
        )
    }

    /// Rows of one name stand together.
    private mutating func appendCounters(_ rows: [Counters.Row]) {
        var rest = rows[...]
        while let first = rest.first {
            let family = rest.prefix { $0.name == first.name }
            rest = rest.dropFirst(family.count)
            append(Family(counter: first.name), family.map { Sample($0.labels, "\($0.count)") })
        }
    }

    private mutating func appendGauges(_ snapshot: DaemonSnapshot) {
        append(Family("stile_flows", .gauge, "Connections that are followed now."), snapshot.flows)
        append(Family("stile_conversations", .gauge, "Of those, the ones that are MSN."), snapshot.conversations)
        append(Family("stile_stored_bytes", .gauge, "What is stored of streams, in bytes."), snapshot.storedBytes)
        append(
            Family("stile_events_lost_total", .counter, "Events that their sink did not take in time."),
            snapshot.eventsLost
        )
        guard snapshot.residentBytes > 0 else { return }
        append(
            Family("process_resident_memory_bytes", .gauge, "Memory that the daemon has in use, in bytes."),
            snapshot.residentBytes
        )
    }

    private mutating func appendQueues(_ queues: [QueueState]) {
        func samples(_ value: (QueueState) -> some BinaryInteger) -> [Sample] {
            queues.map { Sample([("queue", "\($0.number)")], "\(value($0))") }
        }
        append(Family("stile_queue_up", .gauge, "Whether a worker serves the queue."), samples { $0.isServed ? 1 : 0 })
        append(Family("stile_queue_waiting_packets", .gauge, "Packets that wait in the queue."), samples(\.waiting))
        append(Family("stile_queue_length_packets", .gauge, "Packets that may wait in the queue."), samples(\.length))
        append(
            Family(
                "stile_queue_dropped_packets_total",
                .counter,
                "Packets that no worker saw, by what was too small or too long."
            ),
            queues.flatMap { queue in
                [("queue", queue.droppedByQueue), ("receive_buffer", queue.droppedByUser), ("cut", queue.cutPackets)]
                    .map {
                        Sample([("queue", "\(queue.number)"), ("by", $0.0)], "\($0.1)")
                    }
            }
        )
        append(
            Family("stile_queue_overruns_total", .counter, "Overruns of the receive buffer (ENOBUFS)."),
            samples(\.overruns)
        )
        append(
            Family("stile_queue_restarts_total", .counter, "How often the queue's worker was started again."),
            samples(\.restarts)
        )
    }

    private mutating func appendLatency(_ queues: [QueueState]) {
        let family = Family(
            "stile_verdict_seconds",
            .histogram,
            "From receiving a packet to sending its verdict, in seconds."
        )
        appendHead(family)
        for queue in queues {
            let label = ("queue", "\(queue.number)")
            for (bound, packets) in queue.latency.cumulative {
                append("\(family.name)_bucket", Sample([label, ("le", "\(Double(bound) / 1_000_000)")], "\(packets)"))
            }
            append("\(family.name)_bucket", Sample([label, ("le", "+Inf")], "\(queue.latency.total)"))
            append("\(family.name)_sum", Sample([label], "\(queue.latency.seconds)"))
            append("\(family.name)_count", Sample([label], "\(queue.latency.total)"))
        }
    }
}

extension MetricsText {
    private struct Sample {
        var labels: [(name: String, value: String)]
        var value: String

        init(_ labels: [(name: String, value: String)], _ value: String) {
            self.labels = labels
            self.value = value
        }
    }

    private mutating func append(_ family: Family, _ value: some BinaryInteger) {
        append(family, [Sample([], "\(value)")])
    }

    private mutating func append(_ family: Family, _ samples: [Sample]) {
        appendHead(family)
        for sample in samples { append(family.name, sample) }
    }

    private mutating func appendHead(_ family: Family) {
        text += "# HELP \(family.name) \(family.help)\n# TYPE \(family.name) \(family.kind.rawValue)\n"
    }

    private mutating func append(_ name: String, _ sample: Sample) {
        let labels = sample.labels.map { "\($0.name)=\"\(Self.escaped($0.value))\"" }.joined(separator: ",")
        text += labels.isEmpty ? "\(name) \(sample.value)\n" : "\(name){\(labels)} \(sample.value)\n"
    }

    /// The format has three escapes in the value of a label.
    static func escaped(_ value: String) -> String {
        value.reduce(into: "") { text, letter in
            switch letter {
            case "\\": text += "\\\\"
            case "\"": text += "\\\""
            case "\n": text += "\\n"
            default: text.append(letter)
            }
        }
    }
}
