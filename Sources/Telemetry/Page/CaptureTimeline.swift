package import Gateway
import PacketHeaders

/// What happened in one capture, gathered for a page: its conversations over time, its transfers and its verdicts.
package struct CaptureTimeline: Sendable {
    /// The most conversations that are drawn; the packets of further ones are only counted.
    package static let maximumLanes = 200
    /// The most marks that are drawn in one conversation.
    package static let maximumMarks = 400
    /// The most transfers that are listed.
    package static let maximumTransfers = 1000

    /// One conversation: the packets between two ends.
    struct Lane: Sendable {
        let ends: (Endpoint, Endpoint)
        /// When its first and its last packet came, in nanoseconds since 1970.
        var first: Int64
        var last: Int64
        var accepted: UInt64 = 0
        var edited: UInt64 = 0
        var dropped: UInt64 = 0
        /// Where packets were not plainly accepted.
        var marks: [Mark] = []
    }

    /// A packet that is drawn.
    struct Mark: Sendable {
        var time: Int64
        var frame: Int
        var verdict: Verdict
        var reason: Reason
    }

    private struct Pair: Hashable {
        var low: Endpoint
        var high: Endpoint
    }

    /// The capture's name.
    package let name: String
    private(set) var lanes: [Lane] = []
    private(set) var transfers: [TransferReport] = []
    private(set) var verdicts: [Verdict: UInt64] = [:]
    private(set) var reasons: [Reason: UInt64] = [:]
    /// How many packets belong to conversations that are not drawn, and how many transfers are not listed.
    private(set) var undrawnPackets: UInt64 = 0
    private(set) var unlistedTransfers: UInt64 = 0
    private(set) var first: Int64?
    private(set) var last: Int64 = .min
    private var places: [Pair: Int] = [:]

    /// Nothing of a capture yet.
    package init(name: String) {
        self.name = name
    }

    /// Takes in the decision about the packet of a frame, recorded so many nanoseconds after 1970 began.
    package mutating func note(_ decision: Decision, frame: Int, at time: Int64) {
        first = min(first ?? time, time)
        last = max(last, time)
        verdicts[decision.verdict, default: 0] += 1
        reasons[decision.reason, default: 0] += 1
        guard let lane = lane(of: decision, at: time) else {
            undrawnPackets += 1
            return
        }
        lanes[lane].note(Mark(time: time, frame: frame, verdict: decision.verdict, reason: decision.reason))
    }

    /// Takes in what has become of a transfer.
    package mutating func note(_ report: TransferReport) {
        guard transfers.count < Self.maximumTransfers else {
            unlistedTransfers += 1
            return
        }
        transfers.append(report)
    }

    private mutating func lane(of decision: Decision, at time: Int64) -> Int? {
        guard let (source, destination) = decision.endpoints else { return nil }
        let pair = Pair(low: min(source, destination), high: max(source, destination))
        if let known = places[pair] { return known }
        guard lanes.count < Self.maximumLanes else { return nil }
        lanes.append(Lane(ends: (source, destination), first: time, last: time))
        places[pair] = lanes.count - 1
        return lanes.count - 1
    }
}

extension CaptureTimeline.Lane {
    fileprivate mutating func note(_ mark: CaptureTimeline.Mark) {
        first = min(first, mark.time)
        last = max(last, mark.time)
        switch mark.verdict {
        case .accept: accepted += 1
        case .edit: edited += 1
        case .drop: dropped += 1
        }
        guard mark.verdict != .accept, marks.count < CaptureTimeline.maximumMarks else { return }
        marks.append(mark)
    }
}
