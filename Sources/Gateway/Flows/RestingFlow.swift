import MSNP
import PacketHeaders

/// What is kept of a flow in which nothing is unfinished: a fifteenth of what a `Flow` takes.
///
/// A flow is put to rest between two of its packets, and goes on with the next one as if it had not been. Nothing of it is
/// guessed anew: a flow of which more has to be remembered stays awake.
struct RestingFlow {
    /// The standing verdicts under which a flow rests; others have a part in a transfer.
    private enum Standing: UInt8 {
        case followed
        case released
        case denied
    }

    private struct Facts: OptionSet {
        let rawValue: UInt8

        static let originatorIsLow = Facts(rawValue: 1)
        static let isTwoSided = Facts(rawValue: 2)
        static let isConversation = Facts(rawValue: 4)
        static let isCountedRecognized = Facts(rawValue: 8)
        static let rulingIsForAnybody = Facts(rawValue: 16)
    }

    // In an order that leaves no gaps.
    private var connection = RestingConnection()
    private var standing = Standing.followed
    private var phase = Conversation.Phase.opening
    private var facts: Facts = []
    private var time = RestingTime(.zero)
    private var generation: UInt32 = 0
    private var originator = RestingStream()
    /// The place of the deciding group among those of the policy; `noGroup` for none.
    private var group = Self.noGroup
    private var responder = RestingStream()
    private var permission = Permission.chat
    private var interfaces: (originator: UInt32, responder: UInt32) = (0, 0)

    private static let noGroup = UInt16.max

    /// A flow of which nothing is known.
    init() {}

    /// When a packet of the flow was last seen.
    var lastSeen: Duration { time.duration }

    /// Whether the flow has shown to be MSN.
    var isConversation: Bool { facts.contains(.isConversation) }

    /// Whether both sides have sent something that was read.
    var isTwoSided: Bool { facts.contains(.isTwoSided) }

    /// Whether data may flow in it.
    var isOpen: Bool { phase == .open }

    /// How much memory the flow takes beyond its own size.
    var storedBytes: Int { connection.storedBytes }

    /// What becomes of its packets, as reports tell it.
    var followedStanding: FollowedConversation.Standing {
        switch standing {
        case .followed, .released: .read
        case .denied: .dropped
        }
    }

    /// The end of a key that opened the connection, or is taken to have, and the other one.
    func ends(of key: FlowKey) -> (originator: Endpoint, responder: Endpoint) {
        facts.contains(.originatorIsLow) ? (key.low, key.high) : (key.high, key.low)
    }

    /// Takes what must be kept out of a flow, which can be woken as another one then; answers whether the flow is one that
    /// can rest. If it is not, nothing has happened.
    mutating func take(from flow: inout Flow) -> Bool {
        guard let standing = Self.standing(of: &flow) else { return false }
        self.standing = standing
        take(from: &flow.conversation)
        facts.set(.isTwoSided, flow.isTwoSided)
        facts.set(.isConversation, flow.isConversation)
        time = RestingTime(flow.lastSeen)
        originator = RestingStream(&flow.originator)
        responder = RestingStream(&flow.responder)
        if standing != .followed { flow.forgetReading() }
        return true
    }

    /// The standing verdict on a flow that can rest; nil if it cannot.
    private static func standing(of flow: inout Flow) -> Standing? {
        guard flow.reopening == nil, flow.conversation.ruling.group ?? 0 < noGroup else { return nil }
        switch flow.conversation.standing {
        case .followed: return flow.isAtRest ? .followed : nil
        // What was being read is of no account any more.
        case .released: return .released
        case .denied: return .denied
        case .condemned, .refused: return nil
        }
    }

    private mutating func take(from conversation: inout Conversation) {
        connection.take(from: &conversation.connection)
        phase = conversation.phase
        facts = []
        facts.set(.originatorIsLow, conversation.originatorIsLow)
        facts.set(.isCountedRecognized, conversation.isCountedRecognized)
        facts.set(.rulingIsForAnybody, conversation.ruling.isForAnybody)
        generation = conversation.generation
        group = conversation.ruling.group.map { UInt16(truncatingIfNeeded: $0) } ?? Self.noGroup
        permission = conversation.ruling.permission
        interfaces = conversation.interfaces
    }

    /// Puts what was kept into a flow from which `take` has taken what was kept of it.
    mutating func wake(_ flow: inout Flow, as key: FlowKey) {
        wake(&flow.conversation, as: key)
        originator.wake(&flow.originator)
        responder.wake(&flow.responder)
        flow.key = key
        flow.originatorIsLow = flow.conversation.originatorIsLow
        flow.lastSeen = lastSeen
        flow.storedBytes = storedBytes
        flow.isConversation = isConversation
    }

    private mutating func wake(_ conversation: inout Conversation, as key: FlowKey) {
        connection.wake(&conversation.connection)
        conversation.key = key
        conversation.originatorIsLow = facts.contains(.originatorIsLow)
        conversation.phase = phase
        conversation.standing =
            switch standing {
            case .followed: .followed
            case .released: .released
            case .denied: .denied
            }
        conversation.upcoming = nil
        conversation.dataConnection = nil
        conversation.isCountedRecognized = facts.contains(.isCountedRecognized)
        conversation.generation = generation
        conversation.ruling = Ruling(
            permission,
            of: group == Self.noGroup ? nil : Int(group),
            isForAnybody: facts.contains(.rulingIsForAnybody)
        )
        conversation.changesRuled = conversation.connection.session.changes
        conversation.interfaces = interfaces
    }
}

extension Flow {
    /// Whether nothing is unfinished in a flow whose packets are read.
    fileprivate var isAtRest: Bool {
        mutating get {
            originator.isAtRest && responder.isAtRest && conversation.dataConnection == nil
                && conversation.changesRuled == conversation.connection.session.changes
                && conversation.connection.isAtRest
        }
    }

    /// Gives up what was being read, of a flow whose packets are not read any more.
    fileprivate mutating func forgetReading() {
        originator = Stream(.originator)
        responder = Stream(.responder)
    }
}

extension OptionSet where Element == Self {
    fileprivate mutating func set(_ member: Self, _ isMember: Bool) {
        if isMember { insert(member) } else { remove(member) }
    }
}
