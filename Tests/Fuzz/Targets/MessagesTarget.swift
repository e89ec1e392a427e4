import MSNP
import TestSupport

/// Messages of any content in a switchboard whose beginning was seen: no client would act on what leaves of an offer, and
/// chat and command lines leave as they came.
///
/// The lowest bit of the first byte says who writes, the next whether the messages begin with the header of an invitation.
/// The payloads follow, with 0xFF between them.
enum MessagesTarget {
    /// The cookie of the file that was offered before: the one of the examples.
    static let knownCookies: Set<UInt32> = [33267]

    private static let invitationHeader = Array(
        "MIME-Version: 1.0\r\nContent-Type: text/x-msmsgsinvite; charset=UTF-8\r\n\r\n".utf8
    )
    private static let chatHeader = Array("MIME-Version: 1.0\r\nContent-Type: text/plain; charset=UTF-8\r\n\r\n".utf8)

    static func run(_ input: [UInt8]) throws(Breach) {
        var choices = Choices(input)
        let mode = choices.next()
        let header = mode & 2 == 0 ? [] : invitationHeader
        let payloads = choices.remainder().split(separator: 0xFF, maxSplits: 15).map { header + $0 }
        let side: TestSupport.Side = mode & 1 == 0 ? .client : .server
        let opening = side == .client ? Examples.e04 : Examples.e05
        let messages = payloads.map { (line: line(from: side, $0.count), payload: $0) }
        let stream = opening + messages.flatMap { $0.line + $0.payload }

        let direction: Connection.Direction = side == .client ? .originator : .responder
        let whole = try Transcript(of: [(direction, stream)], knowing: knownCookies)
        let bytes = try Transcript(of: byteByByte([(direction, stream)]), knowing: knownCookies)
        try require(bytes == whole, "cuts make no difference: \(whole.difference(from: bytes))")
        let output = whole.outputs[Int(direction.rawValue)]
        try checkWhatStays(of: opening, messages, output)
        let transfers = Receiver(of: side, reading: output, knowing: ["33267"]).transfers
        try require(transfers.isEmpty, "no client acts on what is left: \(transfers)")
    }

    private static func line(from side: TestSupport.Side, _ length: Int) -> [UInt8] {
        Array((side == .client ? "MSG 6 S \(length)\r\n" : "MSG alice@example.com Alice \(length)\r\n").utf8)
    }

    private static func checkWhatStays(
        of opening: [UInt8],
        _ messages: [(line: [UInt8], payload: [UInt8])],
        _ output: [UInt8]
    ) throws(Breach) {
        var rest = output[...]
        try require(rest.prefix(opening.count) == opening[...], "the opening stays")
        rest = rest.dropFirst(opening.count)
        for message in messages {
            try require(rest.prefix(message.line.count) == message.line[...], "command lines stay")
            rest = rest.dropFirst(message.line.count)
            let isChat = message.payload.starts(with: chatHeader)
            try require(!isChat || rest.prefix(message.payload.count) == message.payload[...], "chat stays")
            rest = rest.dropFirst(message.payload.count)
        }
    }

    /// An input of these payloads.
    static func seed(_ payloads: [[UInt8]], from side: TestSupport.Side = .client) -> [UInt8] {
        [side == .client ? 0 : 1] + Array(payloads.joined(separator: [0xFF]))
    }
}
