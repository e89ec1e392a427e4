import TestSupport

/// What one end of a switchboard sends: chat in which anything is said, and offers in every spelling that some client takes.
struct Script {
    private(set) var stream: [UInt8]
    /// The chat lines in it, in order.
    private(set) var chats: [String] = []
    /// The bytes that no host can forge: the server writes its own command lines, and lets nobody sign in by another name.
    private var authentic: [Range<Int>] = []
    private let side: Side
    private let isHostile: Bool
    private let quoted: [UInt8]
    /// How many bytes the sign-in has, with which it begins.
    let opening: Int

    /// The cookie of an offer made on another connection before, and of those in the script.
    static let cookie = "33267"

    /// What an end says. Chat that quotes two messages end to end is a conversation of its own to whoever joins within it,
    /// so where the beginning is not seen there are words between. Only a hostile host sends the parts of a message out of
    /// order.
    init(of side: Side, from choices: inout Choices, seenFromMiddle: Bool = false, isHostile: Bool = true) {
        self.side = side
        self.isHostile = isHostile
        quoted = Examples.e12 + (seenFromMiddle ? Array("and then\n".utf8) : []) + Examples.e15
        stream = side == .client ? Examples.e04 : Examples.e05
        authentic = [stream.indices]
        opening = stream.count
        for _ in 0..<choices.below(8) { appendItem(from: &choices) }
        appendChat(Array("the last line of the \(side)".utf8))
    }

    /// What no end of a connection that carries a file gets to read.
    static let fileGreeting = Array("VER MSNFTP\r".utf8)

    /// One end of a connection that carries a file.
    init(ofFileFrom choices: inout Choices) {
        side = .client
        isHostile = true
        quoted = []
        opening = 0
        stream = Self.fileGreeting + Array("\nUSR bob@example.com 93301\r\n".utf8) + choices.bytes(choices.below(64))
    }

    /// Whether a host could not send another byte in this place.
    func isAuthentic(_ position: Int) -> Bool {
        authentic.contains { $0.contains(position) }
    }

    private mutating func appendItem(from choices: inout Choices) {
        switch choices.next() & 15 {
        case 0: appendChat(choices.bytes(choices.below(64)))
        case 1: appendChat(quoted)
        case 2: appendChat(Array("MSG 6 S 20\r\n".utf8) + Offer.plain)
        case 3: append(Examples.passable[choices.below(Examples.passable.count)])
        case 4: append(Array(Offer.header.utf8) + choices.bytes(choices.below(200)))
        case 5: appendParts(of: Offer.plain, from: &choices)
        case 6...8: append(Spelling.acceptance(from: &choices))
        default: append(Spelling.offer(from: &choices))
        }
    }

    private mutating func appendParts(of payload: [UInt8], from choices: inout Choices) {
        var parts = Offer.parts(of: payload, cutAt: choices.below(256))
        if choices.next() & 1 == 1, isHostile { parts.reverse() }
        for part in parts { append(part) }
    }

    private mutating func appendChat(_ words: [UInt8]) {
        chats.append(String(decoding: words, as: UTF8.self))
        append(Array("MIME-Version: 1.0\r\nContent-Type: text/plain; charset=UTF-8\r\n\r\n".utf8) + words)
    }

    private mutating func append(_ payload: [UInt8]) {
        let line = side == .client ? "MSG 6 A \(payload.count)\r\n" : "MSG bob@example.com Bob \(payload.count)\r\n"
        if side == .server { authentic.append(stream.count..<stream.count + line.utf8.count) }
        stream += Array(line.utf8) + payload
    }
}

extension Examples {
    /// Payloads that are no transfer: a typing notice, a nudge, a cancellation, a voice invitation, a picture.
    fileprivate static let passable = [e10, e11, e17, e18, e30, e32].map { Array($0.drop { $0 != 0x0A }.dropFirst()) }
}
