import PacketHeaders

/// What passed first in one direction and has not been acknowledged yet: the values that a retransmission must repeat.
///
/// The remembered part of the stream is one stretch, from the oldest unacknowledged byte to the newest judged one. It is
/// made of *runs*: bytes that a decision rests on are kept, payload judged harmless is kept as a length only, since an
/// altered copy of it cannot become a transfer.
///
/// Invariant: the runs from `firstRun` on cover `start..<end` without a gap, and `bytes[firstByte...]` holds the kept ones
/// of them end to end. What lies before the two indices has been acknowledged and is dropped when it is more than half, and more than a little.
struct FirstCopies {
    private struct Run {
        var length: Int
        var isKept: Bool
    }

    /// The position of the first remembered byte.
    private(set) var start: SequenceNumber
    /// The position behind the last one.
    private(set) var end: SequenceNumber

    private var runs: [Run] = []
    private var firstRun = 0
    private var bytes: [UInt8] = []
    private var firstByte = 0

    /// Nothing remembered; the next byte to be appended is the one at `position`.
    init(at position: SequenceNumber) {
        start = position
        end = position
    }

    var isEmpty: Bool { start == end }

    /// Whether no byte is kept, so that a copy of what is remembered may say anything.
    var keepsNothing: Bool { firstByte == bytes.count }

    /// How many bytes are kept, runs included at what they take: what counts against the limits.
    @inline(__always)
    var storedBytes: Int { bytes.count - firstByte + (runs.count - firstRun) * MemoryLayout<Run>.stride }

    /// Keeps bytes that a decision rests on, and notes that so many behind them were judged harmless.
    mutating func append(_ kept: Span<UInt8>, harmless count: Int = 0) {
        if kept.count > 0 {
            bytes.append(addingCapacity: kept.count) { output in
                for index in 0..<kept.count { output.append(kept[index]) }
            }
            append(length: kept.count, isKept: true)
        }
        if count > 0 { append(length: count, isKept: false) }
        end = end + (kept.count + count)
        // More is never unacknowledged; where nobody is seen to acknowledge, the oldest goes.
        if start.distance(to: end) > SequenceNumber.reach { forget(before: end + -(SequenceNumber.reach / 2)) }
    }

    private mutating func append(length: Int, isKept: Bool) {
        if firstRun < runs.count, runs[runs.count - 1].isKept == isKept {
            runs[runs.count - 1].length += length
        } else {
            runs.append(Run(length: length, isKept: isKept))
        }
    }

    /// Changes what is kept of so many bytes from `position` on: they were overwritten on account of a later byte of the
    /// packet that they leave with.
    mutating func overwrite(with byte: UInt8, from position: SequenceNumber, count: Int) {
        guard position.isBefore(end) else { return }
        var offset = position.distance(to: start)  // of the current run, from `position`
        var source = firstByte
        for run in runs[firstRun...] {
            if run.isKept {
                let low = Swift.max(0, offset)
                let high = Swift.min(count, offset + run.length)
                if low < high {
                    for index in low..<high { bytes[source + index - offset] = byte }
                }
                source += run.length
            }
            offset += run.length
        }
    }

    /// Forgets what lies before `position`: the peer has it, and takes no other copy.
    mutating func forget(before position: SequenceNumber) {
        var surplus = min(start.distance(to: position), start.distance(to: end))
        guard surplus > 0 else { return }
        start = start + surplus
        while surplus > 0 {
            let part = min(surplus, runs[firstRun].length)
            if runs[firstRun].isKept { firstByte += part }
            runs[firstRun].length -= part
            surplus -= part
            if runs[firstRun].length == 0 { firstRun += 1 }
        }
        compact()
    }

    /// How much of each array may be forgotten before the rest is moved: emptying an array costs as much as a line takes
    /// to read, and need not be done for every acknowledgement. More would be kept for every connection that is silent.
    private static let tolerated = (runs: 8, bytes: 256)

    /// Gives the storage of forgotten bytes back to new ones, without giving it up.
    private mutating func compact() {
        if firstRun > Swift.max(Self.tolerated.runs, runs.count / 2) {
            runs.removeSubrange(..<firstRun)
            firstRun = 0
        }
        if firstByte > Swift.max(Self.tolerated.bytes, bytes.count / 2) {
            bytes.removeSubrange(..<firstByte)
            firstByte = 0
        }
    }

    /// Forgets everything; the next byte to be appended is the one at `position`.
    mutating func restart(at position: SequenceNumber) {
        forget(before: end)
        start = position
        end = position
    }

    /// Writes the kept bytes over a later copy of them, which begins at `position` and lies at `range` in the packet.
    ///
    /// Returns whether the copy said anything else. Bytes outside of what is remembered are left alone.
    func overlay(onto packet: inout MutableSpan<UInt8>, _ range: Range<Int>, at position: SequenceNumber) -> Bool {
        var isAltered = false
        var offset = position.distance(to: start)  // of the current run, from the start of the copy
        var source = firstByte
        for run in runs[firstRun...] {
            if run.isKept {
                let low = max(0, offset)
                let high = min(range.count, offset + run.length)
                if low < high {
                    for index in low..<high {
                        let first = bytes[source + index - offset]
                        guard packet[range.lowerBound + index] != first else { continue }
                        packet[range.lowerBound + index] = first
                        isAltered = true
                    }
                }
                source += run.length
            }
            offset += run.length
        }
        return isAltered
    }
}
