/// What a session of the HTTP gateway is called: its identifier up to the first dot, since what stands behind changes
/// with every answer (reference, section 9).
public struct SessionName: Hashable, Sendable {
    private let bytes: [UInt8]

    /// Identifiers are numbers or GUIDs of 36 characters; of a longer one the beginning counts.
    static let maximumLength = 64

    /// A session that has been opened, and that no answer has named yet.
    static let unnamed = SessionName(bytes: [])

    private init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The name in an identifier, which lies at `range` in `text`.
    init(_ range: Range<Int>, in text: Span<UInt8>) {
        let end = range.first { text[$0] == ASCII.dot } ?? range.upperBound
        bytes = (range.lowerBound..<end).prefix(Self.maximumLength).map { text[$0] }
    }

    /// How many bytes the name takes.
    var storedBytes: Int { bytes.count }
}
