import Glibc

/// Waiting for descriptors to become readable.
package enum Descriptor {
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
