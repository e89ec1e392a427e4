/// A first look at bytes that cannot be read in order yet, because what comes before them is missing.
///
/// It decides nothing but whether a segment may pass unread behind a hole. A byte that turns out, once the hole is filled,
/// to be one that should have been overwritten costs the connection; so every such byte must be recognised here, whatever
/// the hole hides. Taking another byte for one costs a delay, never a verdict: the segment is judged when it comes again in
/// order.
public enum LookAhead {
    /// The words at or inside which a byte is overwritten, in small letters, spelled forwards and backwards.
    private static let words: [StaticASCII] = [
        "5d3e02ab-6190-11d3-bbbb-00c04f795683", "386597f40c00-bbbb-3d11-0916-ba20e3d5",
        "invite", "accept", "cancel", "etivni", "tpecca", "lecnac",
        "invitation-c", "application-f", "ip-a", "port", "authc", "chunk:",
        "noitativni", "elif-", "ezis", "sserdda-", "lanretni-", "trop", "eikooc",
    ]

    /// The names behind which, at the colon or the end of the value, a byte is overwritten.
    private static let names: [StaticASCII] = [
        "invitation-cookie", "invitation-command", "application-filesize", "ip-address-internal", "portx-internal",
        "authcookie", "eikooc-noitativni", "dnammoc-noitativni", "eziselif-noitacilppa", "elif-noitacilppa",
        "sserdda-pi", "lanretni-sserdda-pi", "lanretni-xtrop", "eikoochtua",
    ]

    /// The length of the longest word: what a search must look back on where bytes are joined.
    public static let longestWord = 36

    /// Whether the bytes may hold one to be overwritten; `followsHole` tells that what comes before them is missing.
    public static func findsDecidingField(in bytes: Span<UInt8>, followsHole: Bool) -> Bool {
        if followsHole, mayBeginInsideField(bytes) { return true }
        for start in bytes.indices {
            let rest = start..<bytes.count
            let letter = bytes[start].lowerCased
            for word in words where word[0] == letter && bytes.hasPrefix(word, in: rest) {
                return true
            }
        }
        return false
    }

    /// Whether the beginning of a field may be hidden in the hole and its deciding byte stand at the front of the bytes:
    /// the rest of a word or a name, the colon or the blanks behind one, digits of a cookie, or the end of its line.
    private static func mayBeginInsideField(_ bytes: Span<UInt8>) -> Bool {
        guard bytes.count > 0 else { return false }
        let first = bytes[0]
        if first.isBlank || first.isDigit || first.isLineEnd || first == ASCII.colon { return true }
        return words.contains { bytes.mayContinue($0) } || names.contains { bytes.mayContinue($0) }
    }
}

extension Span<UInt8> {
    /// Whether the bytes begin with the rest of `word` behind one of its letters, or end within it.
    fileprivate func mayContinue(_ word: StaticASCII) -> Bool {
        (1..<word.count).contains { start in
            (0..<Swift.min(count, word.count - start)).allSatisfy { self[$0].lowerCased == word[start + $0] }
        }
    }
}
