import Gateway
import MSNP
import TestSupport
import Testing

/// The client that offers a file is told that the offer was not delivered, where it asked to hear.
@Suite struct DenialTests {
    private static let offers: [Row<(offer: [UInt8], answer: String)>] = [
        Row("by text, success wanted", (letter("S"), "NAK 7\r\n")),
        Row("by text, both wanted", (letter("A"), "NAK 7\r\n")),
        Row("by text, nothing wanted", (letter("U"), "ACK 7\r\n")),
        Row("by text, nothing wanted, in small letters", (letter("u"), "ACK 7\r\n")),
        Row("by a session", (Examples.e21, "NAK 10\r\n")),
        Row("of chat", (Talk.chat("hello"), "ACK 6\r\n")),
        Row("of a picture", (Examples.e30, "ACK 15\r\n")),
        Row("of a call", (Examples.e18, "ACK 9\r\n")),
        Row("file data", (Examples.e28, "ACK 13\r\n")),
    ]

    /// An offer by text whose acknowledgement is wanted in this way.
    private static func letter(_ letter: String) -> [UInt8] {
        let payload = Examples.e12[((Examples.e12.firstIndex(of: 0x0A) ?? 0) + 1)...]
        return Array("MSG 7 \(letter) \(payload.count)\r\n".utf8) + payload
    }

    private static func acknowledgement(of message: [UInt8]) -> String {
        let number = String(decoding: message, as: UTF8.self).split(separator: " ")[1]
        return "ACK \(number)\r\n"
    }

    @Test(arguments: offers)
    func theAcknowledgementOfADeclinedOfferIsTurned(row: Row<(offer: [UInt8], answer: String)>) {
        var gate = Gate()
        var talk = Talk.ofAlice()
        talk.client(row.value.offer)
        let before = talk.stream(of: .server).count
        talk.server(Self.acknowledgement(of: row.value.offer))
        gate.pass(talk)
        let answer = gate.received(.server, in: talk).dropFirst(before)
        #expect(String(decoding: answer, as: UTF8.self) == row.value.answer)
        let isTurned = row.value.answer.hasPrefix("NAK")
        #expect(gate.count("packets", "edit", "sender_told") == (isTurned ? 1 : 0))
        let areRight = gate.leavesRightChecksums
        #expect(areRight)
    }

    private static let policies: [Row<Policy>] = [
        Row("told not to", change { $0.notify = false }), Row("observed", Policy(transfers: .observe)),
        Row("passed", Policy(transfers: .pass)),
    ]

    private static func change(_ change: (inout Policy) -> Void) -> Policy {
        var policy = Policy.standard
        change(&policy)
        return policy
    }

    @Test(arguments: policies)
    func otherwiseItPasses(row: Row<Policy>) {
        var gate = Gate(row.value)
        var talk = Talk.ofAlice()
        talk.client(Examples.e21)
        talk.server("ACK 10\r\n")
        gate.pass(talk)
        #expect(gate.received(.server, in: talk) == talk.stream(of: .server))
    }

    /// Some clients send a refused packet again at once, and would do so for ever.
    @Test func anOfferSentAgainIsAcknowledged() {
        var gate = Gate()
        var talk = Talk.ofAlice()
        for number in 10..<13 {
            talk.client(
                PeerToPeer.Envelope(transaction: number).messages([
                    PeerToPeer.V1(PeerToPeer.SessionText.invitation().bytes)
                ])
            )
            talk.server("ACK \(number)\r\n")
        }
        gate.pass(talk)
        let answers = String(decoding: gate.received(.server, in: talk), as: UTF8.self)
        #expect(answers.hasSuffix("NAK 10\r\nACK 11\r\nACK 12\r\n"))
    }

    /// The line can be cut anywhere: where its first letters have left, only the news is lost.
    @Test(arguments: 1..<8)
    func aLineCutInTwoIsNeverHalfTurned(first: Int) {
        var gate = Gate()
        var talk = Talk.ofAlice()
        talk.client(Examples.e21)
        let before = talk.stream(of: .server).count
        talk.server("ACK 10\r\n", cut: .at([first]))
        gate.pass(talk)
        let answer = gate.received(.server, in: talk).dropFirst(before)
        #expect(String(decoding: answer, as: UTF8.self) == "ACK 10\r\n")
    }

    @Test func aCopyOfTheLineLeavesAlike() {
        var gate = Gate()
        var talk = Talk.ofAlice()
        talk.client(Examples.e21)
        let before = talk.stream(of: .server).count
        talk.server("ACK 10\r\n")
        talk.resend(.server, before..<before + 8)
        gate.pass(talk)
        let copies = gate.forwarded.filter { $0.suffix(8).elementsEqual("NAK 10\r\n".utf8) }
        #expect(copies.count == 2)
    }

    @Test func onlyTheOffersNumberIsMeant() {
        var gate = Gate()
        var talk = Talk.ofAlice()
        talk.client(Talk.chat("before") + Examples.e21 + Talk.chat("behind"))
        let before = talk.stream(of: .server).count
        talk.server("ACK 6\r\nACK 10\r\nACK 6\r\nACK 10\r\n")
        gate.pass(talk)
        let answers = gate.received(.server, in: talk).dropFirst(before)
        #expect(String(decoding: answers, as: UTF8.self) == "ACK 6\r\nNAK 10\r\nACK 6\r\nACK 10\r\n")
    }
}
