import CNetfilterQueue
import Glibc
import Synchronization

/// Messages from any threads to one thread, which waits on a descriptor.
///
/// Nothing is locked per packet: a message is a rare thing here (a transfer, a request for the counters, an end).
package final class Mailbox<Message: Sendable>: Sendable {
    /// Readable while messages wait.
    package let descriptor: Int32
    private let messages = Mutex<[Message]>([])

    /// How many messages `offer` lets wait: a log that is not read must not grow without a bound.
    package static var capacity: Int { 1024 }

    /// An empty mailbox.
    package init() throws(SystemError) {
        descriptor = eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))
        guard descriptor >= 0 else { throw .last }
    }

    deinit {
        close(descriptor)
    }

    /// Leaves a message that must arrive; senders send a bounded number of these.
    package func post(_ message: Message) {
        messages.withLock { $0.append(message) }
        // Fails only when the count of 2^64 is reached, and then the descriptor is readable already.
        _ = eventfd_write(descriptor, 1)
    }

    /// Leaves a message unless too many wait already; false then.
    package func offer(_ message: Message) -> Bool {
        let room = messages.withLock { waiting in
            guard waiting.count < Self.capacity else { return false }
            waiting.append(message)
            return true
        }
        if room { _ = eventfd_write(descriptor, 1) }
        return room
    }

    /// Takes all waiting messages, oldest first.
    package func takeAll() -> [Message] {
        var count: UInt64 = 0
        _ = unsafe eventfd_read(descriptor, &count)
        return messages.withLock { waiting in
            defer { waiting.removeAll() }
            return waiting
        }
    }
}
