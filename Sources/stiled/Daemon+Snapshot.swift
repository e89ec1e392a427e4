import Configuration
import Gateway
import NetfilterQueue
import Telemetry

extension Daemon {
    /// Answers those who ask how the daemon does, or want it to read its policy again.
    mutating func answerQuestions() {
        for question in control.takeQuestions() {
            switch question {
            case .snapshot(let answer): answer.give(snapshot())
            case .reload(let answer): answer.give(reload())
            }
        }
    }

    private mutating func snapshot() -> DaemonSnapshot {
        workers.countBriefly()
        var snapshot = DaemonSnapshot(
            version: Stiled.version,
            started: startTime,
            taken: Timestamp(WallClock.now())
        )
        let counters = counters
        snapshot.policy = PolicyRows(current, queues: started.queues, from: source.path).rows
        snapshot.counters = sum(of: counters)
        snapshot.queues = queueStates(counters)
        for counted in counters {
            snapshot.flows += counted.followedFlows
            snapshot.conversations += counted.conversations
            snapshot.storedBytes += counted.storedBytes
        }
        snapshot.latestConversations = counters.flatMap(\.latestConversations)
            .sorted { $0.silence < $1.silence }
            .prefix(DaemonSnapshot.maximumRows)
            .map { ConversationState($0) }
        snapshot.latestTransfers = journal.latest.entries
        snapshot.eventsLost = events.lost
        snapshot.residentBytes = ResidentMemory.bytes() ?? 0
        return snapshot
    }

    /// What all workers have counted together, and what has become of the transfers.
    func sum(of counters: [WorkerCounters]) -> [Counters.Row] {
        var packets = Counters()
        var losses = QueueCounters()
        for counted in counters {
            packets.add(counted.packets)
            losses.add(counted.losses)
        }
        return packets.rows + losses.rows + journal.outcomes.rows
    }

    private func queueStates(_ counters: [WorkerCounters]) -> [QueueState] {
        let entries = table?.read()
        let served = workers.roster.served
        return counters.map { counted in
            var state = QueueState(number: counted.queue)
            state.isServed = served.contains(counted.queue)
            state.waiting = entries?.entry(for: counted.queue)?.waiting ?? 0
            state.length = UInt64(started.queues.length)
            state.droppedByQueue = counted.losses.queueDropped
            state.droppedByUser = counted.losses.userDropped
            state.overruns = counted.losses.overruns
            state.cutPackets = counted.losses.cutPackets
            state.restarts = workers.roster.restarts(of: counted.queue)
            state.latency = counted.latency
            return state
        }
    }
}
