import PacketHeaders

/// What is kept of a `Stream` of which nothing has to be remembered but where it stands: 30 bytes.
struct RestingStream {
    private struct Facts: OptionSet {
        let rawValue: UInt8

        static let hasBegun = Facts(rawValue: 1)
        static let isAcknowledged = Facts(rawValue: 2)
        /// Whether a FIN stands behind what was judged.
        static let hasEnded = Facts(rawValue: 4)
        static let hasEcho = Facts(rawValue: 8)
        static let hasGreeting = Facts(rawValue: 16)
        static let greetingHasShift = Facts(rawValue: 32)
        static let greetingHasTimestamps = Facts(rawValue: 64)
        static let greetingIsSigned = Facts(rawValue: 128)
    }

    private var next = SequenceNumber(0)
    private var acknowledged = SequenceNumber(0)
    private var windowEnd = SequenceNumber(0)
    private var echoed: UInt32 = 0
    private var greeting = SequenceNumber(0)
    private var heard = RestingTime(.zero)
    private var windowShift: UInt8 = 0
    private var facts: Facts = []

    /// A stream of which nothing has come.
    init() {}

    /// What is kept of a stream that is at rest.
    init(_ stream: inout Stream) {
        if let next = stream.next {
            self.next = next
            facts.insert(.hasBegun)
        }
        if let acknowledged = stream.acknowledged, let windowEnd = stream.windowEnd {
            self.acknowledged = acknowledged
            self.windowEnd = windowEnd
            facts.insert(.isAcknowledged)
        }
        if stream.endOfStream != nil { facts.insert(.hasEnded) }
        if let echoed = stream.echoed {
            self.echoed = echoed
            facts.insert(.hasEcho)
        }
        if let greeting = stream.greeting { keep(greeting) }
        heard = RestingTime(stream.heard)
    }

    private mutating func keep(_ greeting: Stream.Greeting) {
        self.greeting = greeting.sequence
        facts.insert(.hasGreeting)
        if let shift = greeting.windowShift {
            windowShift = shift
            facts.insert(.greetingHasShift)
        }
        if greeting.hasTimestamps { facts.insert(.greetingHasTimestamps) }
        if greeting.isSigned { facts.insert(.greetingIsSigned) }
    }

    /// Puts what was kept into a stream that is at rest, and keeps its storage.
    func wake(_ stream: inout Stream) {
        stream.next = facts.contains(.hasBegun) ? next : nil
        stream.copies.restart(at: next)
        stream.acknowledged = facts.contains(.isAcknowledged) ? acknowledged : nil
        stream.windowEnd = facts.contains(.isAcknowledged) ? windowEnd : nil
        stream.endOfStream = facts.contains(.hasEnded) ? next + 1 : nil
        stream.echoed = facts.contains(.hasEcho) ? echoed : nil
        stream.greeting = facts.contains(.hasGreeting) ? keptGreeting : nil
        stream.heard = heard.duration
        stream.unseen = nil
    }

    private var keptGreeting: Stream.Greeting {
        Stream.Greeting(
            windowShift: facts.contains(.greetingHasShift) ? windowShift : nil,
            hasTimestamps: facts.contains(.greetingHasTimestamps),
            isSigned: facts.contains(.greetingIsSigned),
            sequence: greeting
        )
    }
}

extension Stream {
    /// Whether nothing has to be remembered of the stream but where it stands: all that was judged is acknowledged, nothing
    /// was ever edited, nothing is missing before the end, and no step of a transfer is under way.
    var isAtRest: Bool {
        mutating get {
            copies.isEmpty && copies.end == next ?? SequenceNumber(0) && edits.isEmpty && record.isEmpty
                && holeSince == nil && open == nil && answer == nil && unseen == nil
                && (endOfStream == nil || endOfStream == next.map { $0 + 1 })
        }
    }
}
