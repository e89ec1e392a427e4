/// A first look at bytes that cannot be read in order yet, because what comes before them is missing.
///
/// It decides nothing but whether a segment may pass unread behind a hole. A byte that turns out, once the hole is filled,
/// to be one that should have been overwritten costs the connection; so every such byte that an honest client writes is
/// recognised here, whatever the hole hides. Taking another byte for one costs a delay, never a verdict: the segment is
/// judged when it comes again in order.
public enum LookAhead {
    /// What deciding lines and values begin with, in small letters, spelled forwards and backwards.
    fileprivate static let beginnings: [StaticASCII] =
        InvitationName.spoiledPrefixes + ["invitation-c", "dnammoc-", "eikooc-", "chunk"] + commands + applications
        + packets

    /// What the number of an application stands behind.
    private static let applications: [StaticASCII] = ["appid", "dippa"]

    /// What stands before the packets of the P2P layer, of which any byte may decide.
    private static let packets: [StaticASCII] = [
        "application/x-msnmsgrp2p", "p2p-dest", "p2p-src", "bridging-offsets", "signal/p2p",
    ]

    /// The commands of an invitation, spelled forwards and backwards.
    private static let commands: [StaticASCII] = ["invite", "accept", "cancel", "etivni", "tpecca", "lecnac"]

    /// The GUIDs of files, of shared folders and of photos, spelled forwards and backwards.
    private static let identifiers: [StaticASCII] = [
        "5d3e02ab-6190-11d3-bbbb-00c04f795683", "386597f40c00-bbbb-3d11-0916-ba20e3d5",
        "534142d5-1f2a-431f-a60c-b0cf723fdf7d", "d7fdf327fc0b-c06a-f134-a2f1-5d241435",
        "41d3e74e-04a2-4b37-96f8-08acdb610874", "478016bdca80-8f69-73b4-2a40-e47e3d14",
    ]

    /// The names behind which a value decides, and the colon behind which may decide itself.
    private static let names: [StaticASCII] = InvitationField.names + ["chunk", "euf-guid", "appid"]

    /// The length of the longest word: what a search must look back on where bytes are joined.
    public static let longestWord = 36

    /// How far the header of a packet may reach into bytes behind a hole, with the end of the lines before it.
    private static let packetReach = 192

    /// Whether the bytes may hold one to be overwritten; `followsHole` tells that what comes before them is missing, and
    /// that a field may have begun there.
    public static func findsDecidingField(in bytes: Span<UInt8>, followsHole: Bool) -> Bool {
        if followsHole, mayBeginInsideField(bytes) { return true }
        var identifier = GUIDDigits()
        // A word counts where a line or a value begins.
        var isBeginning = true
        for index in bytes.indices {
            let byte = bytes[index]
            if byte.isPartOfIdentifier {
                identifier.read(byte)
                if identifier.namesFiles { return true }
            } else {
                identifier = GUIDDigits()
            }
            guard !byte.isBlank else { continue }
            if isBeginning, bytes.extracting(droppingFirst: index).beginsDecidingWord { return true }
            isBeginning = byte.isLineEnd || byte == ASCII.colon
        }
        return false
    }

    /// Whether the lines before a packet may be hidden in a hole and a header that tells a file stand in the bytes, which
    /// begin so many bytes behind it. A single byte does not show whether it is one that tells.
    public static func mayHoldFileHeader(_ bytes: Span<UInt8>, behindHole distance: Int) -> Bool {
        guard distance < packetReach else { return false }
        return bytes.count == 1
            || (0..<min(bytes.count, packetReach - distance)).contains {
                bytes.mayBeFileFlags(at: $0) || bytes.mayBeFileKind(at: $0)
            }
    }

    /// Whether the beginning of a field may be hidden in the hole and its deciding byte stand at the front of the bytes:
    /// the rest of a name and the colon behind it, the rest of a command, a cookie or a GUID and the end of its line.
    private static func mayBeginInsideField(_ bytes: Span<UInt8>) -> Bool {
        let start = bytes.firstNonblank(from: 0)
        guard start < bytes.count, bytes[start] != ASCII.colon, !bytes[start].isLineEnd else { return true }
        let rest = bytes.extracting(droppingFirst: start)
        return rest.mayEndNumber
            || commands.contains { rest.mayEnd($0, before: \.isLineEnd) }
            || applications.contains { rest.mayEnd($0, before: \.isColon) }
            || identifiers.contains { rest.mayEnd($0, before: \.endsIdentifier) }
            || InvitationName.spoiledPrefixes.contains { rest.beginsWithEnd(of: $0) }
            || names.contains {
                rest.mayEnd($0, before: \.isColon) || rest.mayEnd($0, isReversed: true, before: \.isColon)
            }
    }
}

extension GUIDDigits {
    /// Whether the latest 32 digits are the GUID of files, or of something like them.
    fileprivate var namesFiles: Bool { count >= 32 && SessionKind.named(value)?.carriesFiles == true }
}

extension Span<UInt8> {
    fileprivate var beginsDecidingWord: Bool {
        LookAhead.beginnings.contains { hasPrefix($0, in: 0..<count) }
    }

    fileprivate func firstNonblank(from start: Int) -> Int {
        var index = start
        while index < count, self[index].isBlank { index += 1 }
        return index
    }

    /// Whether the flags of a file may stand there (reference, section 7.2): behind the high bytes of a length, or before
    /// their own.
    fileprivate func mayBeFileFlags(at index: Int) -> Bool {
        guard self[index] & 0x30 == 0x30 else { return false }
        guard index + 1 < count else { return index > 0 && self[index - 1] == 0 }
        return self[index + 1] == 0 && (index + 2 >= count || self[index + 2] == 0)
    }

    /// Whether the kind of a file may stand there (reference, section 7.3): behind the length of the header, with one field
    /// or none.
    fileprivate func mayBeFileKind(at index: Int) -> Bool {
        guard self[index] == 6 || self[index] == 7 else { return false }
        return index == 0 || self[index - 1] == 8 || self[index - 1] == 20
    }

    /// Whether the bytes begin with the rest of `word`, behind which come blanks and then a byte of a kind, or nothing yet.
    fileprivate func mayEnd(
        _ word: StaticASCII,
        isReversed: Bool = false,
        before isEnd: (UInt8) -> Bool
    ) -> Bool {
        (0..<word.count).contains { start in
            let length = Swift.min(count, word.count - start)
            let isRest = (0..<length).allSatisfy {
                self[$0].lowerCased == word[isReversed ? word.count - 1 - start - $0 : start + $0]
            }
            guard isRest else { return false }
            let end = firstNonblank(from: length)
            return end == count || isEnd(self[end])
        }
    }

    /// Whether the bytes begin with the rest of `word`, whatever comes behind it: the part of a message may end inside the
    /// name that `word` begins. Fewer than four letters would be those of too many other words.
    fileprivate func beginsWithEnd(of word: StaticASCII) -> Bool {
        (0..<Swift.max(0, word.count - 3)).contains { start in
            count >= word.count - start && (start..<word.count).allSatisfy { self[$0 - start].lowerCased == word[$0] }
        }
    }

    /// Whether the bytes begin with digits, behind which come blanks and then the end of a line, or nothing yet.
    fileprivate var mayEndNumber: Bool {
        guard self[0].isDigit else { return false }
        var end = 0
        while end < count, self[end].isDigit { end += 1 }
        end = firstNonblank(from: end)
        return end == count || self[end].isLineEnd
    }
}

extension UInt8 {
    fileprivate var isColon: Bool { self == ASCII.colon }

    /// A hexadecimal digit, or the hyphen between groups of them.
    fileprivate var isPartOfIdentifier: Bool { self == ASCII.hyphen || hexadecimalDigit != nil }

    /// A brace or the end of a line.
    fileprivate var endsIdentifier: Bool { self == ASCII.leftBrace || self == ASCII.rightBrace || isLineEnd }
}
