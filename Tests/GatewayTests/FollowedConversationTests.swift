import Gateway
import PacketHeaders
import TestSupport
import Testing

/// What is told of the conversations that are followed now.
@Suite struct FollowedConversationTests {
    @Test func tellsOfMSNAndOfNothingElse() throws {
        var gate = Gate()
        var talk = Talk.ofAlice()
        talk.client(Talk.chat("hello"))
        gate.pass(talk)
        let client = Endpoint("192.0.2.9:10000")
        var foreign = Conversation(client: client)
        foreign.handshake()
        foreign.client(Array("GET / HTTP/1.0\r\n\r\n".utf8))
        gate.pass(foreign)
        gate.wait(.seconds(60))
        let told = gate.someConversations()
        #expect(told.count == 1)
        let conversation = try #require(told.first)
        #expect(conversation.responder.port == 1863)
        #expect(conversation.originator != client)
        #expect(conversation.standing == .read)
        #expect(conversation.silence >= .seconds(60))
    }

    @Test func tellsOfNoMoreThanAsked() {
        var gate = Gate()
        for number in 0..<5 {
            var talk = Conversation(
                client: Endpoint(address: Endpoint("192.0.2.9:1").address, port: UInt16(10_000 + number))
            )
            talk.handshake()
            talk.client(Array("VER 1 MSNP18 CVR0\r\n".utf8))
            gate.pass(talk)
        }
        let told = gate.someConversations(atMost: 3)
        #expect(told.count == 3)
    }
}
