/// Looks for a frame of a direct connection in a stream of which the beginning was not seen, or that has lost its place.
///
/// In a stream that may be anything, one header is enough only if it is convincing; otherwise another must stand where the
/// first predicts the next frame.
struct FrameSearch {
    /// A frame that was found.
    struct Find {
        let header: FrameHeader
        /// Its bytes up to the end of its headers, the four of its length included.
        let beginning: [UInt8]
        /// How much of the stretch was read up to there.
        let end: Int
    }

    /// The latest bytes, in which a header may have begun.
    private var tail: [UInt8] = []
    /// How many bytes have been read.
    private var count = 0
    /// Where frames begin if the headers before them were some; at most `maximumPredictions`, the oldest first.
    private var predictions: [Int] = []

    /// Headers that are none are rarer than this by far.
    private static let maximumPredictions = 4

    var storedBytes: Int { tail.count + predictions.count * MemoryLayout<Int>.stride }

    /// Whether a predicted frame may still come.
    var isHopeful: Bool { !predictions.isEmpty }

    /// Begins anew, with the bytes that were read last.
    mutating func begin(behind bytes: [UInt8] = []) {
        tail = bytes.suffix(FrameHeader.maximumCount - 1)
        count = tail.count
        predictions.removeAll()
    }

    /// Reads a stretch up to the end of the first header that is found; `isCertain` tells that the stream consists of frames.
    mutating func find(in stretch: Span<UInt8>, isCertain: Bool) -> Find? {
        var text = tail
        text.append(stretch, upTo: .max)
        let base = count - tail.count
        for end in (tail.count + 1)..<(text.count + 1) {
            forget(before: base + end - FrameHeader.maximumCount)
            for header in Self.headers(upTo: end, in: text.span) {
                let start = end - header.count
                let isPredicted = predictions.contains(base + start)
                if isPredicted || header.isConvincing || isCertain && header.isTelling {
                    return Find(header: header, beginning: Array(text[start..<end]), end: end - tail.count)
                }
                if header.isTelling { predict(base + start + 4 + header.length) }
            }
        }
        count = base + text.count
        tail = text.suffix(FrameHeader.maximumCount - 1)
        return nil
    }

    private mutating func forget(before place: Int) {
        if !predictions.isEmpty { predictions.removeAll { $0 < place } }
    }

    private mutating func predict(_ place: Int) {
        if predictions.count == Self.maximumPredictions { predictions.removeFirst() }
        predictions.append(place)
    }

    /// The headers that end before `end`.
    private static func headers(upTo end: Int, in text: Span<UInt8>) -> [FrameHeader] {
        let known = text.extracting(0..<end)
        var found: [FrameHeader] = []
        for length in stride(from: 12, through: FrameHeader.maximumCount, by: 4) where length <= end {
            let start = end - length
            // The two high bytes of any length taken are zero, but for one that is never written.
            guard known[start + 2] <= 1, known[start + 3] == 0 else { continue }
            if let header = FrameHeader(.second, at: start, in: known), header.count == length { found.append(header) }
            guard length == FrameHeader.maximumCount else { continue }
            if let header = FrameHeader(.first, at: start, in: known) { found.append(header) }
        }
        return found
    }
}
