/// A first look at bytes that cannot be read in order yet, because what comes before them is missing.
///
/// It decides nothing but whether a segment may pass unread behind a hole. Finding a word here costs a delay, never a
/// verdict: the segment is judged when it comes again in order.
public enum LookAhead {
    /// The words without which no known client takes a message for a step of a file transfer, in small letters, spelled
    /// forwards and backwards.
    private static let words: [StaticASCII] = [
        "application-", "invitation-", "authcookie", "5d3e02ab-", "x-msmsgsinvite", "msnftp",
        "-noitacilppa", "-noitativni", "eikoochtua", "-ba20e3d5",
    ]

    /// The length of the longest word: what a search must look back on where bytes are joined.
    public static let longestWord = 14

    /// Whether any of the words stands in the bytes, whatever its case.
    public static func findsDecidingField(in bytes: Span<UInt8>) -> Bool {
        for start in bytes.indices {
            let rest = start..<bytes.count
            for word in words where word[0] == bytes[start].lowerCased && bytes.hasPrefix(word, in: rest) {
                return true
            }
        }
        return false
    }
}
