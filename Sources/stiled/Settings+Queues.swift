import Configuration
import Gateway
import NetfilterQueue

extension Settings.Marks {
    /// The marks as the queues set them; nil if they cannot be told apart.
    var bits: MarkBits? { MarkBits(release: release, reset: reset) }
}

extension Settings {
    /// What each queue is asked for; nil if the marks cannot be told apart.
    var queueConfigurations: [QueueConfiguration]? {
        guard let marks = marks.bits else { return nil }
        return queues.numbers.map { number in
            var configuration = QueueConfiguration(number: number)
            configuration.maximumLength = queues.length
            configuration.failOpen = queues.failOpen
            configuration.gso = queues.gso
            configuration.receiveBuffer = queues.receiveBuffer
            configuration.marks = marks
            return configuration
        }
    }
}

extension Settings {
    /// The policy with the groups of hosts that count at that time, and the interfaces as they are numbered now.
    func policyInForce(at time: WeekTime) -> Policy {
        var policy = policy(at: time)
        policy.interfaces = Interfaces.numbers(for: hosts)
        return policy
    }
}
