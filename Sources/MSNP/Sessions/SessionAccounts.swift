/// The accounts of a session, end to end in one array: it is kept for as long as the connection lasts, and an array of its
/// own for each of them would take more memory than all else that is kept of a connection where nobody writes.
///
///     owner │ other LF other LF … │ sender, unless it is one of the others
///
/// An account is a token of a line, and holds no LF.
struct SessionAccounts: Sendable, Equatable {
    private var bytes: [UInt8] = []
    // Behind each of the parts. Accounts and their number are bounded so that these never overflow.
    private var ownerEnd: UInt16 = 0
    private var othersEnd: UInt16 = 0
    private var senderStart: UInt16 = 0
    private var senderEnd: UInt16 = 0

    init() {}

    /// How many bytes are kept.
    var storedBytes: Int { max(Int(othersEnd), Int(senderEnd)) }

    /// The account of the client; nil if it is not known.
    var owner: String? { hasOwner ? bytes.span.text(ownerRange) : nil }

    /// Whether it is known.
    var hasOwner: Bool { ownerEnd > 0 }

    /// Whether it is this one.
    func isOwner(_ account: Span<UInt8>) -> Bool { bytes.span.isEqual(to: account, in: ownerRange) }

    /// Whether the client is seen to talk to anybody.
    var hasOthers: Bool { othersEnd > ownerEnd }

    /// How many it talks to.
    var otherCount: Int { othersRange.count { bytes[$0] == ASCII.lineFeed } }

    /// Those that it talks to, in the order in which they came.
    var others: [String] {
        var (others, rest) = ([String](), othersRange)
        while let other = nextOther(in: &rest) { others.append(bytes.span.text(other)) }
        return others
    }

    /// Where in `bytes` the latest sender stands; empty if none is known.
    private(set) var senderRange: Range<Int> {
        get { Int(senderStart)..<Int(senderEnd) }
        set { (senderStart, senderEnd) = (UInt16(newValue.lowerBound), UInt16(newValue.upperBound)) }
    }

    /// Calls `body` with the latest sender, which is empty if none is known.
    func withSender<Result>(_ body: (Span<UInt8>) -> Result) -> Result { body(bytes.span.extracting(senderRange)) }

    /// Takes an account for the client's.
    mutating func setOwner(_ account: Span<UInt8>) {
        guard !isOwner(account) else { return }
        replace(ownerRange, with: account, isOwner: true)
    }

    /// Adds one to those that the client talks to, at most so many.
    mutating func join(_ account: Span<UInt8>, atMost count: Int) {
        guard place(of: account) == nil, otherCount < count else { return }
        replace(Int(othersEnd)..<Int(othersEnd), with: account, isOwner: false)
    }

    /// Takes one out.
    mutating func leave(_ account: Span<UInt8>) {
        guard let place = place(of: account) else { return }
        replace(place.lowerBound..<(place.upperBound + 1), with: Span(), isOwner: false)
    }

    /// Notes who sends.
    mutating func note(sender: Span<UInt8>) {
        // Most messages come from whom the last one came from.
        guard !bytes.span.isEqual(to: sender, in: senderRange) else { return }
        if let place = place(of: sender) { return senderRange = place }
        bytes.removeLast(bytes.count - Int(othersEnd))
        bytes.reserveCapacity(Int(othersEnd) + sender.count)
        for index in sender.indices { bytes.append(sender[index]) }
        senderRange = Int(othersEnd)..<bytes.count
    }

    private var ownerRange: Range<Int> { 0..<Int(ownerEnd) }

    private var othersRange: Range<Int> { Int(ownerEnd)..<Int(othersEnd) }

    /// Where an account stands among those that the client talks to; nil if it does not.
    private func place(of account: Span<UInt8>) -> Range<Int>? {
        var rest = othersRange
        while let other = nextOther(in: &rest) {
            if bytes.span.isEqual(to: account, in: other) { return other }
        }
        return nil
    }

    /// The first of the others in a range, which is cut off from it together with its end.
    private func nextOther(in rest: inout Range<Int>) -> Range<Int>? {
        guard !rest.isEmpty else { return nil }
        let end = bytes.span.firstLineFeed(from: rest.lowerBound, to: rest.upperBound)
        defer { rest = min(end + 1, rest.upperBound)..<rest.upperBound }
        return rest.lowerBound..<end
    }

    /// Puts an account in the place of a range, in an array that is no longer than it must be.
    private mutating func replace(_ range: Range<Int>, with account: Span<UInt8>, isOwner: Bool) {
        let sender = Array(bytes[senderRange])
        let isEnded = !isOwner && account.count > 0
        let count = Int(othersEnd) - range.count + account.count + (isEnded ? 1 : 0)
        var replaced: [UInt8] = []
        replaced.reserveCapacity(count)
        replaced += bytes[..<range.lowerBound]
        for index in account.indices { replaced.append(account[index]) }
        if isEnded { replaced.append(ASCII.lineFeed) }
        replaced += bytes[range.upperBound..<Int(othersEnd)]
        bytes = replaced
        if isOwner { ownerEnd = UInt16(account.count) }
        othersEnd = UInt16(count)
        senderRange = count..<count
        note(sender: sender.span)
    }
}
