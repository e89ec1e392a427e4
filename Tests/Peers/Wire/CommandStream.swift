/// The bytes of one direction of a connection, cut into commands however they arrive.
struct CommandStream {
    private var bytes: [UInt8] = []

    mutating func append(_ more: [UInt8]) {
        bytes += more
    }

    /// The next whole command, or nil when more bytes must come first.
    mutating func next() throws(PeerError) -> Command? {
        guard let end = bytes.firstIndex(of: 0x0A) else { return nil }
        guard end > 0, bytes[end - 1] == 0x0D else { throw .unexpected("a line that does not end in CR LF") }
        var command = Command(words: words(upTo: end - 1))
        var consumed = end + 1
        if command.announcesPayload {
            guard let length = Int(command.words.removeLast()) else { return nil }
            guard bytes.count >= consumed + length else { return nil }
            command.payload = Array(bytes[consumed..<consumed + length])
            consumed += length
        }
        bytes.removeFirst(consumed)
        return command
    }

    private func words(upTo end: Int) -> [String] {
        bytes[..<end].split(separator: 0x20).map { String(decoding: $0, as: UTF8.self) }
    }
}
