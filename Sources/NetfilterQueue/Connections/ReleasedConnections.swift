import CNetfilterQueue

/// The tracked connections whose packets the rules keep from the queue, since the daemon has released them.
package enum ReleasedConnections {
    /// Brings all of them back to the queue: under another policy they may have to be looked at again.
    ///
    /// Returns how many there were. Nothing but the release bits of a connection's mark changes.
    package static func recall(_ marks: MarkBits) throws(SystemError) -> Int {
        var count: UInt32 = 0
        let status = unsafe cnfq_clear_connection_marks(marks.release, &count)
        guard status == 0 else { throw SystemError(-status) }
        return Int(count)
    }
}
