import Telemetry

/// Counters nested by the values of their labels, in the order in which they first came.
struct CounterTree {
    private var count: UInt64 = 0
    private var branches: [(name: String, tree: CounterTree)] = []

    /// Puts a counter at the end of a path of names.
    mutating func insert(_ count: UInt64, at path: some Collection<String>) {
        guard let name = path.first else {
            self.count = count
            return
        }
        let index = branches.firstIndex { $0.name == name } ?? branches.endIndex
        if index == branches.endIndex { branches.append((name, CounterTree())) }
        branches[index].tree.insert(count, at: path.dropFirst())
    }

    /// Writes the branches as an object, a counter as a number.
    func write(to json: inout JSONText) {
        guard !branches.isEmpty else { return json.number(count) }
        json.object { json in
            for branch in branches {
                json.key(branch.name)
                branch.tree.write(to: &json)
            }
        }
    }
}
