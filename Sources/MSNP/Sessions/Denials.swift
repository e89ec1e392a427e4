/// The numbers of the client's messages whose acknowledgement by the server is to say that they were not delivered.
///
/// `ACK n` and `NAK n` differ in two letters (reference, section 12.3), so the client that offered a file can be told at
/// once that the offer has failed.
struct Denials: Sendable, Equatable {
    private var numbers: [UInt32] = []

    /// Offers come one at a time, and a server answers within seconds; the oldest makes room for a further one, whose
    /// sender then is not told.
    static let maximum = 16

    var isEmpty: Bool { numbers.isEmpty }

    var storedBytes: Int { numbers.count * MemoryLayout<UInt32>.stride }

    mutating func add(_ number: UInt32) {
        guard !numbers.contains(number) else { return }
        if numbers.count == Self.maximum { numbers.removeFirst() }
        numbers.append(number)
    }

    /// Takes a number out, and tells whether it was there.
    mutating func remove(_ number: UInt32) -> Bool {
        guard let index = numbers.firstIndex(of: number) else { return false }
        numbers.remove(at: index)
        return true
    }
}

extension StreamReader {
    /// The number of the message at hand, if it is one that the server will acknowledge.
    static func transaction(of command: CommandLine, in line: Span<UInt8>) -> UInt32? {
        guard let number = command.token(1), let letter = command.token(2),
            letter.count != 1 || line[letter.lowerBound].lowerCased != unacknowledged
        else { return nil }
        return line.decimal(number).flatMap { UInt32(exactly: $0) }
    }

    /// The letter of a message that is never acknowledged (reference, section 3.3).
    private static let unacknowledged = ASCII.letterU

    private static let acknowledgement: StaticASCII = "ACK"
    private static let refusal: StaticASCII = "NAK"

    /// Turns an acknowledgement round if it is one of those that are to be denied; `start` is where the line begins in the
    /// bytes at hand, before them if it is negative. Where the first letters have left already only the news is lost.
    mutating func deny(_ line: Span<UInt8>, at start: Int, session: inout Session) {
        guard side == .server, !session.denials.isEmpty, let command = CommandLine(parsing: line),
            command.code == .command(.ack) || command.code == .command(.nak),
            let token = command.token(1), let number = line.decimal(token).flatMap({ UInt32(exactly: $0) }),
            session.denials.remove(number), let word = command.token(0), start + word.lowerBound >= 0,
            word.allSatisfy({ line[$0] == Self.acknowledgement[$0 - word.lowerBound] })
        else { return }
        // The last event told first.
        for letter in [1, 0] {
            pending.append(.denial(at: start + word.lowerBound + letter, with: Self.refusal[letter]))
        }
    }
}
