import MSNP

/// Two streams of any bytes, cut anyhow: what is told of them does not depend on the cuts, and little is kept.
///
/// The first byte counts the cuts, the next ones are the cuts, used over and over: the highest bit is the direction, the
/// rest the length, in steps of 64 bytes from 96 on. What is left are the bytes.
enum FramerTarget {
    static func run(_ input: [UInt8]) throws(Breach) {
        var choices = Choices(input)
        let cuts = choices.bytes(choices.below(32))
        let pieces = pieces(of: choices.remainder(), cut: cuts.isEmpty ? [0x7F] : cuts)
        let whole = try Transcript(of: joined(pieces), knowing: MessagesTarget.knownCookies)
        for others in [pieces, byteByByte(pieces)] {
            let other = try Transcript(of: others, knowing: MessagesTarget.knownCookies)
            try require(other == whole, "cuts make no difference: \(whole.difference(from: other))")
        }
    }

    private static func pieces(of bytes: [UInt8], cut cuts: [UInt8]) -> [Transcript.Piece] {
        var pieces: [Transcript.Piece] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            let cut = cuts[pieces.count % cuts.count]
            let piece = rest.prefix(length(of: cut & 0x7F))
            pieces.append((cut & 0x80 == 0 ? .originator : .responder, Array(piece)))
            rest = rest.dropFirst(piece.count)
        }
        return pieces
    }

    private static func length(of cut: UInt8) -> Int {
        cut < 96 ? Int(cut) + 1 : (Int(cut) - 94) * 64
    }

    /// An input of a stream that goes one way, or both in turns, in cuts of all kinds.
    static func seed(_ bytes: [UInt8], cuts: [UInt8]) -> [UInt8] {
        [UInt8(cuts.count % 32)] + cuts + bytes
    }
}
