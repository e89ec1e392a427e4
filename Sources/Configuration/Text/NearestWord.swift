/// The word that somebody is likely to have meant: the nearest one, if it is near at all.
func nearest(to word: String, among choices: [String]) -> String? {
    let written = Array(word.lowercased().prefix(64))
    let near = choices.map { (word: $0, distance: distance(written, Array($0.lowercased()))) }.min {
        $0.distance < $1.distance
    }
    guard let near, near.distance <= max(2, written.count / 3) else { return nil }
    return near.word
}

/// How many letters must be changed, put in, left out, or exchanged with their neighbour.
private func distance(_ one: [Character], _ other: [Character]) -> Int {
    var before: [Int] = []
    var row = Array(0...other.count)
    for (i, letter) in one.enumerated() {
        var next = [i + 1]
        for (j, otherLetter) in other.enumerated() {
            var least = min(row[j + 1] + 1, next[j] + 1, row[j] + (letter == otherLetter ? 0 : 1))
            if i > 0, j > 0, letter == other[j - 1], one[i - 1] == otherLetter { least = min(least, before[j - 1] + 1) }
            next.append(least)
        }
        before = row
        row = next
    }
    return row.last ?? one.count
}
