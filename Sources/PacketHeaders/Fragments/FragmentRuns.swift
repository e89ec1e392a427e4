/// Which parts of a packet's content are there.
///
/// Invariant: the runs are disjoint and in ascending order. Two may touch: only a fragment that goes on where the
/// furthest run ends makes it longer, any other begins a run of its own. So it is with Linux, where what lies within one
/// run is a duplicate and what reaches over the seam of two is an overlap.
struct FragmentRuns {
    private var runs: [Range<Int>] = []

    /// Adds a range of bytes that is not empty.
    mutating func insert(_ range: Range<Int>) throws(FragmentRefusal) {
        guard let last = runs.last else { return runs.append(range) }
        if range.upperBound > last.upperBound {
            guard range.lowerBound >= last.upperBound else { throw .overlapping }
            if range.lowerBound == last.upperBound {
                runs[runs.count - 1] = last.lowerBound..<range.upperBound
            } else {
                runs.append(range)
            }
            return
        }
        let index = firstRun(endingBehind: range.lowerBound)
        let run = runs[index]
        guard run.overlaps(range) else { return runs.insert(range, at: index) }
        throw run.lowerBound <= range.lowerBound && range.upperBound <= run.upperBound ? .duplicate : .overlapping
    }

    /// The index of the first run that reaches beyond `position`; there is one, since the last does.
    private func firstRun(endingBehind position: Int) -> Int {
        var (low, high) = (0, runs.count - 1)
        while low < high {
            let middle = (low + high) / 2
            if runs[middle].upperBound > position { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
