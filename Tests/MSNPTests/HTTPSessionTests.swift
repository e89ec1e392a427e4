import MSNP
import TestSupport
import Testing

/// Sessions of the gateway, which go from one connection to another, and share connections.
@Suite struct HTTPSessionTests {
    private static let offered = invitation(offerLines)
    private static let begun = text("ANS 1 bob@example.com 1 7\r\n")

    private static func open(_ talk: inout HTTPTalk, _ name: String, _ shared: inout HTTPTalk.Shared) {
        talk.client(request(begun, query: "Action=open&Server=SB"), &shared)
        talk.server(answer(text("ANS 1 OK\r\n"), session: "SessionID=\(name).1; GW-IP=192.0.2.1"), &shared)
    }

    @Test(arguments: Array(stride(from: 1, to: 300, by: 13)))
    func anotherConnectionGoesOnWhereTheFirstEnded(cutAt: Int) {
        var shared = HTTPTalk.Shared()
        var first = HTTPTalk()
        Self.open(&first, "7", &shared)
        let stream = chat("hello") + Self.offered
        let split = min(cutAt + 60, stream.count - 1)
        first.client(request(Array(stream.prefix(split)), query: "SessionID=7.1"), &shared)
        first.server(answer(session: "SessionID=7.2"), &shared)
        let isTold = first.count(.told(.invite)) == 1
        var second = HTTPTalk()
        second.client(request(Array(stream.dropFirst(split)), query: "SessionID=7.2"), &shared)
        #expect(isTold || second.count(.told(.invite)) == 1)
        if !isTold { #expect(second.session.owner == "bob@example.com") }
    }

    @Test func twoSessionsShareAConnectionInTurn() {
        var shared = HTTPTalk.Shared()
        var talk = HTTPTalk()
        Self.open(&talk, "a", &shared)
        Self.open(&talk, "b", &shared)
        let halves = (Array(Self.offered.prefix(200)), Array(Self.offered.dropFirst(200)))
        for (half, count) in [(halves.0, 0), (halves.1, 2)] {
            for name in ["a", "b"] {
                talk.client(request(half, query: "SessionID=\(name).1"), &shared)
                talk.server(answer(session: "SessionID=\(name).1"), &shared)
            }
            #expect(count == 0 || talk.count(.told(.invite)) == count)
        }
    }

    @Test func twoSessionsAreNotMixedWhenRequestsArePipelined() {
        var shared = HTTPTalk.Shared()
        var talk = HTTPTalk()
        Self.open(&talk, "a", &shared)
        Self.open(&talk, "b", &shared)
        let halves = (Array(Self.offered.prefix(60)), Array(Self.offered.dropFirst(60)))
        for half in [halves.0, halves.1] {
            talk.client(request(half, query: "SessionID=a.1") + request(half, query: "SessionID=b.1"), &shared)
        }
        #expect(talk.count(.told(.invite)) == 2)
    }

    @Test func aSessionThatIsClosedIsForgotten() {
        var shared = HTTPTalk.Shared()
        var talk = HTTPTalk()
        Self.open(&talk, "a", &shared)
        #expect(shared.sessions.count == 1)
        talk.client(request(query: "SessionID=a.1"), &shared)
        talk.server(answer(session: "SessionID=a.1; GW-IP=192.0.2.1; Session=close"), &shared)
        #expect(shared.sessions.count == 0)
        #expect(shared.sessions.storedBytes == 0)
    }

    @Test func aSessionThatIsRenamedIsFoundByItsNewName() {
        var shared = HTTPTalk.Shared()
        var talk = HTTPTalk()
        Self.open(&talk, "a", &shared)
        talk.client(request(query: "SessionID=a.1"), &shared)
        talk.server(answer(session: "SessionID=b.1"), &shared)
        talk.client(request(chat("x"), query: "SessionID=b.1"), &shared)
        #expect(talk.session.owner == "bob@example.com")
        #expect(shared.sessions.count == 0)
    }

    @Test func oneThatIsOpenedWithoutABodyIsKept() {
        var shared = HTTPTalk.Shared()
        var talk = HTTPTalk()
        talk.client(request(query: "Action=open&Server=NS"), &shared)
        talk.server(answer(session: "SessionID=a.1"), &shared)
        #expect(shared.sessions.count == 1)
        talk.client(request(Self.begun, query: "SessionID=a.1"), &shared)
        #expect(talk.session.owner == "bob@example.com")
    }

    @Test func sessionsAreBoundedInNumber() {
        var shared = HTTPTalk.Shared(sessions: GatewaySessions(maximum: 8))
        for number in 0..<12 {
            var talk = HTTPTalk()
            Self.open(&talk, "s\(number)", &shared)
            #expect(shared.sessions.count == min(number + 1, 8))
        }
        for (number, isKnown) in [(11, true), (4, true), (3, false)] {
            var again = HTTPTalk()
            again.client(request(chat("x"), query: "SessionID=s\(number).1"), &shared)
            #expect((again.session.owner == "bob@example.com") == isKnown)
        }
    }

    @Test func sessionsAreBoundedInMemory() {
        var shared = HTTPTalk.Shared(sessions: GatewaySessions(maximumStoredBytes: 100 << 10))
        for number in 0..<40 {
            var talk = HTTPTalk()
            Self.open(&talk, "long\(number)", &shared)
            talk.client(
                request(text("USR 1 " + String(repeating: "x", count: 8000)), query: "SessionID=long\(number).1"),
                &shared
            )
            talk.server(answer(session: "SessionID=long\(number).1"), &shared)
            #expect(shared.sessions.storedBytes <= 100 << 10)
        }
        #expect((2..<20).contains(shared.sessions.count))
    }

    @Test func aHoleInARequestIsReadOnBehind() {
        var shared = HTTPTalk.Shared()
        var talk = HTTPTalk()
        Self.open(&talk, "a", &shared)
        talk.client(Array(request(chat("x"), query: "SessionID=a.1").prefix(150)), &shared)
        talk.skipUnseen(.originator)
        talk.client(text("rest of a line\r\n") + request(Self.offered, query: "SessionID=a.1"), &shared)
        #expect(talk.count(.told(.invite)) == 1)
        #expect(!talk.text(.originator).contains("Command: INVITE"))
    }

    @Test func aConnectionJoinedInTheMiddle() {
        var shared = HTTPTalk.Shared()
        var talk = HTTPTalk(isGuessed: true)
        talk.client(text("elcome: to the middle\r\nContent-Length: 0\r\n\r\n") + request(Self.offered), &shared)
        #expect(talk.count(.told(.invite)) == 1)
        var answers = HTTPTalk(isGuessed: true)
        answers.client(answer(invitation(offerLines, from: .server)), &shared)
        #expect(answers.count(.told(.invite)) == 1)
    }

    @Test func unansweredRequestsAreBounded() {
        var shared = HTTPTalk.Shared()
        var talk = HTTPTalk()
        for _ in 0..<2000 { talk.client(Examples.e49, &shared) }
        #expect(talk.storedBytes < 16 << 10)
        talk.server(answer(invitation(offerLines, from: .server)), &shared)
        #expect(talk.count(.told(.invite)) == 1)
    }
}
