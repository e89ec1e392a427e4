import Glibc

/// Waiting for descriptors to become readable.
package enum Descriptor {
    /// Waits until one of these descriptors is readable or has failed, or the time has run out, whichever is first.
    package static func wait(forAnyOf descriptors: [Int32], atMost duration: Duration) throws(SystemError) {
        var polled = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        let ready = unsafe polled.withUnsafeMutableBufferPointer { entries in
            unsafe poll(entries.baseAddress, nfds_t(entries.count), milliseconds(duration))
        }
        guard ready >= 0 || errno == EINTR else { throw .last }
    }

    // Rounded up: whoever waits for a time must not come back before it.
    private static func milliseconds(_ duration: Duration) -> Int32 {
        guard duration > .zero else { return 0 }
        let parts = duration.components
        guard parts.seconds < 86_400 else { return 86_400_000 }
        return Int32(parts.seconds * 1000 + (parts.attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
    }

    /// Waits until one of two descriptors is readable or has failed, for at most `seconds` (nil: for ever), and tells
    /// which; neither when the time ran out.
    package static func wait(
        for first: Int32,
        or second: Int32,
        seconds: Int32? = nil
    ) throws(SystemError) -> (first: Bool, second: Bool) {
        var polled: [2 of pollfd] = [
            pollfd(fd: first, events: Int16(POLLIN), revents: 0),
            pollfd(fd: second, events: Int16(POLLIN), revents: 0),
        ]
        var entries = polled.mutableSpan
        let milliseconds = seconds.map { $0 * 1000 } ?? -1
        let ready = unsafe entries.withUnsafeMutableBufferPointer { entries in
            unsafe poll(entries.baseAddress, 2, milliseconds)
        }
        guard ready >= 0 || errno == EINTR else { throw .last }
        return (entries[0].revents != 0, entries[1].revents != 0)
    }
}
