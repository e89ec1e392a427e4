/// The headers that were read last, as they stood, with the empty line by which all readers end them.
///
/// Most messages have the same headers as the one before, byte by byte: those tell the same, and need not be read again.
struct LatestHeaders {
    private var bytes: [UInt8] = []

    /// Chat has about 120 bytes of them, and packets of the P2P layer about 150.
    private static let maximum = 256

    var storedBytes: Int { bytes.count }

    /// How many bytes of headers stand at `start`, before `end`, if they are these; nil if they are not.
    func length(in text: Span<UInt8>, from start: Int, to end: Int) -> Int? {
        let next = start &+ bytes.count
        guard !bytes.isEmpty, next <= end, text.isEqual(to: bytes.span, in: start..<next) else { return nil }
        return bytes.count
    }

    /// Takes note of headers that have been read, of whatever length.
    mutating func keep(_ headers: Span<UInt8>) {
        forget()
        if headers.count <= Self.maximum { bytes.append(headers, upTo: Self.maximum) }
    }

    /// Forgets them, since others are being read, which may not come to such an end.
    mutating func forget() {
        if !bytes.isEmpty { bytes.removeAll(keepingCapacity: true) }
    }
}
