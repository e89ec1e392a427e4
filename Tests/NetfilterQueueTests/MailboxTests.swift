import NetfilterQueue
import Testing

@Suite struct MailboxTests {
    @Test func handsMessagesOverInOrderAndOnce() throws {
        let mailbox = try Mailbox<Int>()
        mailbox.post(1)
        #expect(mailbox.offer(2))
        mailbox.post(3)
        #expect(mailbox.takeAll() == [1, 2, 3])
        #expect(mailbox.takeAll().isEmpty)
    }

    @Test func isReadableOnlyWhileMessagesWait() throws {
        let mailbox = try Mailbox<Int>()
        let other = try Mailbox<Int>()
        var ready = try Descriptor.wait(for: mailbox.descriptor, or: other.descriptor, seconds: 0)
        #expect(ready == (false, false))

        other.post(1)
        ready = try Descriptor.wait(for: mailbox.descriptor, or: other.descriptor, seconds: 0)
        #expect(ready == (false, true))

        _ = other.takeAll()
        ready = try Descriptor.wait(for: mailbox.descriptor, or: other.descriptor, seconds: 0)
        #expect(ready == (false, false))
    }

    @Test func refusesOffersBeyondItsCapacityButNeverAPost() throws {
        let mailbox = try Mailbox<Int>()
        for number in 0..<Mailbox<Int>.capacity { #expect(mailbox.offer(number)) }
        #expect(!mailbox.offer(-1))
        mailbox.post(-2)
        #expect(mailbox.takeAll().suffix(2) == [Mailbox<Int>.capacity - 1, -2])
        #expect(mailbox.offer(-3))
    }

    @Test func wakesWhoeverWaitsForSeveral() throws {
        let mailbox = try Mailbox<Int>()
        let other = try Mailbox<Int>()
        other.post(1)
        let before = MonotonicClock.now()
        try Descriptor.wait(forAnyOf: [mailbox.descriptor, other.descriptor], atMost: .seconds(3600))
        #expect(MonotonicClock.now() - before < .seconds(3600))
        try Descriptor.wait(forAnyOf: [mailbox.descriptor], atMost: .zero)
        try Descriptor.wait(forAnyOf: [mailbox.descriptor], atMost: .seconds(-5))
    }
}
