/// What one worker has counted.
///
/// A worker owns its own and adds without a lock; a report sums them.
package struct Counters: Sendable {
    /// Packets by verdict and reason: index `verdict.rawValue * Reason.allCases.count + reason.rawValue`.
    package private(set) var packets = [UInt64](repeating: 0, count: Verdict.allCases.count * Reason.allCases.count)

    /// No packets yet.
    package init() {}

    /// Adds one packet.
    mutating func record(_ decision: Decision) {
        packets[Int(decision.verdict.rawValue) * Reason.allCases.count + Int(decision.reason.rawValue)] &+= 1
    }

    /// Adds what another worker has counted.
    package mutating func add(_ other: Counters) {
        for index in packets.indices {
            packets[index] &+= other.packets[index]
        }
    }

    /// One line of a report: a name in snake case, its labels, and the number.
    package struct Row: Sendable, Equatable {
        /// The counter's family, for example `packets`.
        package var name: String
        /// What distinguishes this counter within its family, for example `("verdict", "accept")`.
        package var labels: [(name: String, value: String)]
        /// How many.
        package var count: UInt64

        package static func == (a: Row, b: Row) -> Bool {
            a.name == b.name && a.count == b.count && a.labels.elementsEqual(b.labels, by: ==)
        }
    }

    /// Every counter, in a fixed order, zeros included.
    package var rows: [Row] {
        Verdict.allCases.flatMap { verdict in
            Reason.allCases.map { reason in
                Row(
                    name: "packets",
                    labels: [("verdict", "\(verdict)"), ("reason", reason.name)],
                    count: packets[Int(verdict.rawValue) * Reason.allCases.count + Int(reason.rawValue)]
                )
            }
        }
    }
}
