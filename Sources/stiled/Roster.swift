import Gateway
import NetfilterQueue

/// What the daemon knows of its workers from what they have told.
struct Roster {
    /// What a worker can be asked for and owes an answer to.
    enum Answer: Hashable {
        case counters, adoption
    }

    /// One queue and whoever serves it.
    private struct Post {
        var isServed = true
        var restarts: UInt64 = 0
        /// Whether the worker has been heard of since the last beat.
        var isHeard = true
        var owed: Set<Answer> = []
        /// What the worker has counted as it last told, and those before it in all.
        var counted: WorkerCounters
        var before: WorkerCounters

        /// The worker has ended, and this is what it has counted in its life.
        mutating func retire(_ last: WorkerCounters) {
            before.add(last)
            before.followedFlows = 0
            before.conversations = 0
            before.latestConversations = []
            before.storedBytes = 0
            counted = WorkerCounters(queue: last.queue)
            isServed = false
            owed = []
        }
    }

    private var posts: [UInt16: Post]

    /// Queues that have just got their workers.
    init(queues: [UInt16]) {
        posts = Dictionary(
            uniqueKeysWithValues: queues.map { queue in
                let none = WorkerCounters(queue: queue)
                return (queue, Post(counted: none, before: none))
            }
        )
    }

    /// Takes in a message.
    mutating func note(_ message: WorkerMessage) {
        switch message {
        case .transfer: break
        case .adopted(let queue): take(.adoption, from: queue)
        case .counters(let counted):
            posts[counted.queue]?.counted = counted
            take(.counters, from: counted.queue)
        case .ended(let counted, _):
            posts[counted.queue]?.retire(counted)
        }
    }

    private mutating func take(_ answer: Answer, from queue: UInt16) {
        posts[queue]?.owed.remove(answer)
        posts[queue]?.isHeard = true
    }

    /// A worker has been started for the queue again.
    mutating func noteStart(of queue: UInt16) {
        posts[queue]?.isServed = true
        posts[queue]?.restarts += 1
        posts[queue]?.isHeard = true
    }

    /// Notes that the workers of these queues are asked; they are those that do not owe the answer already, so that a
    /// worker that hangs is not asked without end.
    mutating func ask(for answer: Answer) -> [UInt16] {
        let asked = served.filter { posts[$0]?.owed.contains(answer) == false }
        for queue in asked { posts[queue]?.owed.insert(answer) }
        return asked
    }

    /// The queues whose workers owe this answer.
    func owing(_ answer: Answer) -> [UInt16] {
        served.filter { posts[$0]?.owed.contains(answer) == true }
    }

    /// The queues that have a worker.
    var served: [UInt16] { posts.filter(\.value.isServed).keys.sorted() }

    /// Those that have none.
    var unserved: [UInt16] { posts.filter { !$0.value.isServed }.keys.sorted() }

    /// How often the worker of a queue had to be started again.
    func restarts(of queue: UInt16) -> UInt64 { posts[queue]?.restarts ?? 0 }

    /// The queues whose workers have told nothing since the last beat.
    var silent: [UInt16] { served.filter { posts[$0]?.isHeard == false } }

    /// Begins to listen for the next beat.
    mutating func forgetHeard() {
        for queue in posts.keys { posts[queue]?.isHeard = false }
    }

    /// The counters of each queue, of all workers that it has had, as they last told them; lowest queue first.
    var counters: [WorkerCounters] {
        posts.values.map { post in
            var sum = post.before
            sum.add(post.counted)
            return sum
        }.sorted { $0.queue < $1.queue }
    }
}
