import MSNP

/// A counter for every pair of values of two enumerations.
struct Grid<First: Counted, Second: Counted>: Sendable {
    private var counts = [UInt64](repeating: 0, count: First.allCases.count * Second.allCases.count)
    private let width = Second.allCases.count

    init() {}

    subscript(first: First, second: Second) -> UInt64 {
        get { counts[Int(first.rawValue) * width + Int(second.rawValue)] }
        set { counts[Int(first.rawValue) * width + Int(second.rawValue)] = newValue }
    }

    mutating func add(_ other: Grid) {
        for index in counts.indices { counts[index] &+= other.counts[index] }
    }

    /// The counters as rows with two labels.
    func rows(_ name: String, _ one: String, _ two: String) -> [Counters.Row] {
        First.allCases.flatMap { a in
            Second.allCases.map { b in
                Counters.Row(name, labels: [(one, a.name), (two, b.name)], self[a, b])
            }
        }
    }
}

extension KindCounts where Kind: Counted {
    /// The counters as rows with one label.
    func rows(_ name: String, _ label: String) -> [Counters.Row] {
        Kind.allCases.map { Counters.Row(name, labels: [(label, $0.name)], self[$0]) }
    }
}
